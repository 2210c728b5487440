using System.Globalization;
using Shop.Kernel;
using Shop.Promotions;
using static Shop.Web.BackOffice.Typed;

namespace Shop.Web.BackOffice.Promotions;

/// <summary>A promotion as staff type it: numbers and moments are texts, so that whatever is typed gets our answer and stays.</summary>
public sealed class PromotionForm
{
    public string? Name { get; set; }
    public string? Announcement { get; set; }
    public PromotionKind Kind { get; set; }
    public string? Percent { get; set; }
    public string? Amount { get; set; }
    public string? Buy { get; set; }
    public string? Get { get; set; }
    public string? Minimum { get; set; }
    public string? StartsAt { get; set; }
    public string? EndsAt { get; set; }
    public bool NeedsCode { get; set; }

    /// <summary>One a line.</summary>
    public string? Codes { get; set; }
    public string? Limit { get; set; }
    public string? LimitPerCustomer { get; set; }
    public bool FirstOrderOnly { get; set; }
    public bool NotOnReduced { get; set; }
    public bool IsExclusive { get; set; }
    public string? Priority { get; set; }
    public List<Guid> Categories { get; set; } = [];
    public List<Guid> NotCategories { get; set; } = [];

    /// <summary>Article numbers or names in addresses, one a line.</summary>
    public string? Products { get; set; }
    public string? NotProducts { get; set; }

    public static PromotionForm Of(PromotionTerms terms, IReadOnlyDictionary<Guid, string> slugs, Currency currency, TimeZoneInfo zone) => new()
    {
        Name = terms.Name, Announcement = terms.Announcement, Kind = terms.Kind, NeedsCode = terms.NeedsCode, FirstOrderOnly = terms.FirstOrderOnly, NotOnReduced = terms.NotOnReduced, IsExclusive = terms.IsExclusive,
        Percent = terms.BasisPoints == 0 ? null : (terms.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture), Amount = terms.Amount.IsZero ? null : Plain(terms.Amount, currency),
        Buy = terms.Buy == 0 ? null : Plain(terms.Buy), Get = terms.Get == 0 ? null : Plain(terms.Get), Minimum = terms.Minimum is { } minimum ? Plain(minimum, currency) : null,
        StartsAt = Local(terms.StartsAt, zone), EndsAt = terms.EndsAt is { } end ? Local(end, zone) : null,
        Limit = terms.Limit is { } limit ? Plain(limit) : null, LimitPerCustomer = terms.LimitPerCustomer is { } each ? Plain(each) : null, Priority = terms.Priority == 0 ? null : Plain(terms.Priority),
        Categories = [.. Targets(terms, PromotionTargetKind.Category, false)], NotCategories = [.. Targets(terms, PromotionTargetKind.Category, true)],
        Products = Lines(Targets(terms, PromotionTargetKind.Product, false), slugs), NotProducts = Lines(Targets(terms, PromotionTargetKind.Product, true), slugs),
    };

