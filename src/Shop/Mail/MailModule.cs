using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shop.Mail;

/// <summary>Registers the writer of mails and, by configuration, the server that takes them.</summary>
public static class MailModule
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations()
            .Validate(o => !o.UsesSmtp || o.Smtp.Host.Length > 0, "Mail:Via is smtp, so Mail:Smtp:Host must name the server.").ValidateOnStart();
        services.AddSingleton<MailTemplates>().AddSingleton<MailSheet>();
        services.AddScoped<MailWriter>().AddScoped<ResendMail>();
        services.AddSingleton<FolderMailServer>().AddSingleton<SmtpMailServer>();
        services.AddSingleton<IMailServer>(p => p.GetRequiredService<IOptions<MailOptions>>().Value.UsesSmtp ? p.GetRequiredService<SmtpMailServer>() : p.GetRequiredService<FolderMailServer>());
        return services;
    }
}
