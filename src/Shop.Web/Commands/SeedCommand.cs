using Shop.Data;
using Shop.Demo;

namespace Shop.Web.Commands;

/// <summary>Fills an empty database with the demo shop.</summary>
public sealed class SeedCommand : Command
{
    public override IReadOnlyList<string> Words => ["seed"];
    public override string Purpose => "Fills an empty database with the demo shop. Its sign-ins are made when it is served in Development.";
    public override IReadOnlyDictionary<string, string> Flags => new Dictionary<string, string> { ["demo"] = "says that this is meant, outside Development" };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        if (!app.Environment.IsDevelopment() && !arguments.Has("demo"))
            throw new UsageMistake($"This is the environment “{app.Environment.EnvironmentName}”. If you want the demo shop in its database, say: seed --demo");
        await services.GetRequiredService<SchemaUpdate>().Run(ct);
        await services.GetRequiredService<OpenDemoShop>().Run(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, ct);
        return 0;
    }
}
