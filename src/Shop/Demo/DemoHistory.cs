using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Demo;

/// <summary>One basket that was bought.</summary>
internal sealed record Purchase(Buyer Buyer, DateTime At, DateOnly Day, OrderChannel Channel, IReadOnlyList<(int Product, int Variant, int Quantity)> Lines);

/// <summary>Thirty months of purchases by two thousand people, the same for every run relative to the day.</summary>
internal sealed record DemoHistory(IReadOnlyList<Buyer> Buyers, IReadOnlyList<Purchase> Purchases, Baskets Baskets, People People)
{
    public const int Months = 30;
    public const int Customers = 2_000;
    public const ulong Seed = 20_240_611;

    // How orders spread over the hours of the day, midnight first.
    private static readonly double[] Hours = [1, 0, 0, 0, 0, 0, 1, 3, 4, 5, 6, 5, 6, 5, 4, 4, 5, 5, 5, 7, 10, 11, 8, 4];
    private static readonly double[] OpeningHours = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 6, 6, 5, 6, 6, 4, 0, 0, 0, 0, 0, 0];

    public static DemoHistory Draw(CatalogueFile file, DateTime now, TimeZoneInfo zone, ulong seed = Seed)
    {
        var today = Period.LocalDay(now, zone);
        var first = today.AddMonths(-Months);
        var whole = Period.DayOf(today, zone);
        var seasons = new Seasons(first, today.DayNumber - first.DayNumber + (now - whole.Start) / (whole.End - whole.Start));
        var baskets = new Baskets(file, today);
        var people = new People();

        var buyers = new List<Buyer>(Customers);
        var purchases = new List<Purchase>(Customers * 8);
        for (var i = 0; i < Customers; i++)
        {
            var buyer = Buyer.Draw(i, seed, people, file);
            buyer.Live(seasons);
            buyers.Add(buyer);
            foreach (var day in buyer.Days)
            {
                var channel = ChannelOf(buyer, day);
                purchases.Add(new Purchase(buyer, MomentOf(buyer.Dice, day, channel, today, now, zone), day, channel, baskets.Fill(buyer, day)));
            }
        }
        return new DemoHistory(buyers, [.. purchases.OrderBy(p => p.At).ThenBy(p => p.Buyer.Index)], baskets, people);
    }

    /// <summary>Lets the demo's sign-ins be people of the history: one with about a dozen orders, and one who spent much in the last year, though not the most: a Gold member.</summary>
    public (Buyer Customer, Buyer Gold) ChooseSignIns(DateTime now)
    {
        var worth = Purchases.Where(p => p.At > now.AddYears(-1)).GroupBy(p => p.Buyer).Select(g => (Buyer: g.Key, Orders: g.Count())).ToList();
        var gold = worth.OrderByDescending(w => w.Orders * w.Buyer.Spend).Skip(Customers / 20).Take(Customers / 40).OrderByDescending(w => w.Buyer.Days.Count).First().Buyer;
        var customer = worth.Where(w => w.Buyer != gold && w.Buyer.Person.Address.Country == "NO" && !w.Buyer.LivesNear && w.Buyer.IsActive)
            .OrderBy(w => Math.Abs(w.Buyer.Days.Count - 12)).ThenByDescending(w => w.Orders).First().Buyer;
        Demo.People.Call(customer, DemoSignIns.Customer.Name, DemoSignIns.Customer.Email);
        Demo.People.Call(gold, DemoSignIns.GoldCustomer.Name, DemoSignIns.GoldCustomer.Email);
        (customer.CanSignIn, gold.CanSignIn) = (true, true);
        return (customer, gold);
    }

    public DemoTruth Truth(CatalogueFile file) => new(
        [.. Buyers.Select(b => new DemoTruth.Buyer(b.Person.Email, b.Rate, b.DropOut, b.Spend, b.IsActive, b.Days[0], b.Days.Count))], file.Bundles);

    private static OrderChannel ChannelOf(Buyer buyer, DateOnly day)
    {
        var roll = buyer.Dice.Roll();
        if (buyer.LivesNear && roll < 0.5 && day.DayOfWeek != DayOfWeek.Sunday) return OrderChannel.Counter;
        return buyer.PrefersPhone && roll < 0.6 && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) ? OrderChannel.Phone : OrderChannel.Web;
    }

    // Today has only got as far as now.
    private static DateTime MomentOf(Dice dice, DateOnly day, OrderChannel channel, DateOnly today, DateTime now, TimeZoneInfo zone)
    {
        var start = Period.StartOf(day, zone);
        var hour = dice.Pick(channel == OrderChannel.Web ? Hours : OpeningHours);
        var second = dice.Below(3600);
        var at = start.AddHours(hour).AddSeconds(second);
        if (day == today) at = start + (now - start) * (dice.Roll() * 0.98);
        return new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }
}
