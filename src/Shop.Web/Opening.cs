using Shop.Data;

namespace Shop.Web;

/// <summary>What happens before the first request: the schema is brought up to date and the shop's profile is read.</summary>
public static class Opening
{
    public static async Task OpenShop(this WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        using var scope = app.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<SchemaUpdate>().Run(ct);
        await app.Services.GetRequiredService<CurrentShop>().Load(ct);
    }
}
