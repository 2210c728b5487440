using Microsoft.Extensions.DependencyInjection;

namespace Shop.Promotions;

/// <summary>Registers what the shop offers, how it is counted and how it comes onto the shelves.</summary>
public static class PromotionsModule
{
    public static IServiceCollection AddPromotions(this IServiceCollection services) =>
        services.AddScoped<ReadOffers>().AddScoped<KeepSalePrices>().AddScoped<Redemptions>().AddScoped<ChangePromotion>().AddScoped<PromotionList>().AddSingleton<Announced>();
}
