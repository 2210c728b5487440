using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>In which stretch of time credits decide the tier.</summary>
public enum QualificationWindow { Rolling12Months, CalendarYear, MembershipYear }

/// <summary>The tiers, lowest first, and how members move between them.</summary>
public sealed record LadderTerms
{
    public QualificationWindow Window { get; init; }

    /// <summary>How long a tier lasts after its end, for a parcel that is still on its way.</summary>
    public int GraceDays { get; init; } = 30;

    public IReadOnlyList<int> NoticeDays { get; init; } = [60, 14];

    /// <summary>How many credits above a tier's entry threshold count towards keeping it in the following year. A rolling window has no following year: there it is zero.</summary>
    public long CarryOverCap { get; init; }

    /// <summary>From how many credits of a whole life a tier is for ever.</summary>
    public LifetimeTerms? Lifetime { get; init; }

    public IReadOnlyList<TierTerms> Tiers { get; init; } = [new TierTerms { Tier = Tier.Member, Name = "Member" }];

    public TierTerms? Of(Tier tier)
    {
        foreach (var terms in Tiers) // a handful; no lambda, it is asked for each member
            if (terms.Tier == tier) return terms;
        return null;
    }

    /// <summary>A tier as members read it; one that these rules do not have goes by the name it has in the books.</summary>
    public string NameOf(Tier tier) => Of(tier)?.Name is { Length: > 0 } name ? name : TierWords.Name(tier);

    /// <summary>The rung below, Member at the bottom.</summary>
    public Tier Below(Tier tier)
    {
        var below = Tier.Member;
        foreach (var terms in Tiers)
            if (terms.Tier < tier && terms.Tier > below) below = terms.Tier;
        return below;
    }
}

/// <summary>A tier for life.</summary>
public sealed record LifetimeTerms(Tier Tier, long Credits);

/// <summary>What a tier asks for and what it gives.</summary>
public sealed record TierTerms
{
    public const int NameMaxLength = 40;

    public Tier Tier { get; init; }

    /// <summary>As members read it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What lifts a member to it; null for the lowest, and for one that is by invitation alone.</summary>
    public Threshold? Entry { get; init; }

    /// <summary>What keeps it, at most the entry; null: the same as the entry.</summary>
    public Threshold? Keep { get; init; }

    /// <summary>Whether staff may invite to it.</summary>
    public bool ByInvitation { get; init; }

    public TierBenefits Benefits { get; init; } = new();

    public Threshold? ToKeep => Keep ?? Entry;
}

/// <summary>So many credits, orders, or both, within the window.</summary>
public sealed record Threshold
{
    public long? Credits { get; init; }
    public int? Orders { get; init; }

    /// <summary>Whether both are needed where both are named; either is enough otherwise.</summary>
    public bool Both { get; init; }

    public bool IsMet(long credits, int orders)
    {
        bool byCredits = credits >= Credits, byOrders = orders >= Orders;
        return Both ? (byCredits || Credits is null) && (byOrders || Orders is null) && (byCredits || byOrders) : byCredits || byOrders;
    }
}

/// <summary>What members of a tier are entitled to.</summary>
public sealed record TierBenefits
{
    public int MultiplierBasisPoints { get; init; } = 10_000;
    public int PercentOffBasisPoints { get; init; }

    /// <summary>From what amount of goods delivery is free; null: as for everybody.</summary>
    public Money? FreeDeliveryFrom { get; init; }

    public int EarlyAccessHours { get; init; }

    /// <summary>How many pieces of an early article one member may have before the others; null: as many as there are.</summary>
    public int? EarlyAccessQuota { get; init; }

    public int? ReturnDays { get; init; }
    public int WarrantyMonths { get; init; }

    /// <summary>Who is answered first: the higher, the sooner.</summary>
    public int SupportPriority { get; init; }

    public int EventSeats { get; init; }
    public long BirthdayPoints { get; init; }
    public bool Adviser { get; init; }
}
