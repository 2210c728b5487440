using Microsoft.Extensions.DependencyInjection;

namespace Shop.Catalog;

/// <summary>Registers what the shop sells and its stock room.</summary>
public static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services.AddScoped<StockRoom>();
}
