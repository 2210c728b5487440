using System.Text.Json;

namespace Shop.Loyalty;

/// <summary>What came of simulating a draft, as it is kept.</summary>
public sealed record SimulationOutcome(int Members, int Moved, IReadOnlyList<TierMove> Moves, IReadOnlyList<OutcomeYear> Years, OutcomePoints Outstanding, IReadOnlyList<OutcomeMember> Examples)
{
    public int Count(Tier before, Tier after) => Moves.FirstOrDefault(m => m.Before == before && m.After == after)?.Members ?? 0;

    public static SimulationOutcome Of(Simulation done) => new(done.Members, done.Moved, done.Moves, [.. done.Years.Select(y => new OutcomeYear(y.Year, OutcomePoints.Of(y.Issued)))], OutcomePoints.Of(done.Outstanding),
        [.. done.Examples.Select(e => new OutcomeMember(e.MemberId, e.Before.Tier, e.After.Tier, e.Reason))]);

    public string ToJson() => JsonSerializer.Serialize(this);

    public static SimulationOutcome FromJson(string text) => JsonSerializer.Deserialize<SimulationOutcome>(text)!;
}

/// <summary>Points and what they cost, in the smallest unit of money.</summary>
public sealed record OutcomePoints(long Before, long After, long CostBefore, long CostAfter)
{
    public static OutcomePoints Of(SimulatedPoints points) => new(points.Before, points.After, points.CostBefore.Minor, points.CostAfter.Minor);
}

/// <summary>A year's points.</summary>
public sealed record OutcomeYear(int Year, OutcomePoints Issued);

/// <summary>A member who moves, and why.</summary>
public sealed record OutcomeMember(Guid MemberId, Tier Before, Tier After, string Reason);

/// <summary>How the club would stand on a day to come if nothing more were bought or sent back, as it is kept.</summary>
/// <param name="Movers">Those who would have another tier, as many as are kept.</param>
public sealed record Foresight(int Members, int Moved, IReadOnlyList<TierMove> Moves, IReadOnlyList<OutcomeMember> Movers, long Released, long Expired, long OutstandingNow, long OutstandingThen)
{
    public const int MostMovers = 5_000;

    public int Count(Tier before, Tier after) => Moves.FirstOrDefault(m => m.Before == before && m.After == after)?.Members ?? 0;

    public string ToJson() => JsonSerializer.Serialize(this);

    public static Foresight FromJson(string text) => JsonSerializer.Deserialize<Foresight>(text)!;
}
