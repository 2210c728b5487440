using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Shop.Payments;
using Shop.Web.Jobs;

namespace Shop.Web.TestGateway;

/// <summary>Switches the test gateway's pages and notices on where it is the provider; in Production the shop refuses to start with it.</summary>
public static class TestGatewayModule
{
    public static IServiceCollection AddPaymentPages(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var isTest = configuration["Payments:Provider"] == "test";
        if (isTest && environment.IsProduction())
            throw new InvalidOperationException("Payments:Provider is “test”. The test gateway takes no real money, so the shop does not start with it in Production.");

        services.AddPayments(configuration);
        services.AddHostedService<Shop.Web.Payments.NoticeLoop>();
        services.AddJob<AskOpenPayments>(TimeSpan.FromMinutes(1), (job, ct) => job.Run(ct));
        services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(o => o.Conventions.Add(new OnlyWhereItIsTheProvider(isTest)));
        if (isTest)
        {
            services.AddHttpClient(TestNoticeLoop.Client);
            services.AddHostedService<TestNoticeLoop>();
        }
        return services;
    }

    private sealed class OnlyWhereItIsTheProvider(bool isTest) : IApplicationModelConvention
    {
        public void Apply(ApplicationModel application)
        {
            if (isTest) return;
            foreach (var controller in application.Controllers.Where(c => c.ControllerType.Namespace == typeof(OnlyWhereItIsTheProvider).Namespace).ToList())
                application.Controllers.Remove(controller);
        }
    }
}
