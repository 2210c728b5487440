using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Data;

namespace Shop.Wishes;

/// <summary>Registers wishlists and the notices about things that are back.</summary>
public static class WishesModule
{
    public static IServiceCollection AddWishes(this IServiceCollection services) => services
        .AddScoped<ReadWishes>().AddScoped<ChangeWishes>().AddScoped<MergeWishes>().AddScoped<MoveWishesToCart>()
        .AddScoped<AskForStockNotice>().AddScoped<ReadStockNotices>().AddWhen<StockTurned, WhenStockTurned>();
}
