using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>What a promotion does.</summary>
public enum PromotionKind { PercentOff, AmountOff, AmountOffEach, FreeDelivery, BuyXGetY, PieceFree }

/// <summary>Whether a promotion can be had at a moment.</summary>
public enum PromotionTime { Planned, Running, Over }

/// <summary>An offer of the shop, as data: what it takes off, from what, for whom, when, and how it gets on with others. It is never deleted, only ended.</summary>
public sealed class Promotion : Entity
{
    public const int NameMaxLength = 120;
    public const int AnnouncementMaxLength = 120;
    public const int MaxTargets = 500;
    public const int HighestPriority = 1000;

    private readonly List<PromotionTarget> _targets = [];

    private Promotion() { }

    /// <summary>As customers read it: in the cart, on the invoice.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the band on top of each page says of it while it runs; nothing if null.</summary>
    public string? Announcement { get; private set; }

    public PromotionKind Kind { get; private set; }

    /// <summary>How much of the price it takes off: of all that it covers, or of the articles that come on top.</summary>
    public int BasisPoints { get; private set; }
    public Money Amount { get; private set; }
    public int Buy { get; private set; }
    public int Get { get; private set; }

    /// <summary>What the goods in the cart must cost, before anything is taken off.</summary>
    public Money? Minimum { get; private set; }
    public DateTime StartsAt { get; private set; }
    public DateTime? EndsAt { get; private set; }
    public bool NeedsCode { get; private set; }

    /// <summary>In how many orders it can be used, in all and by one customer.</summary>
    public int? Limit { get; private set; }
    public int? LimitPerCustomer { get; private set; }
    public bool FirstOrderOnly { get; private set; }

    /// <summary>Whether articles that are reduced already are left out.</summary>
    public bool NotOnReduced { get; private set; }

    /// <summary>Whether it stands alone, or counts together with the others that do not.</summary>
    public bool IsExclusive { get; private set; }
    public int Priority { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>In how many orders it is used or held at present. Changed only by <see cref="Redemptions"/>.</summary>
    public int Used { get; private set; }

    /// <summary>Empty means everything.</summary>
    public IReadOnlyList<PromotionTarget> Targets => _targets;

    /// <summary>Whether it lowers the prices on the shelves themselves: everybody gets it, whatever else is in the cart.</summary>
    public bool LowersPrices => !NeedsCode && Kind is PromotionKind.PercentOff or PromotionKind.AmountOffEach && Minimum is null && Limit is null && LimitPerCustomer is null && !FirstOrderOnly;

    public static Promotion Of(PromotionTerms terms, DateTime now)
    {
        var promotion = new Promotion { CreatedAt = now };
        promotion.Change(terms);
        return promotion;
    }

    public void Change(PromotionTerms terms)
    {
        if (terms.Complaints().FirstOrDefault() is { } complaint) throw new RuleBroken(complaint.Text);
        if (terms.Limit < Used) throw new RuleBroken($"It has been used {Used} times already.");
        (Name, Announcement, Kind, Minimum) = (terms.Name.Trim(), string.IsNullOrWhiteSpace(terms.Announcement) ? null : terms.Announcement.Trim(), terms.Kind, terms.Minimum);
        BasisPoints = terms.Kind is PromotionKind.PercentOff or PromotionKind.BuyXGetY ? terms.BasisPoints : 0;
        Amount = terms.Kind is PromotionKind.AmountOff or PromotionKind.AmountOffEach ? terms.Amount : Money.Zero;
        (Buy, Get) = terms.Kind == PromotionKind.BuyXGetY ? (terms.Buy, terms.Get) : (0, 0);
        (StartsAt, EndsAt, NeedsCode, Limit, LimitPerCustomer) = (terms.StartsAt, terms.EndsAt, terms.NeedsCode, terms.Limit, terms.LimitPerCustomer ?? (terms.FirstOrderOnly ? 1 : null)); // there is one first order
        (FirstOrderOnly, NotOnReduced, IsExclusive, Priority) = (terms.FirstOrderOnly, terms.NotOnReduced, terms.IsExclusive, terms.Priority);
        if (_targets.Select(t => t.Said).ToHashSet().SetEquals(terms.Targets.Select(t => t.Said))) return;
        _targets.Clear();
        _targets.AddRange(terms.Targets.DistinctBy(t => t.Said).Select(t => new PromotionTarget(t.Kind, t.TargetId, t.Excluded))); // what was said may be said of another too
    }

    /// <summary>Nobody can use it from now on. What was ordered with it stays as it was ordered.</summary>
    public void End(DateTime now)
    {
        if (EndsAt <= now) return; // told twice
        if (StartsAt > now) StartsAt = now;
        EndsAt = now;
    }

    public PromotionTime At(DateTime now) => EndsAt <= now ? PromotionTime.Over : StartsAt > now ? PromotionTime.Planned : PromotionTime.Running;
}

/// <summary>A shelf or a product that a promotion is for, or that it leaves out.</summary>
public sealed record PromotionTarget(PromotionTargetKind Kind, Guid TargetId, bool Excluded)
{
    public Guid Id { get; private init; } = NewId.Next();

    internal (PromotionTargetKind, Guid, bool) Said => (Kind, TargetId, Excluded);
}

/// <summary>What a target is.</summary>
public enum PromotionTargetKind { Category, Product }
