using Microsoft.Extensions.DependencyInjection;

namespace Shop.Loyalty;

/// <summary>Registers the club: its rules, its ledger, and what it does when something happens in the shop.</summary>
public static class LoyaltyModule
{
    public static IServiceCollection AddLoyalty(this IServiceCollection services) => services.AddScoped<PointsLedger>().AddScoped<RuleBook>().AddScoped<PublishRuleSet>();
}
