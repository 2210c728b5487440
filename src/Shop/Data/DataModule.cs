using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>Registers the database, the courier and the profile of the shop.</summary>
public static class DataModule
{
    /// <summary>SQLite unless Data:Database says postgres. Both keep the same tables.</summary>
    public static IServiceCollection AddShopDb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().Bind(configuration.GetSection("Data")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Committed>();
        services.AddDbContextPool<ShopDb>((provider, options) =>
        {
            options.AddInterceptors(provider.GetRequiredService<Committed>());
            var data = provider.GetRequiredService<IOptions<DataOptions>>().Value;
            options.ConfigureWarnings(w => w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.CoreEventId.RowLimitingOperationWithoutOrderByWarning)); // counting up to a bound needs no order
            if (data.UsesPostgres) options.UseNpgsql(data.ConnectionString);
            else options.UseSqlite(data.SqliteConnection).AddInterceptors(new SqliteSettings());
        });
        services.AddOptions<ShopOptions>().Bind(configuration.GetSection("Shop")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ShopAddress>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CourierBell>().AddSingleton<EventCourier>();
        services.AddSingleton<DatabaseLock>().AddSingleton<CurrentShop>();
        services.AddScoped<SchemaUpdate>().AddScoped<ReadJobRuns>();
        return services;
    }

    /// <summary>Registers a reaction to saved events: one class may care about several.</summary>
    public static IServiceCollection AddWhen<TEvent, THandler>(this IServiceCollection services) where TEvent : IEvent where THandler : class, IWhen<TEvent> =>
        services.AddScoped<IWhen<TEvent>, THandler>();
}
