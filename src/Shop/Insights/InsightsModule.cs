using Microsoft.Extensions.DependencyInjection;

namespace Shop.Insights;

/// <summary>Registers the figures of the shop.</summary>
public static class InsightsModule
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services.AddSingleton<FigureShelf>().AddScoped<ReadFigures>().AddScoped<ReadRetention>();
}
