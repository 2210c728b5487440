using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>Everything that can be said about a promotion, before it is one.</summary>
public sealed record PromotionTerms(string Name, PromotionKind Kind, DateTime StartsAt)
{
    public string? Announcement { get; init; }
    public int BasisPoints { get; init; }
    public Money Amount { get; init; }
    public int Buy { get; init; }
    public int Get { get; init; }
    public Money? Minimum { get; init; }
    public DateTime? EndsAt { get; init; }
    public bool NeedsCode { get; init; }
    public int? Limit { get; init; }
    public int? LimitPerCustomer { get; init; }
    public bool FirstOrderOnly { get; init; }
    public bool NotOnReduced { get; init; }
    public bool IsExclusive { get; init; }
    public int Priority { get; init; }
    public IReadOnlyList<PromotionTarget> Targets { get; init; } = [];

    /// <summary>What is wrong with it, and where.</summary>
    public IEnumerable<Complaint> Complaints()
    {
        if (Name.Trim().Length is 0 or > Promotion.NameMaxLength) yield return new(nameof(Name), $"Enter a name of 1 to {Promotion.NameMaxLength} characters");
        if (Announcement?.Trim().Length > Promotion.AnnouncementMaxLength) yield return new(nameof(Announcement), $"An announcement has at most {Promotion.AnnouncementMaxLength} characters");
        if (Kind is PromotionKind.PercentOff or PromotionKind.BuyXGetY && BasisPoints is < 1 or > 10_000) yield return new(nameof(BasisPoints), "“Per cent”: enter a percentage above 0 and up to 100");
        if (Kind is PromotionKind.AmountOff or PromotionKind.AmountOffEach && Amount <= Money.Zero) yield return new(nameof(Amount), "“Amount”: enter an amount above zero");
        if (Kind == PromotionKind.BuyXGetY && Buy is < 1 or > 100) yield return new(nameof(Buy), "Enter how many have to be bought, from 1 to 100");
        if (Kind == PromotionKind.BuyXGetY && Get is < 1 or > 100) yield return new(nameof(Get), "Enter how many come on top, from 1 to 100");
        if (Minimum < Money.Zero) yield return new(nameof(Minimum), "“Goods from”: a minimum is not below zero");
        if (EndsAt <= StartsAt) yield return new(nameof(EndsAt), "The end comes after the start");
        if (Limit < 1) yield return new(nameof(Limit), "“How many orders in all”: a limit is at least 1; leave it empty for none");
        if (LimitPerCustomer < 1) yield return new(nameof(LimitPerCustomer), "“How many orders of one customer”: a limit is at least 1; leave it empty for none");
        if (Priority is < 0 or > Promotion.HighestPriority) yield return new(nameof(Priority), $"A priority lies between 0 and {Promotion.HighestPriority}");
        if (Targets.Count > Promotion.MaxTargets) yield return new(nameof(Targets), $"A promotion names at most {Promotion.MaxTargets} shelves and products");
        if (Kind == PromotionKind.PieceFree && Targets.All(t => t.Excluded)) yield return new(nameof(Targets), "Say of which shelves or products one piece is free");
        if (Kind == PromotionKind.FreeDelivery && Targets.Count > 0) yield return new(nameof(Targets), "Free delivery is for the whole order: leave out shelves and products");
    }
}

/// <summary>Something wrong with a field.</summary>
public sealed record Complaint(string Field, string Text);
