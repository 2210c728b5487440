using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Demo;
using Shop.Demo.Large;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.Commands;

/// <summary>
/// Measures the club over a database of its own, filled with made-up members and thrown away afterwards: a draft of rules is simulated, then published and every member judged by it,
/// and a member with many entries reads their balances and their statement beside one with few.
/// </summary>
public sealed class BenchTiersCommand : Command
{
    private const int MostMembers = 10_000_000, MostOrders = 100_000_000;
    private const int Few = 50, Many = 50_000, Looks = 31;
    private const double MostMegabytes = 1_000;
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"shop-bench-{Environment.ProcessId}");

    public override IReadOnlyList<string> Words => ["bench", "tiers"];
    public override string Purpose => "Fills a temporary database with a made-up club, simulates a draft of rules over it, judges every member by it and reads long statements: says how long each took and how much memory, and ends with 1 if a minute or a gigabyte was not enough.";

    public override IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>
    {
        ["members"] = "how many; else 100000",
        ["orders"] = "how many in all, in thirty months; else ten for each",
    };

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Data:Directory"] = _folder, ["Data:Database"] = "sqlite", ["Logging:LogLevel:Default"] = "Warning" };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        var members = Number(arguments, "members", MostMembers) ?? 100_000;
        var orders = Number(arguments, "orders", MostOrders) ?? Math.Min(MostOrders, members * 10);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        Directory.CreateDirectory(_folder);
        try
        {
            var readers = await Fill(services, members, orders, now, ct);
            var (simulated, draft) = await Simulate(app.Services, now, ct);
            var judged = await Judge(app.Services, draft, ct);
            await Read(app.Services, readers, ct);
            using var process = Process.GetCurrentProcess();
            var megabytes = process.PeakWorkingSet64 / 1e6;
            Say($"Memory at most, filling included: {megabytes:N0} MB.");
            return simulated <= Bar && judged <= Bar && megabytes <= MostMegabytes ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Guid>> Fill(IServiceProvider services, int members, int orders, DateTime now, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await services.GetRequiredService<SchemaUpdate>().Run(ct);
        var bar = new ProgressBar(Console.Out, moves: !Console.IsOutputRedirected);
        var readers = await services.GetRequiredService<OpenLargeClub>().Run(members, orders, [Few, Many], now, done => bar.Show("Members", done, members, "members"), ct);
        bar.End();
        var file = new FileInfo(services.GetRequiredService<ShopDb>().Database.GetDbConnection().DataSource);
        Say($"{members:N0} members with {orders:N0} orders are in a database of {file.Length / 1e6:N0} MB after {watch.Elapsed.TotalSeconds:N0} s.");
        return readers;
    }

    // Each step as the open shop does it, in a scope of its own: nothing is known from before.
    private static async Task<(TimeSpan Took, Guid Draft)> Simulate(IServiceProvider all, DateTime now, CancellationToken ct)
    {
        using var scope = all.CreateScope();
        var (db, book) = (scope.ServiceProvider.GetRequiredService<ShopDb>(), scope.ServiceProvider.GetRequiredService<RuleBook>());
        var current = (await book.At(now, ct))!;
        var dearer = current.Rules with { Ladder = current.Rules.Ladder with { Tiers = [.. current.Rules.Ladder.Tiers.Select(t => t with { Entry = Dearer(t.Entry), Keep = Dearer(t.Keep) })] } };
        var draft = RuleSet.Draft((await book.Programme(ct))!.Id, "A quarter more", dearer, now);
        db.Add(draft);
        await db.SaveChangesAsync(ct);

        var (watch, before) = (Stopwatch.StartNew(), Worked());
        var result = SimulateRules.Run(scope.ServiceProvider.GetRequiredService<ReadPastMembers>().All(ct).ToBlockingEnumerable(ct), current.Rules, draft.Rules, current.Zone, now);
        var took = watch.Elapsed;
        Say($"A draft that asks for a quarter more is simulated after {took.TotalSeconds:0.0} s ({(Worked() - before).TotalSeconds:0.0} s of them at work): {result.Moved:N0} of {result.Members:N0} members would move.");
        return (took, draft.Id);
    }

    private static async Task<TimeSpan> Judge(IServiceProvider all, Guid draft, CancellationToken ct)
    {
        using (var desk = all.CreateScope()) await desk.ServiceProvider.GetRequiredService<PublishRuleSet>().Run(draft, null, Actor.System, ct);
        using var scope = all.CreateScope();
        var (watch, before) = (Stopwatch.StartNew(), Worked());
        await ActivatorUtilities.CreateInstance<EndTiers>(scope.ServiceProvider).Run(ct);
        var (took, worked) = (watch.Elapsed, Worked() - before);
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var (judged, count) = (await db.Memberships.CountAsync(m => m.JudgedBy == draft, ct), await db.Memberships.CountAsync(ct));
        var tiers = await db.Memberships.GroupBy(m => m.Tier).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Say($"Published, it has judged {judged:N0} members after {took.TotalSeconds:0.0} s ({worked.TotalSeconds:0.0} s of them at work): {string.Join(", ", tiers.OrderBy(t => t.Key).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {100.0 * t.Count / count:0.0} %")))}.");
        return judged == count ? took : throw new InvalidOperationException("Not every member was judged.");
    }

    private static async Task Read(IServiceProvider all, IReadOnlyList<Guid> customers, CancellationToken ct)
    {
        foreach (var (name, look) in Pages)
        {
            var took = new List<double>();
            foreach (var customer in customers) took.Add(await Median(all, customer, look, ct));
            Say($"{name}: {took[0]:0.0} ms with {Few:N0} entries, {took[1]:0.0} ms with {Many:N0} (half of {Looks} looks were quicker).");
        }
    }

    // What the members' pages ask for.
    private static readonly (string Name, Func<IServiceProvider, Guid, MemberStanding, DateTime, CancellationToken, Task> Look)[] Pages =
    [
        ("Balances", async (services, customer, me, now, ct) =>
        {
            var reader = services.GetRequiredService<MemberReader>();
            await reader.Waiting(me.AccountId, me.HomeAccountId, customer, ct);
            await reader.SetAside(me.AccountId, customer, ct);
            await reader.Ending(me.AccountId, now, ct);
        }),
        ("The statement's first page", (services, customer, me, _, ct) => services.GetRequiredService<PointsStatement>().Page(me.AccountId, customer, StatementFilter.All, null, ct)),
        ("A page in its middle", async (services, customer, me, _, ct) =>
        {
            var last = await services.GetRequiredService<ShopDb>().PointsAccounts.Where(a => a.Id == me.AccountId).Select(a => a.LastNumber).SingleAsync(ct);
            await services.GetRequiredService<PointsStatement>().Page(me.AccountId, customer, StatementFilter.All, last / 2 + 2, ct);
        }),
        ("Its page of the month before", (services, customer, me, now, ct) => services.GetRequiredService<PointsStatement>().Page(me.AccountId, customer, new StatementFilter(From: now.AddMonths(-2), Until: now.AddMonths(-1)), null, ct)),
        ("Its page of two years ago", (services, customer, me, now, ct) => services.GetRequiredService<PointsStatement>().Page(me.AccountId, customer, new StatementFilter(From: now.AddMonths(-25), Until: now.AddMonths(-24)), null, ct)),
        ("Its page of corrections, of which there are none", (services, customer, me, _, ct) => services.GetRequiredService<PointsStatement>().Page(me.AccountId, customer, new StatementFilter(StatementGroup.Corrected), null, ct)),
    ];

    private static async Task<double> Median(IServiceProvider all, Guid customer, Func<IServiceProvider, Guid, MemberStanding, DateTime, CancellationToken, Task> look, CancellationToken ct)
    {
        var took = new List<double>();
        for (var i = 0; i < Looks + 3; i++)
        {
            using var scope = all.CreateScope();
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var watch = Stopwatch.StartNew();
            var me = (await scope.ServiceProvider.GetRequiredService<MemberReader>().Of(customer, now, ct))!;
            await look(scope.ServiceProvider, customer, me, now, ct);
            if (i >= 3) took.Add(watch.Elapsed.TotalMilliseconds); // the first ones are getting ready
        }
        took.Sort();
        return took[took.Count / 2];
    }

    // On a machine that does other things besides, time passes without work.
    private static TimeSpan Worked()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static Threshold? Dearer(Threshold? asked) => asked is { Credits: { } credits } ? asked with { Credits = credits * 5 / 4 } : asked;

    private static int? Number(CommandArguments arguments, string option, int most)
    {
        if (arguments.Option(option) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
            : throw new UsageMistake(string.Create(CultureInfo.InvariantCulture, $"--{option} is a whole number from 1 to {most}, and not “{text}”."));
    }

    private static void Say(FormattableString sentence) => Console.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));
}
