using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>How far a parcel goes, seen from the shop.</summary>
public enum DeliveryZone { Domestic, Near, Far }

/// <summary>A way to get the goods: who brings them, how many working days that takes, and whether the customer fetches them.</summary>
/// <param name="Days">Working days on the way, least and most, for each zone it serves.</param>
public sealed record DeliveryMethod(string Code, string Name, string Carrier, string Note, IReadOnlyDictionary<DeliveryZone, (int Least, int Most)> Days)
{
    public bool HasPickUpPoints => Code == DeliveryMethods.PickUp;
}

/// <summary>A method as it is offered for one cart, address and moment.</summary>
public sealed record DeliveryOffer(DeliveryMethod Method, Money Price, DeliveryDates Dates, bool FreeBySum)
{
    public string Code => Method.Code;

    /// <summary>Whether a promotion that makes delivery free is for this: the quicker way always costs.</summary>
    public bool CanBeFree => Code is DeliveryMethods.Home or DeliveryMethods.PickUp;
}

/// <summary>What a method costs to the countries of a zone; from which sum on it is free, if ever.</summary>
public sealed record DeliveryPrice(DeliveryMethod Method, int Least, int Most, Money Price, Money? FreeFrom);

/// <summary>Countries that are equally far, and the ways to deliver to them.</summary>
public sealed record DeliveryPrices(DeliveryZone Zone, IReadOnlyList<Country> Countries, IReadOnlyList<DeliveryPrice> Ways);

/// <summary>The ways of delivery, where they go and what they cost.</summary>
public sealed class DeliveryMethods(IOptions<OrderingOptions> options, CurrentShop shop, DeliveryPlanner planner)
{
    public const string Home = "home";
    public const string PickUp = "pickup";
    public const string Express = "express";
    public const string Store = "store";

    public static IReadOnlyList<DeliveryMethod> All { get; } =
    [
        new(Home, "Home delivery", "Nordpost", "To your door, in the daytime",
            new Dictionary<DeliveryZone, (int, int)> { [DeliveryZone.Domestic] = (2, 3), [DeliveryZone.Near] = (3, 5), [DeliveryZone.Far] = (4, 7) }),
        new(PickUp, "Pick-up point", "Nordpost", "In a shop near you, kept for 7 days",
            new Dictionary<DeliveryZone, (int, int)> { [DeliveryZone.Domestic] = (1, 3), [DeliveryZone.Near] = (3, 5) }),
        new(Express, "Express", "Fjord Express", "To your door, with a message an hour before",
            new Dictionary<DeliveryZone, (int, int)> { [DeliveryZone.Domestic] = (1, 1), [DeliveryZone.Near] = (1, 2), [DeliveryZone.Far] = (2, 3) }),
        new(Store, "Collect it yourself", "", "From our own shop; we write when it is ready",
            new Dictionary<DeliveryZone, (int, int)> { [DeliveryZone.Domestic] = (1, 1) }),
    ];

    // In whole euro; other currencies have the same prices, multiplied and rounded to a step people price things in.
    private static readonly DeliveryTariff Euro = new()
    {
        FreeFrom = 75m,
        Home = new ZonePrices { Domestic = 5.90m, Near = 8.90m, Far = 11.90m },
        PickUp = new ZonePrices { Domestic = 3.90m, Near = 6.90m },
        Express = new ZonePrices { Domestic = 14.90m, Near = 19.90m, Far = 27.90m },
        GiftWrap = 4.90m,
    };

    private static readonly Dictionary<string, (decimal Times, decimal Step)> Other = new()
    {
        ["GBP"] = (0.85m, 0.05m), ["USD"] = (1.1m, 0.1m), ["CHF"] = (0.95m, 0.1m), ["NOK"] = (11.5m, 1m), ["SEK"] = (11m, 1m), ["DKK"] = (7.5m, 1m), ["PLN"] = (4.3m, 1m),
        ["CZK"] = (25m, 5m), ["HUF"] = (390m, 10m), ["RON"] = (5m, 1m), ["BGN"] = (1.95m, 0.1m), ["ISK"] = (145m, 10m), ["CNY"] = (7.8m, 1m), ["JPY"] = (165m, 10m),
    };

    private static readonly string[][] Regions =
    [
        ["NO", "SE", "DK", "FI", "IS"], ["GB", "IE", "FR", "BE", "NL", "LU", "DE"], ["DE", "AT", "CH", "CZ", "PL", "SK", "HU", "SI", "DK"], ["ES", "PT", "FR"],
        ["IT", "FR", "CH", "AT", "SI", "MT", "HR"], ["EE", "LV", "LT", "FI", "PL", "SE"], ["GR", "CY", "BG", "RO"], ["HR", "SI", "HU", "RO", "BG"],
    ];

    /// <summary>The countries parcels go to, by name.</summary>
    public IReadOnlyList<Country> DeliverTo =>
        [.. Countries.All.Where(c => options.Value.DeliverTo.Length > 0 ? options.Value.DeliverTo.Contains(c.Code) : c.InEu || c.Code == shop.Profile.Country)];

