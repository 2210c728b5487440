using Shop.Loyalty;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Puts together what a member's own rooms show of them.</summary>
public sealed class ClubMemberReader(CurrentMember member, MemberReader reader, TimeProvider clock)
{
    /// <summary>Null for a guest, and for a customer who has not joined.</summary>
    public async Task<(MemberStanding Me, TierProgress Progress)?> Read(Club club, CancellationToken ct)
    {
        if (await member.Now(ct) is not { Member: not null } known) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        if (await reader.Of(known.CustomerId, now, ct) is not { } me) return null; // left in another window a moment ago
        var window = ClubTime.Qualifying(club.Rules.Ladder.Window, me.JoinedAt, now, club.Terms.Zone);
        // Who left and came back begins anew, as the ladder has it.
        var (credits, orders) = await reader.Within(me.MemberId, me.JoinedAt > window.Start ? window with { Start = me.JoinedAt } : window, ct);
        return (me, TierProgress.Of(club.Rules, me.Tier, window, credits, orders) with { Coming = await reader.Coming(me.MemberId, ct) });
    }
}
