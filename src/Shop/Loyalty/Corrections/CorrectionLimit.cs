using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>How much somebody of a role may do for members by hand before a second person has to agree.</summary>
public sealed class CorrectionLimit
{
    public const int RoleMaxLength = 60;
    public const long MostPointsADay = 100_000;
    public const int MostMonths = 24;

    /// <summary>What holds for a role about which nothing was said: small kindnesses.</summary>
    public static CorrectionLimit Usual(string role) => new() { Role = role, PointsADay = 500 };

    private CorrectionLimit() { }

    public string Role { get; private init; } = "";

    /// <summary>Points given, taken and extended by one person in one day of the club's zone.</summary>
    public long PointsADay { get; private set; }

    /// <summary>The highest tier they lend alone; null for none.</summary>
    public Tier? HighestTier { get; private set; }

    /// <summary>And for how many months.</summary>
    public int Months { get; private set; }

    /// <exception cref="RuleBroken">One of them is out of bounds.</exception>
    public static CorrectionLimit Of(string role, long pointsADay, Tier? highestTier, int months)
    {
        var limit = new CorrectionLimit { Role = role };
        limit.Set(pointsADay, highestTier, months);
        return limit;
    }

    public void Set(long pointsADay, Tier? highestTier, int months)
    {
        if (pointsADay is < 0 or > MostPointsADay) throw new RuleBroken($"Points a day are 0 to {MostPointsADay:N0}.");
        if (months is < 0 or > MostMonths) throw new RuleBroken($"Months are 0 to {MostMonths}.");
        if (highestTier is Tier.Member) throw new RuleBroken("The first tier needs no lending.");
        (PointsADay, HighestTier, Months) = (pointsADay, highestTier, highestTier is null ? 0 : months);
    }
}

/// <summary>What a person did for members by hand on one day; counted before it is done, so that two windows at once do not do twice as much.</summary>
public sealed class CorrectionDay
{
    private CorrectionDay() { }

    public Guid PersonId { get; private init; }

    /// <summary>Of the club's zone.</summary>
    public DateOnly Day { get; private init; }
    public long Points { get; private set; }
}
