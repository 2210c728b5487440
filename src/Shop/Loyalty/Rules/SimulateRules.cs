using System.Globalization;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What a draft would change, compared with other rules over the same history.</summary>
/// <param name="Moves">How many members have which tier before and after; pairs without a member are left out.</param>
/// <param name="MovedMembers">Those whose tier differs, as many as were asked for.</param>
/// <param name="Years">Points issued by local year of payment, without what came back.</param>
/// <param name="Examples">Up to ten members who move, of each kind of move some.</param>
public sealed record Simulation(int Members, int Moved, IReadOnlyList<TierMove> Moves, IReadOnlyList<MovedMember> MovedMembers, IReadOnlyList<SimulatedYear> Years, SimulatedPoints Outstanding, IReadOnlyList<MoveExample> Examples)
{
    public int Count(Tier before, Tier after) => Moves.FirstOrDefault(m => m.Before == before && m.After == after)?.Members ?? 0;
}

/// <summary>How many members go from one tier to another, or stay.</summary>
public sealed record TierMove(Tier Before, Tier After, int Members);

/// <summary>A member whose tier differs.</summary>
public sealed record MovedMember(Guid MemberId, string Name, Tier Before, Tier After);

/// <summary>Points before and after, and what they cost when they are spent.</summary>
public sealed record SimulatedPoints(long Before, long After, Money CostBefore, Money CostAfter);

/// <summary>A year's points.</summary>
public sealed record SimulatedYear(int Year, SimulatedPoints Issued);

/// <summary>Why a member moves.</summary>
public sealed record MoveExample(Guid MemberId, string Name, TierVerdict Before, TierVerdict After, string Reason);

/// <summary>Plays real histories under two rule sets, as if each had always been in force, and writes nothing. One member is in memory at a time.</summary>
public static class SimulateRules
{
    private const int MostExamples = 10;

    public static Simulation Run(IEnumerable<PastMember> members, ProgrammeRules current, ProgrammeRules draft, TimeZoneInfo zone, DateTime at, int mostNames = 500)
    {
        var (count, moved, outstandingBefore, outstandingAfter) = (0, 0, 0L, 0L);
        var moves = new Dictionary<(Tier, Tier), int>();
        var years = new SortedDictionary<int, (long Before, long After)>();
        var names = new List<MovedMember>();
        var examples = new Dictionary<(Tier, Tier), List<MoveExample>>();
        foreach (var member in members)
        {
            var before = PlayedMember.Play(member, current, zone, at, (paid, points) => Issued(years, paid, zone, points, 0));
            var after = PlayedMember.Play(member, draft, zone, at, (paid, points) => Issued(years, paid, zone, 0, points));
            var move = (before.Verdict.Tier, after.Verdict.Tier);
            (count, outstandingBefore, outstandingAfter) = (count + 1, outstandingBefore + before.Outstanding, outstandingAfter + after.Outstanding);
            moves[move] = moves.GetValueOrDefault(move) + 1;
            if (move.Item1 == move.Item2) continue;
            moved++;
            if (names.Count < mostNames) names.Add(new MovedMember(member.MemberId, member.Name, move.Item1, move.Item2));
            if (!examples.TryGetValue(move, out var alike)) examples[move] = alike = [];
            if (alike.Count < MostExamples) alike.Add(new MoveExample(member.MemberId, member.Name, before.Verdict, after.Verdict, Reason(before.Verdict, after.Verdict, current, draft)));
        }
        return new Simulation(count, moved, [.. moves.OrderBy(m => m.Key).Select(m => new TierMove(m.Key.Item1, m.Key.Item2, m.Value))], names,
            [.. years.Select(y => new SimulatedYear(y.Key, Points(y.Value.Before, y.Value.After, current.Spending.Worth, draft.Spending.Worth)))],
            Points(outstandingBefore, outstandingAfter, current.Owed, draft.Owed), Some(examples));
    }

    private static void Issued(SortedDictionary<int, (long Before, long After)> years, DateTime paid, TimeZoneInfo zone, long before, long after)
    {
        var year = Period.LocalDay(paid, zone).Year;
        var (b, a) = years.GetValueOrDefault(year);
        years[year] = (b + before, a + after);
    }

    private static SimulatedPoints Points(long before, long after, Func<long, Money> worthBefore, Func<long, Money> worthAfter) => new(before, after, worthBefore(before), worthAfter(after));

    private static string Reason(TierVerdict before, TierVerdict after, ProgrammeRules current, ProgrammeRules draft) =>
        $"{Sentence(before, current, "Now")} {Sentence(after, draft, "Under the draft")}";

    private static string Sentence(TierVerdict verdict, ProgrammeRules rules, string when)
    {
        var name = rules.Ladder.NameOf(verdict.Tier);
        var counted = string.Create(CultureInfo.InvariantCulture, $"{when} {verdict.Credits:N0} credits of {verdict.Orders:N0} orders count");
        return verdict.Because is null
            ? $"{counted}; {(verdict.Next is { } next ? $"{rules.Ladder.Of(next)!.Name} lacks {Missing(verdict.Rise)}" : $"the tier is {name}")}."
            : string.Create(CultureInfo.InvariantCulture, $"{counted}; {name} since {verdict.Since:d MMMM yyyy} with {verdict.Because.Credits:N0} credits{(verdict.ValidUntil is { } until ? $", valid until {until:d MMMM yyyy}" : verdict.Tier > Tier.Member ? ", for life" : "")}.");
    }

    private static string Missing(Missing missing) => string.Join(missing.Both ? " and " : " or ", new[]
    {
        missing.Credits is > 0 and var credits ? string.Create(CultureInfo.InvariantCulture, $"{credits:N0} credits") : null,
        missing.Orders is > 0 and var orders ? string.Create(CultureInfo.InvariantCulture, $"{orders:N0} orders") : null,
    }.OfType<string>());

    // One of each kind of move, then a second of each…
    private static List<MoveExample> Some(Dictionary<(Tier, Tier), List<MoveExample>> examples) =>
        [.. Enumerable.Range(0, MostExamples).SelectMany(i => examples.OrderBy(e => e.Key).Where(e => e.Value.Count > i).Select(e => e.Value[i])).Take(MostExamples)];
}