    /// <summary>From which sum on standard delivery is free; null when it never is.</summary>
    public Money? FreeFrom => Tariff.FreeFrom is { } from ? shop.Currency.FromDecimal(from) : null;

    /// <summary>What wrapping an order as a gift costs; null when it is not offered.</summary>
    public Money? GiftWrap => Tariff.GiftWrap is { } price ? shop.Currency.FromDecimal(price) : null;

    public static DeliveryMethod? Find(string? code) => All.FirstOrDefault(m => m.Code == code);

    /// <summary>What a method is called; that of an older shop is shown as it was written.</summary>
    public static string NameOf(string code) => Find(code)?.Name ?? code;

    /// <summary>The same for somebody with a threshold of their own: the lower one counts.</summary>
    public Money? FreeFromFor(Money? own) => own is { } lower && !(FreeFrom <= lower) ? lower : FreeFrom;

    /// <summary>What can be chosen for goods of this worth to this country now, cheapest first. Empty when we do not deliver there.</summary>
    /// <param name="ownFreeFrom">From which sum ordinary delivery is free for this customer, if not as for everybody.</param>
    public IReadOnlyList<DeliveryOffer> For(string country, Money goods, DateTime now, Money? ownFreeFrom = null)
    {
        if (DeliverTo.All(c => c.Code != country)) return [];
        var zone = ZoneOf(shop.Profile.Country, country);
        return [.. All.Where(m => m.Days.ContainsKey(zone) && (!m.HasPickUpPoints || PickUpPoints.In(country).Count > 0))
            .Select(m => Offer(m, zone, country, goods, now, FreeFromFor(ownFreeFrom))).OrderBy(o => o.Price).ThenBy(o => o.Dates.To)];
    }

    /// <summary>What each way costs to which countries, nearest first: the list for everyone to read.</summary>
    public IReadOnlyList<DeliveryPrices> PriceList() =>
        [.. DeliverTo.GroupBy(c => ZoneOf(shop.Profile.Country, c.Code)).OrderBy(zone => zone.Key).Select(zone => new DeliveryPrices(zone.Key, [.. zone],
            [.. All.Where(m => m.Days.ContainsKey(zone.Key) && (!m.HasPickUpPoints || zone.Any(c => PickUpPoints.In(c.Code).Count > 0)))
                .Select(m => new DeliveryPrice(m, m.Days[zone.Key].Least, m.Days[zone.Key].Most, PriceOf(m.Code, zone.Key), m.Code is Home or PickUp ? FreeFrom : null)).OrderBy(p => p.Price)]))];

    /// <summary>The method chosen, or that which most people choose: the cheapest that comes to the door.</summary>
    public DeliveryOffer? Choose(string? code, string country, Money goods, DateTime now, Money? ownFreeFrom = null)
    {
        var offers = For(country, goods, now, ownFreeFrom);
        return offers.FirstOrDefault(o => o.Code == code) ?? offers.FirstOrDefault(o => o.Code == Home) ?? (offers.Count > 0 ? offers[0] : null);
    }

    public static DeliveryZone ZoneOf(string home, string country) =>
        home == country ? DeliveryZone.Domestic : Regions.Any(r => r.Contains(home) && r.Contains(country)) ? DeliveryZone.Near : DeliveryZone.Far;

    private DeliveryTariff Tariff => options.Value.Tariffs.GetValueOrDefault(shop.Profile.Currency) ?? BuiltIn(shop.Profile.Currency);

    private DeliveryOffer Offer(DeliveryMethod method, DeliveryZone zone, string country, Money goods, DateTime now, Money? freeFrom)
    {
        var free = method.Code is Home or PickUp && goods >= freeFrom;
        var (least, most) = method.Days[zone];
        return new DeliveryOffer(method, free ? Money.Zero : PriceOf(method.Code, zone), planner.Plan(now, country, least, most), free);
    }

    private Money PriceOf(string code, DeliveryZone zone)
    {
        if (code == Store) return Money.Zero;
        var prices = code switch { PickUp => Tariff.PickUp, Express => Tariff.Express, _ => Tariff.Home };
        return shop.Currency.FromDecimal(zone switch { DeliveryZone.Domestic => prices.Domestic, DeliveryZone.Near => prices.Near, _ => prices.Far });
    }

    private static DeliveryTariff BuiltIn(string currency)
    {
        if (!Other.TryGetValue(currency, out var other)) return Euro;
        return new DeliveryTariff { FreeFrom = In(Euro.FreeFrom!.Value), Home = All(Euro.Home), PickUp = All(Euro.PickUp), Express = All(Euro.Express), GiftWrap = In(Euro.GiftWrap!.Value) };

        decimal In(decimal euro) => Math.Round(euro * other.Times / other.Step, MidpointRounding.AwayFromZero) * other.Step;
        ZonePrices All(ZonePrices euro) => new() { Domestic = In(euro.Domestic), Near = In(euro.Near), Far = In(euro.Far) };
    }
}
