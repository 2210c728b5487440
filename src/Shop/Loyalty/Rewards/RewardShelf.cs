using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Why somebody cannot have a reward now.</summary>
public enum RewardTrouble { None, NotIn, PointsMissing, TierTooLow, LimitReached, NotYet, SoldOut, Over }

/// <summary>A reward as it stands for one member, or for a guest.</summary>
/// <param name="Left">How many there still are; null for as many as are wanted.</param>
public sealed record RewardOffer(Guid Id, RewardTerms Terms, int? Left)
{
    public RewardTrouble Trouble { get; init; }

    /// <summary>How many points are missing, if that is the reason.</summary>
    public long Missing { get; init; }
    public GiftPiece? Gift { get; init; }

    /// <summary>As which edition of the reward it was read.</summary>
    internal int Version { get; init; }

    /// <summary>How many seats at events of that year their tier still gives them without points, if they can have one here.</summary>
    public int SeatsOfTier { get; init; }

    /// <summary>What it costs whoever asked.</summary>
    public long Cost => SeatsOfTier > 0 ? 0 : Terms.Cost;
    public bool CanBeHad => Trouble == RewardTrouble.None;
}

/// <summary>The product that a reward gives.</summary>
public sealed record GiftPiece(string Name, string Slug, Money Price, string? PictureFile, string PictureAlt, int Width, int Height);

/// <summary>Who looks at the rewards, as far as it matters: nothing is known of a guest.</summary>
/// <param name="Seats">The seats at events that come with their tier.</param>
public sealed record RewardAsker(Guid MemberId, Tier Tier, long Points, SeatsOfTier? Seats = null);

/// <summary>Reads what can be had for points, with the reason for each reward that cannot.</summary>
public sealed class RewardShelf(ShopDb db)
{
    /// <summary>So many days after its end a reward is still shown.</summary>
    private const int DaysAfter = 7;

    /// <summary>What can be had comes first, then what is nearest.</summary>
    /// <param name="asker">Null for a guest.</param>
    public async Task<IReadOnlyList<RewardOffer>> All(RewardAsker? asker, DateTime now, CancellationToken ct)
    {
        var shown = now.AddDays(-DaysAfter);
        var rewards = await db.Rewards.AsNoTracking().Where(r => (r.Until == null || r.Until > shown) && (r.HeldAt == null || r.HeldAt > shown)).ToListAsync(ct);
        return [.. (await Judge(rewards, asker, now, ct)).OrderBy(o => o.Trouble).ThenBy(o => o.Missing).ThenBy(o => o.Cost).ThenBy(o => o.Terms.Name, StringComparer.Ordinal).ThenBy(o => o.Id)];
    }

    /// <summary>Null when there is no such reward.</summary>
    public async Task<RewardOffer?> One(Guid id, RewardAsker? asker, DateTime now, CancellationToken ct) =>
        await db.Rewards.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } reward ? (await Judge([reward], asker, now, ct))[0] : null;

    private async Task<IReadOnlyList<RewardOffer>> Judge(List<Reward> rewards, RewardAsker? asker, DateTime now, CancellationToken ct)
    {
        if (rewards.Count == 0) return [];
        var (own, members) = (asker?.MemberId, db.Memberships);
        var places = members.Where(m => m.Id == own || m.MergedIntoId == own).Select(m => m.Id); // what was had in another place of theirs was had
        var taken = asker is null ? [] : await db.RewardClaims.Where(c => places.Contains(c.MemberId) && c.State != ClaimState.CalledOff).GroupBy(c => c.RewardId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Key, c => c.Count, ct);
        var gifts = await Gifts([.. rewards.Select(r => r.ProductId).OfType<Guid>()], ct);
        return [.. rewards.Select(r =>
        {
            var gift = r.ProductId is { } product ? gifts.GetValueOrDefault(product) : null;
            var seats = r.Kind == RewardKind.EventSeat && asker?.Seats is { } own ? own.LeftFor(r.HeldAt!.Value) : 0;
            var trouble = TroubleOf(r, asker, taken.GetValueOrDefault(r.Id), gift is { IsThere: true }, seats, now);
            return new RewardOffer(r.Id, TermsOf(r), r.Quota - r.Taken) { Trouble = trouble, Missing = trouble == RewardTrouble.PointsMissing ? r.Cost - asker!.Points : 0, Gift = gift?.Piece, SeatsOfTier = trouble == RewardTrouble.None ? seats : 0, Version = r.Version };
        })];
    }

    internal static RewardTerms TermsOf(Reward r) => new(r.Name, r.Kind, r.Cost, r.From)
    {
        Words = r.Words, Until = r.Until, Quota = r.Quota, LowestTier = r.LowestTier, LimitPerMember = r.LimitPerMember, ValidDays = r.ValidDays, Amount = r.Amount, BasisPoints = r.BasisPoints, Minimum = r.Minimum, ProductId = r.ProductId, HeldAt = r.HeldAt, Place = r.Place, IsCalledOff = r.CalledOffAt != null,
    };

    private static RewardTrouble TroubleOf(Reward reward, RewardAsker? asker, int taken, bool giftIsThere, int seats, DateTime now)
    {
        if (reward.Until <= now || reward.HeldAt <= now) return RewardTrouble.Over;
        if (reward.From > now) return RewardTrouble.NotYet;
        if (reward.Taken >= reward.Quota || reward.Kind == RewardKind.GiftProduct && !giftIsThere) return RewardTrouble.SoldOut;
        if (asker is null) return RewardTrouble.NotIn;
        if (asker.Tier < reward.LowestTier) return RewardTrouble.TierTooLow;
        if (taken >= reward.LimitPerMember) return RewardTrouble.LimitReached;
        if (seats > 0) return RewardTrouble.None;
        return asker.Points < reward.Cost ? RewardTrouble.PointsMissing : RewardTrouble.None;
    }

    private async Task<Dictionary<Guid, (GiftPiece Piece, bool IsThere)?>> Gifts(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var levels = db.StockLevels;
        var found = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new
        {
            p.Id, p.Name, p.Slug, p.Status, Price = p.Variants.OrderByDescending(v => v.Price).Select(v => v.Price).FirstOrDefault(),
            InStock = levels.Any(l => p.Variants.Any(v => v.Id == l.VariantId) && l.OnHand > l.Reserved), Picture = p.Pictures.OrderBy(x => x.Position).FirstOrDefault(),
        }).ToListAsync(ct);
        return found.ToDictionary(p => p.Id, p => ((GiftPiece, bool)?)(new GiftPiece(p.Name, p.Slug, p.Price, p.Picture?.File, p.Picture?.Alt ?? "", p.Picture?.Width ?? 0, p.Picture?.Height ?? 0), p.Status == ProductStatus.Active && p.InStock));
    }
}
