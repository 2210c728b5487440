using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Search;

/// <summary>Registers how products are found: the embedded index.</summary>
public static class SearchModule
{
    public static IServiceCollection AddSearch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SearchOptions>().Bind(configuration.GetSection("Search")).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<SearchIndex>().AddSingleton<IProductSearch, SqliteProductSearch>();
    }
}
