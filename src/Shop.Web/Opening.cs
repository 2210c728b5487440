using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Demo;

namespace Shop.Web;

/// <summary>What happens before the first request: the schema is brought up to date, a developer's empty shop is filled, and the shop's profile is read.</summary>
public static class Opening
{
    public static async Task OpenShop(this WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        using var scope = app.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<SchemaUpdate>().Run(ct);
        if (app.Environment.IsDevelopment() && scope.ServiceProvider.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
        {
            var demo = scope.ServiceProvider.GetRequiredService<OpenDemoShop>();
            if (await demo.IsPossible(ct)) await demo.Run(app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, ct);
        }
        await app.Services.GetRequiredService<CurrentShop>().Load(ct);
    }
}
