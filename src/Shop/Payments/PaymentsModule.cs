using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Payments;

/// <summary>Registers the configured payment provider and the intake of its notices.</summary>
public static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaymentsOptions>().Bind(configuration.GetSection("Payments")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NoticeSecrets>().AddSingleton<NoticeBell>().AddSingleton<ReadPaymentNotices>();
        services.AddScoped<TakePaymentNotice>();
        if (configuration["Payments:Provider"] == "test")
            services.AddSingleton<TestGatewayBank>().AddSingleton<SendTestNotices>().AddSingleton<IPaymentGateway, TestGatewayClient>().AddSingleton<IExpressWallet, TestWallet>();
        else
            services.AddSingleton<IPaymentGateway, NoGateway>();
        return services;
    }
}
