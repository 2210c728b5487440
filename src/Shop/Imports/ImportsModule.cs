using Microsoft.Extensions.DependencyInjection;
using Shop.Imports.Goods;

namespace Shop.Imports;

/// <summary>Registers the import of other shops' histories and of files of goods.</summary>
public static class ImportsModule
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddScoped<ImportOrders>().AddScoped<GoodsDesk>().AddScoped<BringInGoods>().AddScoped<TidyGoodsFiles>().AddSingleton<GoodsBell>();
}
