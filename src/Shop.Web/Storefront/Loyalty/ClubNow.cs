using Shop.Loyalty;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club and this visitor in it, for the small things that stand on every page: asks nothing that the page has not asked anyway.</summary>
public sealed class ClubNow(ClubTerms terms, CurrentMember member, TimeProvider clock)
{
    private string? _mark;

    public ValueTask<Club?> Club(CancellationToken ct) => terms.Now(ct);

    /// <summary>Null for a guest, and for a customer who has not joined.</summary>
    public async ValueTask<ClubMember?> Member(CancellationToken ct) => (await member.Now(ct))?.Member;

    /// <summary>Tells apart the visitors to whom kept HTML looks different: those of one tier see the same.</summary>
    public async ValueTask<string> Mark(CancellationToken ct)
    {
        if (_mark is not null) return _mark;
        if (await Club(ct) is not { } club) return _mark = "";
        var tier = (await Member(ct))?.Tier;
        return _mark = $"{tier?.ToString() ?? "guest"} {club.EditionAt(clock.GetUtcNow().UtcDateTime, tier ?? Tier.Member)}";
    }
}
