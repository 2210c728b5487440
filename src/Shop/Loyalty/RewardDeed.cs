using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Gives a member what a deed earns: once for each occasion, within the caps of the rules by day, month and life, exactly even when two ask at once.</summary>
public sealed class RewardDeed(ShopDb db, RuleBook rules, PointsLedger ledger, StandMember stand)
{
    /// <summary>Inside the caller's transaction.</summary>
    /// <param name="occasion">What makes it this deed and no other: a review, a year.</param>
    /// <param name="at">When it was done, UTC: the rules of then decide, and the caps count by the days and months of the programme's zone.</param>
    /// <param name="extra">What the member's tier adds, whatever the caps say.</param>
    /// <returns>The points given; zero when the rules give none, a cap is reached, or it was told before.</returns>
    public async Task<long> Run(Membership member, Deed deed, string occasion, string reason, DateTime at, CancellationToken ct, long extra = 0)
    {
        var (all, key) = (DeedSteps.Done(deed, member.Id, ""), DeedSteps.Done(deed, member.Id, occasion));
        if (member.State != MembershipState.Active || member.JoinedAt > at || await rules.At(at, ct) is not { } published) return 0;
        var terms = published.Rules.Earning.For(deed);
        if ((terms?.Points ?? 0) + (terms?.Credits ?? 0) + extra <= 0) return 0;

        var account = await ledger.Open(member.AccountId, ct); // from here on nobody else counts
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == member.Id && m.State == MembershipState.Active, ct) is not { } still) return 0; // left meanwhile
        if (still.AccountId != member.AccountId) account = await ledger.Open((member = still).AccountId, ct); // went into a household, or out of one
        if (await ledger.Knows(key, ct)) return 0;
        var before = await db.PointsTransactions.Where(t => t.MemberId == member.Id && t.Kind == PointsMove.Granted && t.SourceKey.StartsWith(all)).Select(t => t.At).ToListAsync(ct);
        var (day, month) = (Period.LocalDay(at, published.Zone), ClubTime.MonthAt(at, published.Zone));
        var earns = terms?.EarnsAgain(before.Count(b => Period.LocalDay(b, published.Zone) == day), before.Count(month.Contains), before.Count) == true;
        var (points, credits) = ((earns ? terms!.Points : 0) + extra, earns ? terms!.Credits : 0);
        if (points + credits == 0) return 0;
        DeedSteps.Give(account, member, key, reason, at, Actor.System, published, points, credits);
        await db.SaveChangesAsync(ct);
        if (credits > 0) await stand.Run(member.Id, at, ct);
        return points;
    }
}
