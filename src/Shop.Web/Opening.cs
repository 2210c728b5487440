using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Demo;
using Shop.Imports;
using Shop.Kernel;
using Shop.Web.Accounts;

namespace Shop.Web;

/// <summary>What happens before the first request: the schema is brought up to date, a developer's empty shop is filled, and the shop's profile is read.</summary>
public static class Opening
{
    /// <summary>Returns false, after saying why in one sentence, when the shop cannot open here.</summary>
    public static async Task<bool> OpenShop(this WebApplication app)
    {
        try
        {
            await Open(app);
            return true;
        }
        catch (Exception refused) when (refused is RuleBroken or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            Environment.ExitCode = 1;
            return false;
        }
    }

    private static async Task Open(WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        app.Services.GetRequiredService<IStartupValidator>().Validate(); // before anything is touched
        using var scope = app.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<SchemaUpdate>().Run(ct);
        if (await scope.ServiceProvider.GetRequiredService<ImportOrders>().Unfinished(ct) is { } file)
            throw new RuleBroken($"The import of {file} was not finished. Run the same command again, and it goes on where it was; or choose another folder with --data.");
        if (app.Environment.IsDevelopment() && scope.ServiceProvider.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
        {
            var demo = scope.ServiceProvider.GetRequiredService<OpenDemoShop>();
            if (await demo.IsPossible(ct)) await demo.Run(app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, ct);
        }
        await app.Services.GetRequiredService<CurrentShop>().Load(ct);
        await scope.ServiceProvider.GetRequiredService<Shop.Loyalty.RuleBook>().Programme(ct); // its zone too
        await app.PrepareSignIns(scope.ServiceProvider, ct);
    }
}
