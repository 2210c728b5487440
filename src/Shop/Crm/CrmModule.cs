using Microsoft.Extensions.DependencyInjection;
using Shop.Customers;
using Shop.Data;

namespace Shop.Crm;

/// <summary>Registers what the shop keeps of its talk with customers.</summary>
public static class CrmModule
{
    public static IServiceCollection AddCrm(this IServiceCollection services) => services
        .AddScoped<ReceiveContactMessage>().AddScoped<AnswerContactMessage>().AddScoped<Newsletter>().AddScoped<CustomerFile>().AddScoped<CustomerTimeline>().AddScoped<Advisers>().AddScoped<MergeCustomers>()
        .AddWhen<MarketingConsentChanged, WhenMarketingConsentChanges>().AddWhen<EmailConfirmed, WhenMarketingConsentChanges>();
}
