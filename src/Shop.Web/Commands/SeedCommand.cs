using System.Globalization;
using Shop.Data;
using Shop.Demo;
using Shop.Demo.Large;

namespace Shop.Web.Commands;

/// <summary>Fills an empty database: with the demo shop, or with one as large as it is asked for.</summary>
public sealed class SeedCommand : Command
{
    public override IReadOnlyList<string> Words => ["seed"];
    public override string Purpose => "Fills an empty database with the demo shop, or with a large one of that many products, customers and orders. Its sign-ins are made when it is served in Development.";

    public override IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>
    {
        ["products"] = "how many products a large shop is to have, such as 100000",
        ["customers"] = "how many customers; else twice as many",
        ["orders"] = "how many orders in thirty months; else five for each customer",
        ["seed"] = "a number: the same one makes the same shop",
    };

    public override IReadOnlyDictionary<string, string> Flags => new Dictionary<string, string> { ["demo"] = "says that this is meant, outside Development" };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        if (!app.Environment.IsDevelopment() && !arguments.Has("demo"))
            throw new UsageMistake($"This is the environment “{app.Environment.EnvironmentName}”. If you want the demo shop in its database, say: seed --demo");
        var size = SizeOf(arguments);
        await services.GetRequiredService<SchemaUpdate>().Run(ct);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (size is null)
        {
            await services.GetRequiredService<OpenDemoShop>().Run(now, ct);
            return 0;
        }
        var bar = new ProgressBar(Console.Out, moves: !Console.IsOutputRedirected);
        try
        {
            await services.GetRequiredService<OpenLargeShop>().Run(size, now, p => bar.Show(p.Step, p.Done, p.Total, p.Unit), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            bar.End();
            await Console.Error.WriteLineAsync("Stopped: nothing was kept, the database is as empty as before. The same command begins again.");
            return 2;
        }
        bar.End();
        return 0;
    }

    // Null: the demo shop itself.
    private static LargeShopSize? SizeOf(CommandArguments arguments)
    {
        if (arguments.Options.Keys.All(o => o == "demo")) return null;
        var products = Number(arguments, "products", OpenLargeShop.MostProducts) ?? throw new UsageMistake("Say how many products the large shop is to have: --products 100000");
        var customers = Number(arguments, "customers", OpenLargeShop.MostCustomers) ?? Math.Min(2 * products, OpenLargeShop.MostCustomers);
        var orders = Number(arguments, "orders", OpenLargeShop.MostOrders) ?? Math.Min(5 * customers, OpenLargeShop.MostOrders);
        return new LargeShopSize((int)products, (int)customers, (int)orders, (ulong)(Number(arguments, "seed", long.MaxValue) ?? (long)LargeShopSize.StandardSeed));
    }

    private static long? Number(CommandArguments arguments, string option, long most)
    {
        if (arguments.Option(option) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
            : throw new UsageMistake(string.Create(CultureInfo.InvariantCulture, $"--{option} is a whole number up to {most}, and not “{text}”."));
    }
}
