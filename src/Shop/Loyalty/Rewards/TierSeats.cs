using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Seats at events that come with a tier: so many in each calendar year of the programme's zone, counted as they are taken. What is not taken lapses with the year; a seat that is called off can be taken again.</summary>
public sealed class TierSeats(ShopDb db, RuleBook rules)
{
    /// <summary>How many are left to a member.</summary>
    /// <param name="now">UTC.</param>
    public async Task<int> Left(Guid memberId, Tier tier, DateTime now, CancellationToken ct)
    {
        if (await rules.At(now, ct) is not { } published) return 0;
        var seats = published.Rules.Ladder.Of(tier)?.Benefits.EventSeats ?? 0;
        if (seats == 0) return 0;
        var year = Period.StartOf(new DateOnly(Period.LocalDay(now, published.Zone).Year, 1, 1), published.Zone);
        var places = await db.Memberships.Where(m => m.Id == memberId || m.MergedIntoId == memberId).Select(m => m.Id).ToListAsync(ct); // what was taken in another place of theirs is taken
        var taken = await db.RewardClaims.CountAsync(c => places.Contains(c.MemberId) && c.Kind == RewardKind.EventSeat && c.Cost == 0 && c.At >= year && c.State != ClaimState.CalledOff, ct);
        return Math.Max(0, seats - taken);
    }
}
