using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>The seats that come with a member's tier, as they stand.</summary>
/// <param name="Each">How many in each year.</param>
/// <param name="Taken">How many are taken, by the year of their event.</param>
public sealed record SeatsOfTier(int Each, IReadOnlyDictionary<int, int> Taken, TimeZoneInfo Zone)
{
    /// <summary>How many are left for an event.</summary>
    /// <param name="heldAt">When it begins, UTC.</param>
    public int LeftFor(DateTime heldAt) => Math.Max(0, Each - Taken.GetValueOrDefault(Period.LocalDay(heldAt, Zone).Year));
}

/// <summary>
/// Seats at events that come with a tier: so many for the events of each calendar year of the programme's zone, counted as they are taken. What is not taken lapses with the year;
/// one that is called off can be taken again for another event of that year.
/// </summary>
public sealed class TierSeats(ShopDb db, RuleBook rules)
{
    /// <param name="now">UTC: the rules in force then decide.</param>
    public async Task<SeatsOfTier?> Of(Guid memberId, Tier tier, DateTime now, CancellationToken ct)
    {
        if (await rules.At(now, ct) is not { } published || published.Rules.Ladder.Of(tier)?.Benefits.EventSeats is not > 0) return null;
        var rewards = db.Rewards;
        var places = await db.Memberships.Where(m => m.Id == memberId || m.MergedIntoId == memberId).Select(m => m.Id).ToListAsync(ct); // what was taken in another place of theirs is taken
        var held = await db.RewardClaims.Where(c => places.Contains(c.MemberId) && c.Kind == RewardKind.EventSeat && c.Cost == 0 && c.State != ClaimState.CalledOff)
            .Join(rewards, c => c.RewardId, r => r.Id, (c, r) => r.HeldAt).ToListAsync(ct);
        return new SeatsOfTier(published.Rules.Ladder.Of(tier)!.Benefits.EventSeats, held.OfType<DateTime>().GroupBy(at => Period.LocalDay(at, published.Zone).Year).ToDictionary(g => g.Key, g => g.Count()), published.Zone);
    }
}
