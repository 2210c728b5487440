using Shop.Catalog;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Tells the catalogue how much earlier than everybody this visitor comes: asks nothing that the page has not asked anyway.</summary>
internal sealed class EarlyVisits(ClubNow club) : IEarlyAccess
{
    public async ValueTask<EarlyRight> Right(CancellationToken ct) =>
        await club.Member(ct) is { } me && await club.Club(ct) is { } now ? now.Rules.EarlyRightOf(me.Tier) : EarlyRight.None;
}
