using System.Diagnostics;
using System.Globalization;
using Shop.Demo;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.Commands;

/// <summary>Measures how quickly tiers are worked out and a draft of rules is simulated, over made-up members that are the same each time. Needs no database.</summary>
public sealed class BenchTiersCommand : Command
{
    private const int MostMembers = 10_000_000, MostOrders = 100_000_000;
    private const int Lines = 3;
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(60);
    private static readonly HashSet<Guid> NoShelves = [];

    public override IReadOnlyList<string> Words => ["bench", "tiers"];
    public override string Purpose => "Works out the tiers of made-up members, and simulates a draft of rules over the same history: says how long it took, and ends with 1 if either took longer than a minute.";

    public override IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>
    {
        ["members"] = "how many; else 100000",
        ["orders"] = "how many in all, in thirty months; else ten for each",
    };

    protected override Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        var members = Number(arguments, "members", MostMembers) ?? 100_000;
        var orders = Number(arguments, "orders", MostOrders) ?? Math.Min(MostOrders, members * 10);
        var now = new DateTime(2026, 6, 1, 10, 0, 0, DateTimeKind.Utc);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
        var rules = KilnRules.First;
        var draft = rules with { Ladder = rules.Ladder with { Tiers = [.. rules.Ladder.Tiers.Select(t => t with { Entry = Dearer(t.Entry), Keep = Dearer(t.Keep) })] } };

        var counts = new SortedDictionary<Tier, int>();
        var watch = Stopwatch.StartNew();
        foreach (var member in Crowd(members, orders, now, ct))
        {
            var tier = TierLadder.Evaluate(HistoryOf(member, rules), rules, zone, now).Tier;
            counts[tier] = counts.GetValueOrDefault(tier) + 1;
        }
        var evaluated = watch.Elapsed;
        Say($"{members:N0} members with {orders:N0} orders have their tiers after {evaluated.TotalSeconds:0.0} s: {string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {100.0 * c.Value / members:0.0} %")))}.");

        watch.Restart();
        var result = SimulateRules.Run(Crowd(members, orders, now, ct), rules, draft, zone, now);
        var simulated = watch.Elapsed;
        using var process = Process.GetCurrentProcess();
        Say($"A draft that asks for a quarter more is simulated after {simulated.TotalSeconds:0.0} s: {result.Moved:N0} members would move.");
        Say($"Memory at most: {process.PeakWorkingSet64 / 1_000_000:N0} MB.");
        return Task.FromResult(evaluated <= Bar && simulated <= Bar ? 0 : 1);
    }

    private static Threshold? Dearer(Threshold? asked) => asked is { Credits: { } credits } ? asked with { Credits = credits * 5 / 4 } : asked;

    // One member at a time: a large club needs no more memory than a small one.
    private static IEnumerable<PastMember> Crowd(int members, int orders, DateTime now, CancellationToken ct)
    {
        var random = new Random(1);
        for (var i = 0; i < members; i++)
        {
            ct.ThrowIfCancellationRequested();
            var count = (int)((long)orders * (i + 1) / members - (long)orders * i / members);
            var wealth = random.Next(2, 45) * random.Next(2, 45); // many spend little and few spend much
            var bought = new PastOrder[count];
            for (var o = 0; o < count; o++)
            {
                var paid = now.AddMinutes(-random.Next(60 * 24 * 900));
                var lines = new EarningLine[Lines];
                for (var l = 0; l < Lines; l++) lines[l] = new EarningLine(NewId.Next(), null, NoShelves, null, 1, new Money(wealth * random.Next(1, 16)), Money.Zero);
                bought[o] = new PastOrder(NewId.Next(), paid, new EarningOrder(paid, lines, Money.Zero), paid.AddDays(4));
            }
            yield return new PastMember(NewId.Next(), "", now.AddDays(-901), bought);
        }
    }

    private static TierHistory HistoryOf(PastMember member, ProgrammeRules rules) => new(member.JoinedAt,
        [.. member.Orders.Select(o => new CreditedOrder(o.OrderId, o.DeliveredAt!.Value.AddDays(rules.Release.ReturnDays), EarningRules.For(o.Order, rules, Tier.Member).Credits))], []);

    private static int? Number(CommandArguments arguments, string option, int most)
    {
        if (arguments.Option(option) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
            : throw new UsageMistake(string.Create(CultureInfo.InvariantCulture, $"--{option} is a whole number from 1 to {most}, and not “{text}”."));
    }

    private static void Say(FormattableString sentence) => Console.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));
}
