using System.Globalization;
using Shop.Kernel;
using Shop.Loyalty;
using static Shop.Web.BackOffice.Typed;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>A reward as staff type it: numbers and moments are texts, so that whatever is typed gets our answer and stays.</summary>
public sealed class RewardForm
{
    public string? Name { get; set; }
    public string? Words { get; set; }
    public RewardKind Kind { get; set; }
    public string? Cost { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    public string? Quota { get; set; }
    public Tier LowestTier { get; set; }
    public string? LimitPerMember { get; set; }
    public string? ValidDays { get; set; } = "90";
    public string? Amount { get; set; }
    public string? Percent { get; set; }
    public string? Minimum { get; set; }

    /// <summary>An article number, or the last part of the product's address.</summary>
    public string? Product { get; set; }

    public string? HeldAt { get; set; }
    public string? Place { get; set; }

    public static RewardForm Of(RewardTerms terms, string? slug, Currency currency, TimeZoneInfo zone) => new()
    {
        Name = terms.Name, Words = terms.Words, Kind = terms.Kind, Cost = terms.Cost.ToString(CultureInfo.InvariantCulture), From = Local(terms.From, zone), Until = terms.Until is { } until ? Local(until, zone) : null,
        Quota = terms.Quota is { } quota ? Plain(quota) : null, LowestTier = terms.LowestTier, LimitPerMember = terms.LimitPerMember is { } limit ? Plain(limit) : null, ValidDays = terms.ValidDays == 0 ? null : Plain(terms.ValidDays),
        Amount = terms.Amount.IsZero ? null : Plain(terms.Amount, currency), Percent = terms.BasisPoints == 0 ? null : (terms.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        Minimum = terms.Minimum is { } minimum ? Plain(minimum, currency) : null, Product = slug,
        HeldAt = terms.HeldAt is { } held ? Local(held, zone) : null, Place = terms.Place,
    };

    /// <summary>What was meant; each thing that cannot be read is told to <paramref name="complain"/> with its field.</summary>
    /// <param name="product">The product that was named; null when there is none of that name.</param>
    public RewardTerms Read(Guid? product, Currency currency, TimeZoneInfo zone, Action<string, string> complain)
    {
        if (Kind == RewardKind.GiftProduct && product is null && !string.IsNullOrWhiteSpace(Product)) complain(nameof(Product), $"There is no product {Product.Trim()}");
        var isVoucher = Kind is not (RewardKind.EventSeat or RewardKind.Donation);
        return new RewardTerms(Name ?? "", Kind, Whole(Cost, nameof(Cost), "“Cost”: enter a whole number, like 300", complain) ?? 0, Moment(From, nameof(From), "From", zone, complain) ?? Missing(complain))
        {
            Words = Words ?? "", Until = Moment(Until, nameof(Until), "Until", zone, complain), Quota = Whole(Quota, nameof(Quota), "“How many in all”: enter a whole number above zero, like 50", complain), LowestTier = LowestTier,
            LimitPerMember = Whole(LimitPerMember, nameof(LimitPerMember), "“How many each”: enter a whole number above zero, like 1", complain),
            ValidDays = isVoucher ? Whole(ValidDays, nameof(ValidDays), "“Valid for”: enter a whole number of days, like 90", complain) ?? 0 : 0,
            Amount = Kind == RewardKind.AmountOff ? currency.FromDecimal(Number(Amount, nameof(Amount), "Amount", complain) ?? 0) : Money.Zero,
            BasisPoints = Kind == RewardKind.PercentOff ? (int)Math.Round((Number(Percent, nameof(Percent), "Per cent", complain) ?? 0) * 100) : 0,
            Minimum = isVoucher && Number(Minimum, nameof(Minimum), "Goods from", complain) is { } minimum ? currency.FromDecimal(minimum) : null, ProductId = Kind == RewardKind.GiftProduct ? product : null,
            HeldAt = Kind == RewardKind.EventSeat ? Moment(HeldAt, nameof(HeldAt), "Begins", zone, complain) : null, Place = Kind == RewardKind.EventSeat ? Place : null,
        };
    }

    private static DateTime Missing(Action<string, string> complain)
    {
        complain(nameof(From), "“From”: enter when it can be had");
        return DateTime.UnixEpoch;
    }
}
