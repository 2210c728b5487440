using Shop.Loyalty;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club's rewards as whoever is asking sees them.</summary>
public sealed class ClubRewards(RewardShelf shelf, TimeProvider clock)
{
    /// <param name="me">Null for a guest.</param>
    public Task<IReadOnlyList<RewardOffer>> All(MemberStanding? me, CancellationToken ct) => shelf.All(AskerOf(me), clock.GetUtcNow().UtcDateTime, ct);

    public Task<RewardOffer?> One(Guid id, MemberStanding? me, CancellationToken ct) => shelf.One(id, AskerOf(me), clock.GetUtcNow().UtcDateTime, ct);

    private static RewardAsker? AskerOf(MemberStanding? me) => me is null ? null : new RewardAsker(me.MemberId, me.Tier, me.Available);
}

/// <summary>Rewards, shown to a member or to a guest.</summary>
public sealed record RewardsPart(Club Club, MemberStanding? Me, IReadOnlyList<RewardOffer> Offers);
