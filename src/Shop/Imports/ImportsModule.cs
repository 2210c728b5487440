using Microsoft.Extensions.DependencyInjection;

namespace Shop.Imports;

/// <summary>Registers the import of other shops' histories.</summary>
public static class ImportsModule
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddScoped<ImportOrders>();
}
