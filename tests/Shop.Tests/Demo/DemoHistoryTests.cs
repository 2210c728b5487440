using Shop.Demo;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Demo;

/// <summary>The demo's past has the moments of the model it says it was drawn from, and is the same each time.</summary>
public sealed class DemoHistoryTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly DateTime Now = new(2026, 6, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CatalogueFile File = CatalogueFile.Read();
    private static readonly Lazy<DemoHistory> Drawn = new(() => DemoHistory.Draw(File, Now, Oslo));

    private static DemoHistory History => Drawn.Value;

    [Fact]
    public void Two_thousand_people_bought_about_fifteen_thousand_times()
    {
        Assert.Equal(2_000, History.Buyers.Count);
        Assert.InRange(History.Purchases.Count, 14_000, 16_000);
        Assert.Equal(2_000, History.Buyers.Select(b => b.Person.Email).Distinct().Count());
        Assert.All(History.Purchases, p => Assert.InRange(p.At, Now.AddMonths(-30).AddDays(-1), Now));
        Assert.All(History.Purchases, p => Assert.InRange(p.Lines.Count, 1, 8));
    }

    [Fact]
    public void The_same_day_gives_the_same_past_and_another_seed_another()
    {
        Assert.Equal(Fingerprint(History), Fingerprint(DemoHistory.Draw(File, Now, Oslo)));
        Assert.NotEqual(Fingerprint(History), Fingerprint(DemoHistory.Draw(File, Now, Oslo, seed: 1)));
    }

    [Fact]
    public void Rates_and_drop_outs_have_the_means_and_spreads_of_their_distributions()
    {
        var rates = History.Buyers.Select(b => b.Rate).ToList();
        Near(DemoTruth.RateShape / DemoTruth.RateScale, rates.Average(), 0.08);
        Near(DemoTruth.RateShape / (DemoTruth.RateScale * DemoTruth.RateScale), Variance(rates), 0.25);

        var (a, b) = (DemoTruth.DropA, DemoTruth.DropB);
        var drops = History.Buyers.Select(x => x.DropOut).ToList();
        Near(a / (a + b), drops.Average(), 0.1);
        Near(a * b / ((a + b) * (a + b) * (a + b + 1)), Variance(drops), 0.2);
    }

    [Fact]
    public void People_come_as_often_as_their_rate_and_drop_out_say()
    {
        var today = Period.LocalDay(Now, Oslo);
        var first = today.AddMonths(-DemoHistory.Months);
        var seasons = new Seasons(first, today.DayNumber - first.DayNumber + 0.5);
        // Lost with p after each purchase: E[further purchases in t] = (1 - p) / p · (1 - exp(-λpt)).
        var expected = History.Buyers.Sum(b => (1 - b.DropOut) / b.DropOut * (1 - Math.Exp(-b.Rate * b.DropOut * (seasons.Weeks - seasons.WeeksUntil(b.Days[0])))));
        Near(expected, History.Buyers.Sum(b => b.Days.Count - 1.0), 0.04);
    }

    [Fact]
    public void Some_come_once_and_a_few_come_very_often()
    {
        var counts = History.Buyers.Select(b => b.Days.Count).OrderDescending().ToList();
        Assert.InRange(counts.Count(c => c == 1) / 2_000.0, 0.2, 0.35);
        Assert.InRange(counts.Take(200).Sum() / (double)counts.Sum(), 0.35, 0.55);
    }

    [Fact]
    public void Those_who_mean_to_spend_more_do()
    {
        var spent = History.Purchases.GroupBy(p => p.Buyer).Where(g => g.Count() >= 5).Select(g => (Meant: g.Key.Spend, Did: g.Average(Worth))).ToList();
        Assert.InRange(Correlation(spent.Select(s => s.Meant).ToList(), spent.Select(s => s.Did).ToList()), 0.85, 1);
        Near(spent.Average(s => s.Meant), spent.Average(s => s.Did), 0.12);
        Assert.InRange(History.Purchases.Average(Worth), 5_500, 9_500);
    }

    [Fact]
    public void Bundles_go_together_and_others_do_not()
    {
        var index = File.Products.Select((p, i) => (p.Slug, i)).ToDictionary(x => x.Slug, x => x.i);
        var baskets = History.Purchases.Select(p => p.Lines.Select(l => l.Product).ToHashSet()).ToList();
        var sold = Enumerable.Range(0, File.Products.Count).Select(i => baskets.Count(b => b.Contains(i))).ToArray();

        var together = File.Bundles.Select(b => b.Select(s => index[s]).ToList()).Select(b => Lift(Pairs(b))).ToList();
        Assert.True(Median(together) > 4, $"median lift of bundles {Median(together):0.0}");
        Assert.All(together, lift => Assert.True(lift > 1.5, $"lift of a bundle {lift:0.0}"));

        var related = File.Bundles.SelectMany(b => Pairs([.. b.Select(s => index[s])])).Concat(File.Products.SelectMany(p => p.PairsWith.Select(s => (index[p.Slug], index[s]))))
            .SelectMany(p => new[] { p, (p.Item2, p.Item1) }).ToHashSet();
        var popular = Enumerable.Range(0, sold.Length).Where(i => sold[i] > 250 && File.Products[i].Season is null).ToList();
        var apart = Pairs(popular).Where(p => !related.Contains(p) && File.Products[p.Item1].Category != File.Products[p.Item2].Category).Select(p => Lift([p])).ToList();
        Assert.InRange(Median(apart), 0.4, 1.4);

        double Lift(IReadOnlyList<(int A, int B)> pairs)
        {
            var expected = pairs.Sum(p => sold[p.A] * (double)sold[p.B] / baskets.Count);
            return pairs.Sum(p => baskets.Count(b => b.Contains(p.A) && b.Contains(p.B))) / expected;
        }
    }

    [Fact]
    public void The_year_has_its_seasons()
    {
        var days = Enumerable.Range(0, Period.LocalDay(Now, Oslo).DayNumber - History.Purchases[0].Day.DayNumber).Select(History.Purchases[0].Day.AddDays).ToList();
        var advent = Rate(d => d.Month == 11 || d is { Month: 12, Day: <= 20 });
        Assert.True(advent > 1.6 * Rate(d => d.Month == 7), $"{advent:0.0} a day in advent");

        var winter = History.Purchases.SelectMany(p => p.Lines.Where(l => File.Products[l.Product].Season == "winter").Select(_ => p.Day.Month)).ToList();
        Assert.InRange(winter.Count(m => m is >= 10 or 1) / (double)winter.Count, 0.65, 0.95);

        double Rate(Func<DateOnly, bool> part) => History.Purchases.Count(p => part(p.Day)) / (double)days.Count(part);
    }

    [Fact]
    public void What_is_used_up_is_bought_again_in_a_rhythm()
    {
        var gaps = new List<double>();
        foreach (var person in History.Purchases.GroupBy(p => p.Buyer))
            foreach (var product in person.Key.Regulars)
            {
                var days = person.Where(p => p.Lines.Any(l => l.Product == product)).Select(p => p.Day.DayNumber).ToList();
                gaps.AddRange(days.Zip(days.Skip(1), (a, b) => (b - a) / (File.Products[product].Repeat!.Value * person.Key.Rhythm)));
            }
        Assert.True(gaps.Count > 1_000);
        Assert.True(gaps.Count(g => g is >= 0.85 and < 1.6) > 0.5 * gaps.Count, $"{gaps.Count(g => g is >= 0.85 and < 1.6)} of {gaps.Count} in time");
    }

    [Fact]
    public void The_shop_sells_on_the_web_and_a_little_over_the_counter_and_by_telephone()
    {
        var share = History.Purchases.GroupBy(p => p.Channel).ToDictionary(g => g.Key, g => g.Count() / (double)History.Purchases.Count);
        Assert.InRange(share[OrderChannel.Web], 0.85, 0.97);
        Assert.InRange(share[OrderChannel.Counter], 0.02, 0.1);
        Assert.InRange(share[OrderChannel.Phone], 0.005, 0.05);
    }

    private static long Worth(Purchase p) => p.Lines.Sum(l => History.Baskets.PriceOf(File.Products[l.Product].Variants[l.Variant], p.Day) * l.Quantity);

    private static string Fingerprint(DemoHistory history) => string.Join('\n', history.Purchases.Select(p =>
        $"{p.Buyer.Person.Email} {p.At:O} {p.Channel} {string.Join(',', p.Lines)}")) is var text ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))) : "";

    private static List<(int, int)> Pairs(IReadOnlyList<int> items) => [.. items.SelectMany((a, i) => items.Skip(i + 1).Select(b => (a, b)))];

    private static void Near(double expected, double found, double within) =>
        Assert.True(Math.Abs(found / expected - 1) < within, $"{found:0.####} is not within {within:P0} of {expected:0.####}");

    private static double Variance(List<double> values) => values.Average() is var mean ? values.Sum(v => (v - mean) * (v - mean)) / values.Count : 0;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Correlation(List<double> x, List<double> y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}
