using Shop.Loyalty;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club's rewards as whoever is asking sees them.</summary>
public sealed class ClubRewards(RewardShelf shelf, TierSeats seats, TimeProvider clock)
{
    /// <param name="me">Null for a guest.</param>
    public async Task<IReadOnlyList<RewardOffer>> All(MemberStanding? me, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await shelf.All(await AskerOf(me, now, ct), now, ct);
    }

    public async Task<RewardOffer?> One(Guid id, MemberStanding? me, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await shelf.One(id, await AskerOf(me, now, ct), now, ct);
    }

    private async Task<RewardAsker?> AskerOf(MemberStanding? me, DateTime now, CancellationToken ct) => me is null ? null : new RewardAsker(me.MemberId, me.Tier, me.Available, await seats.Of(me.MemberId, me.Tier, now, ct));
}

/// <summary>Rewards, shown to a member or to a guest.</summary>
public sealed record RewardsPart(Club Club, MemberStanding? Me, IReadOnlyList<RewardOffer> Offers);
