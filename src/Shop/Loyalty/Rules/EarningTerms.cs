namespace Shop.Loyalty;

/// <summary>What is earned, with what and when.</summary>
public sealed record EarningTerms
{
    public Rate Points { get; init; } = new(1, 100);

    /// <summary>Tier credits come at a rate of their own, and no tier multiplies them: who is Gold does not stay it the easier.</summary>
    public Rate Credits { get; init; } = new(1, 100);

    /// <summary>Whether the tax in the price earns too.</summary>
    public bool TaxEarns { get; init; } = true;

    public IReadOnlyList<Guid> ExcludedProducts { get; init; } = [];
    public IReadOnlyList<Guid> ExcludedCategories { get; init; } = [];
    public IReadOnlyList<BonusTerms> Bonuses { get; init; } = [];
    public IReadOnlyList<CampaignTerms> Campaigns { get; init; } = [];
    public IReadOnlyList<DeedTerms> Deeds { get; init; } = [];

    /// <summary>What a deed earns, or nothing.</summary>
    public DeedTerms? For(Deed deed) => Deeds.FirstOrDefault(d => d.Deed == deed);
}

/// <summary>What a bonus is for.</summary>
public enum BonusOn { Everything, Product, Category, Brand }

/// <summary>More points for what it names, always.</summary>
public sealed record BonusTerms
{
    public BonusOn On { get; init; }

    /// <summary>Which product, category or brand; null for everything.</summary>
    public Guid? Id { get; init; }

    /// <summary>A further share of the points before the tier's multiplier: 10 000 doubles them.</summary>
    public int ExtraBasisPoints { get; init; }

    /// <summary>Points for each piece on top.</summary>
    public long PointsEach { get; init; }

    /// <summary>Whether tier credits grow alike.</summary>
    public bool Credits { get; init; }
}

/// <summary>A bonus for a while: from its first instant until before its last.</summary>
public sealed record CampaignTerms
{
    public const int NameMaxLength = 120;

    public string Name { get; init; } = "";
    public DateTime From { get; init; }
    public DateTime Until { get; init; }
    public Tier LowestTier { get; init; }
    public IReadOnlyList<BonusTerms> Bonuses { get; init; } = [];

    /// <summary>Of campaigns that run at once the higher comes first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether those after it add nothing to a line that it adds to.</summary>
    public bool Alone { get; init; }

    /// <summary>The most that it adds to one order, of points and of credits each; null: no bound.</summary>
    public long? MostPoints { get; init; }

    public bool Runs(DateTime at, Tier tier) => at >= From && at < Until && tier >= LowestTier;
}

/// <summary>What earns points without a purchase.</summary>
public enum Deed { Join, ProfileCompleted, FirstOrder, Birthday, Anniversary, ReviewApproved, SurveyAnswered, ReferralKept, EventAttended }

/// <summary>What a deed earns, and how often at most.</summary>
public sealed record DeedTerms
{
    public Deed Deed { get; init; }
    public long Points { get; init; }
    public long Credits { get; init; }
    public int? PerDay { get; init; }
    public int? PerMonth { get; init; }
    public int? Ever { get; init; }

    /// <summary>Whether it earns once more, after so many today, this month and ever.</summary>
    public bool EarnsAgain(int today, int thisMonth, int ever) => !(today >= PerDay) && !(thisMonth >= PerMonth) && !(ever >= Ever);
}
