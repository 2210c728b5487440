using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Search;

namespace Shop.Demo;

/// <summary>Registers the demo shop.</summary>
public static class DemoModule
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection("Demo"));
        services.AddOptions<SearchOptions>().Configure<CurrentShop>((search, shop) =>
        {
            if (!shop.IsOpen || !shop.Profile.IsDemo) return;
            foreach (var group in EmbeddedJson.Read<SameWords>("catalogue.json")!.Synonyms) search.Synonyms.Add(string.Join(", ", group));
        });
        return services.AddScoped<OpenDemoShop>().AddScoped<Large.OpenLargeShop>().AddScoped<Large.OpenLargeClub>().AddScoped<SeedDemoUsers>();
    }

    private sealed record SameWords(IReadOnlyList<IReadOnlyList<string>> Synonyms);
}
