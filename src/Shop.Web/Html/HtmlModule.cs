using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace Shop.Web.Html;

/// <summary>Registers what the shop's pages are written with.</summary>
public static class HtmlModule
{
    public static IServiceCollection AddHtml(this IServiceCollection services) =>
        services.AddSingleton<MoneyText>().AddSingleton<Fonts>().Replace(ServiceDescriptor.Singleton<IHtmlGenerator, FormTokens>());

    /// <summary>The style sheets name fonts by a name that holds their content's hash, so these may be kept like the other fingerprinted files.</summary>
    public static void UseLastingFonts(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Fonts.Folder, StringComparison.Ordinal),
        fonts => fonts.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is 200 or 304) context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            });
            return next(context);
        }));
}