    public static IReadOnlyList<string> LinesOf(string? text) => (text ?? "").Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What was meant; each thing that cannot be read is told to <paramref name="complain"/> with its field.</summary>
    public PromotionTerms Read(IReadOnlyDictionary<string, Guid> products, Currency currency, TimeZoneInfo zone, Action<string, string> complain)
    {
        var isPercent = Kind is PromotionKind.PercentOff or PromotionKind.BuyXGetY;
        var isAmount = Kind is PromotionKind.AmountOff or PromotionKind.AmountOffEach;
        return new PromotionTerms(Name ?? "", Kind, Moment(StartsAt, nameof(StartsAt), "From", zone, complain) ?? Missing(complain))
        {
            Announcement = Announcement, BasisPoints = isPercent ? (int)Math.Round((Number(Percent, nameof(Percent), "Per cent", complain) ?? 0) * 100) : 0,
            Amount = isAmount ? currency.FromDecimal(Number(Amount, nameof(Amount), "Amount", complain) ?? 0) : Money.Zero,
            Buy = Kind == PromotionKind.BuyXGetY ? Whole(Buy, nameof(Buy), "“Buy”: enter a whole number, like 2", complain) ?? 0 : 0, Get = Kind == PromotionKind.BuyXGetY ? Whole(Get, nameof(Get), "“Get”: enter a whole number, like 1", complain) ?? 0 : 0,
            Minimum = Number(Minimum, nameof(Minimum), "Goods from", complain) is { } minimum ? currency.FromDecimal(minimum) : null, EndsAt = Moment(EndsAt, nameof(EndsAt), "Until", zone, complain),
            NeedsCode = NeedsCode, Limit = Whole(Limit, nameof(Limit), "“How many orders in all”: enter a whole number above zero, like 50", complain), LimitPerCustomer = Whole(LimitPerCustomer, nameof(LimitPerCustomer), "“How many orders of one customer”: enter a whole number above zero, like 1", complain),
            FirstOrderOnly = FirstOrderOnly, NotOnReduced = NotOnReduced, IsExclusive = IsExclusive, Priority = Whole(Priority, nameof(Priority), "“Priority”: enter a whole number from 0 to 1000", complain) ?? 0,
            Targets = Kind == PromotionKind.FreeDelivery ? [] :
            [
                .. Categories.Distinct().Select(id => new PromotionTarget(PromotionTargetKind.Category, id, false)), .. NotCategories.Distinct().Select(id => new PromotionTarget(PromotionTargetKind.Category, id, true)),
                .. Named(Products, nameof(Products), false, products, complain), .. Named(NotProducts, nameof(NotProducts), true, products, complain),
            ],
        };
    }

    /// <summary>What was typed into fields that this kind of promotion has no use for: it is left out, and staff are told.</summary>
    public IReadOnlyList<string> Unused()
    {
        var isPercent = Kind is PromotionKind.PercentOff or PromotionKind.BuyXGetY;
        var isAmount = Kind is PromotionKind.AmountOff or PromotionKind.AmountOffEach;
        var unused = new List<string>();
        if (!isPercent && !string.IsNullOrWhiteSpace(Percent)) unused.Add("Per cent");
        if (!isAmount && !string.IsNullOrWhiteSpace(Amount)) unused.Add("Amount");
        if (Kind != PromotionKind.BuyXGetY && !string.IsNullOrWhiteSpace(Buy)) unused.Add("Buy");
        if (Kind != PromotionKind.BuyXGetY && !string.IsNullOrWhiteSpace(Get)) unused.Add("Get");
        if (!NeedsCode && LinesOf(Codes).Count > 0) unused.Add("Codes");
        if (Kind == PromotionKind.FreeDelivery && Categories.Count + NotCategories.Count + LinesOf(Products).Count + LinesOf(NotProducts).Count > 0) unused.Add("For what: free delivery is for the whole order");
        return unused;
    }

    private static DateTime Missing(Action<string, string> complain)
    {
        complain(nameof(StartsAt), "“From”: enter when it starts");
        return DateTime.UnixEpoch;
    }

    private static List<PromotionTarget> Named(string? typed, string field, bool excluded, IReadOnlyDictionary<string, Guid> products, Action<string, string> complain)
    {
        var unknown = LinesOf(typed).Where(l => !products.ContainsKey(l)).ToList();
        if (unknown.Count > 0) complain(field, $"There is no product {string.Join(", ", unknown.Take(5))}");
        return LinesOf(typed).Where(products.ContainsKey).Select(l => products[l]).Distinct().Select(id => new PromotionTarget(PromotionTargetKind.Product, id, excluded)).ToList();
    }

    private static IEnumerable<Guid> Targets(PromotionTerms terms, PromotionTargetKind kind, bool excluded) => terms.Targets.Where(t => t.Kind == kind && t.Excluded == excluded).Select(t => t.TargetId);

    private static string Lines(IEnumerable<Guid> ids, IReadOnlyDictionary<Guid, string> slugs) => string.Join("\n", ids.Select(id => slugs.GetValueOrDefault(id)).OfType<string>());
}
