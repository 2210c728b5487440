using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Shop.Accounts;
using Shop.Data;
using Shop.Demo;

namespace Shop.Web.Accounts;

/// <summary>Who can sign in on the first day: in the demo on a developer's machine its people, elsewhere whoever reads the set-up link in the log. No password comes with the shop.</summary>
public static class FirstSignIns
{
    internal static async Task PrepareSignIns(this WebApplication app, IServiceProvider services, CancellationToken ct)
    {
        var isDemo = app.Services.GetRequiredService<CurrentShop>() is { IsOpen: true, Profile.IsDemo: true };
        if (isDemo)
        {
            var demo = services.GetRequiredService<SeedDemoUsers>();
            if (app.Environment.IsDevelopment()) await demo.Run(null, null, app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, ct);
            await demo.Open(app.Environment.IsDevelopment(), ct);
        }
        var token = await services.GetRequiredService<SetUpShop>().Issue(ct);
        app.Lifetime.ApplicationStarted.Register(() => Tell(app, token, isDemo && app.Environment.IsDevelopment()));
    }

    private static void Tell(WebApplication app, string? token, bool demo)
    {
        var address = app.Services.GetRequiredService<ShopAddress>();
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => Uri.TryCreate(a, UriKind.Absolute, out _));
        if (listening is not null) address.UseUnlessConfigured(listening);

        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Web");
        if (token is not null) log.LogWarning("This shop has no administrator yet. Set it up, once, at {Link}", address.Of($"setup?token={token}"));
        if (!demo) return;
        log.LogInformation("The demo shop is open at {Address}. Sign in at {Link} as:", address.Base, address.Of("account/sign-in"));
        foreach (var person in DemoSignIns.Shown) log.LogInformation("  {Who}: {Email} / {Password}", person.Label, person.Email, person.Password);
    }
}
