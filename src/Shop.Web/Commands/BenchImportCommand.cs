using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Imports.Goods;
using Shop.Kernel;

namespace Shop.Web.Commands;

/// <summary>Measures what a large file of goods costs: made, looked through, brought in, and looked through once more.</summary>
public sealed class BenchImportCommand : Command
{
    private const int MostRows = GoodsFile.MostRows;
    private const long MemoryBar = 500L * 1024 * 1024;
    private const string Prefix = "BENCH-";

    public override IReadOnlyList<string> Words => ["bench", "import"];
    public override string Purpose => "Makes a file of goods, looks it through, brings it in and looks it through again: says how long each took and how much memory, and ends with 1 if that was more than 500 MB or anything was doubled. Give it a folder of its own with --data; stopped in the middle it goes on there.";

    public override IReadOnlyDictionary<string, string> Options => new Dictionary<string, string> { ["rows"] = "how many articles, 100000 if nothing is said" };

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Warning" };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        var rows = Rows(arguments);
        await services.GetRequiredService<SchemaUpdate>().Run(ct);
        var (db, shop, clock) = (services.GetRequiredService<ShopDb>(), app.Services.GetRequiredService<CurrentShop>(), services.GetRequiredService<TimeProvider>());
        await shop.Load(ct);
        if (!shop.IsOpen)
        {
            db.Add(ShopProfile.Open("Bench", "EUR", "NO", "Europe/Oslo", clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync(ct);
            await shop.Load(ct);
        }
        var variants = db.Variants;
        if (await variants.AnyAsync(v => !v.Sku.StartsWith(Prefix), ct)) throw new RuleBroken("This shop has goods of its own, and the bench would add many. Choose an empty folder with --data.");

        var goods = services.GetRequiredService<GoodsDesk>();
        var bar = new ProgressBar(Console.Out, moves: !Console.IsOutputRedirected);
        if (await db.GoodsRuns.AsNoTracking().Where(r => r.State == GoodsRunState.Importing || r.State == GoodsRunState.Checking).OrderBy(r => r.UploadedAt).Select(r => new { r.Id, r.Cursor, r.Rows, r.State }).FirstOrDefaultAsync(ct) is { } begun)
        {
            Say($"An import of {begun.Rows:N0} rows was stopped at row {begun.Cursor:N0}; it goes on.");
            await Follow(app, begun.Id, bar, "Going on", ct);
        }
        var id = await Upload(goods, rows, ct);
        await goods.Check(id, GoodsMapping.Guess(Headers), GoodsTerms.Usual, null, Bench, ct);
        var looked = await Follow(app, id, bar, "Looking through", ct);
        if (looked.Created + looked.Updated > 0)
        {
            using (var scope = app.Services.CreateScope()) await scope.ServiceProvider.GetRequiredService<GoodsDesk>().Import(id, Bench, ct);
            await Follow(app, id, bar, "Bringing in", ct);
        }
        var again = await Upload(goods, rows, ct);
        await goods.Check(again, GoodsMapping.Guess(Headers), GoodsTerms.Usual, null, Bench, ct);
        var second = await Follow(app, again, bar, "Once more", ct);
        bar.End();

        var (articles, products) = (await db.Variants.CountAsync(ct), await db.Products.CountAsync(ct));
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64;
        Say($"In the shop: {products:N0} products, {articles:N0} articles. The same file again: {second.Unchanged:N0} unchanged, {second.Created + second.Updated:N0} to write, {second.Rejected:N0} rejected.");
        Say($"Most memory at once: {peak / 1024 / 1024} MB.");
        return peak <= MemoryBar && articles == rows && second.Unchanged == rows ? 0 : 1;
    }

    private static readonly Actor Bench = Actor.Staff(Guid.Empty, "Bench");
    private static readonly string[] Headers = ["sku", "name", "price", "compare at price", "stock", "weight", "barcode", "options", "summary", "description", "tags", "handle"];

    private static async Task<Guid> Upload(GoodsDesk goods, int rows, CancellationToken ct)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = new StreamWriter(path))
            {
                await file.WriteLineAsync(string.Join(',', Headers));
                for (var i = 1; i <= rows; i++) await file.WriteLineAsync(Line(i));
            }
            await using var sent = File.OpenRead(path);
            return await goods.Upload(sent, $"bench-{rows}.csv", Bench, ct);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Each third product comes in two colours, so that articles find their product.
    private static string Line(int i)
    {
        var (first, second) = (i % 3 == 1, i % 3 == 2);
        var product = second ? i - 1 : i;
        var price = 500 + i * 37 % 20_000;
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{i:0000000},Bench cup {product},{price / 100m:0.00},{(product % 10 == 0 ? $"{(price + 500) / 100m:0.00}" : "")},{i % 60},{200 + i % 900},{7_000_000_000_000 + i},{(first || second ? $"Colour: {(first ? "Moss" : "Chalk")}" : "")},\"A cup, number {product}\",\"Thrown by hand, glazed twice and fired at 1240 degrees. It holds what one drinks, and is number {product}.\",cup;bench,bench-cup-{product}");
    }

    private static async Task<GoodsRun> Follow(WebApplication app, Guid id, ProgressBar bar, string step, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var seeing = See(app, id, bar, step, stop.Token);
        using (var scope = app.Services.CreateScope()) await scope.ServiceProvider.GetRequiredService<BringInGoods>().Run(id, () => Task.FromResult(true), ct);
        await stop.CancelAsync();
        await seeing;
        using var reading = app.Services.CreateScope();
        var run = await reading.ServiceProvider.GetRequiredService<ShopDb>().GoodsRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        bar.End();
        if (run.Error is { } error) throw new RuleBroken(error);
        Say($"{step}: {watch.Elapsed.TotalSeconds:0.0} s, {run.Created:N0} added, {run.Updated:N0} changed, {run.Unchanged:N0} unchanged, {run.Rejected:N0} rejected.");
        return run;
    }

    private static async Task See(WebApplication app, Guid id, ProgressBar bar, string step, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                using (var scope = app.Services.CreateScope())
                {
                    var at = await scope.ServiceProvider.GetRequiredService<ShopDb>().GoodsRuns.Where(r => r.Id == id).Select(r => new { r.Cursor, r.Rows }).SingleAsync(ct);
                    bar.Show(step, at.Cursor, at.Rows, "rows");
                }
                await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
            }
        }
        catch (OperationCanceledException)
        {
            // it is over
        }
    }

    private static int Rows(CommandArguments arguments)
    {
        if (arguments.Option("rows") is not { } text) return 100_000;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= MostRows ? rows : throw new UsageMistake(string.Create(CultureInfo.InvariantCulture, $"--rows is a whole number from 1 to {MostRows}, and not “{text}”."));
    }

    private static void Say(FormattableString sentence) => Console.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));
}
