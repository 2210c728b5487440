using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>
/// Twice a minute: puts promotions that everybody gets onto the price tags, and takes them off when they end. Of several the article's lowest price counts.
/// So cards, search, cart and order see one and the same price, and each change is in the article's past prices.
/// </summary>
public sealed class KeepSalePrices(ShopDb db, TimeProvider clock)
{
    private const int AtOnce = 200;

    public Task Run(CancellationToken ct) => Run(clock.GetUtcNow().UtcDateTime, ct);

    public async Task Run(DateTime now, CancellationToken ct)
    {
        var promotions = await db.Promotions.AsNoTracking().Where(p => !p.NeedsCode && p.StartsAt <= now && (p.EndsAt == null || p.EndsAt > now)).ToListAsync(ct);
        var offers = promotions.Where(p => p.LowersPrices).OrderByDescending(p => p.Priority).ThenBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => Offer.Of(p, null, OfferTrouble.None)).ToList();
        var changes = new Dictionary<Guid, Sale?>();
        var shelves = await CategoryPaths.Read(db, ct);
        foreach (var tag in await Tags(offers, shelves, ct))
        {
            var sale = Best(tag, offers, shelves);
            if (sale is null ? tag.ReducedBy is not null : tag.ReducedBy != sale.PromotionId || tag.Price != sale.Price) changes[tag.Id] = sale;
        }
        foreach (var some in changes.Chunk(AtOnce)) await db.Retrying(() => Write(some.ToDictionary(), now, ct), ct);
    }

    private async Task<List<Tag>> Tags(List<Offer> offers, CategoryPaths shelves, CancellationToken ct)
    {
        var everything = offers.Any(o => o.Targets.All(t => t.Excluded));
        var named = offers.SelectMany(o => o.Targets).Where(t => t is { Kind: PromotionTargetKind.Product, Excluded: false }).Select(t => t.TargetId).ToList();
        var within = shelves.Within(offers.SelectMany(o => o.Targets).Where(t => t is { Kind: PromotionTargetKind.Category, Excluded: false }).Select(t => t.TargetId).ToHashSet());
        return await (from v in db.Variants.AsNoTracking()
                      join p in db.Products on v.ProductId equals p.Id
                      where everything || v.ReducedBy != null || named.Contains(p.Id) || (p.CategoryId != null && within.Contains(p.CategoryId.Value))
                      select new Tag(v.Id, p.Id, p.CategoryId, v.Price, v.CompareAt, v.ReducedBy, v.ListPrice, v.ListCompareAt)).ToListAsync(ct);
    }

    private static Sale? Best(Tag tag, List<Offer> offers, CategoryPaths shelves)
    {
        var own = tag.ListPrice ?? tag.Price;
        var reduced = (tag.ReducedBy is null ? tag.CompareAt : tag.ListCompareAt) is not null;
        Sale? best = null;
        foreach (var offer in offers.Where(o => o.Covers(tag.ProductId, shelves.Around(tag.CategoryId), reduced)))
        {
            var lowered = offer.Lower(own);
            if (lowered < (best?.Price ?? own)) best = new Sale(offer.Id, lowered);
        }
        return best;
    }

    private async Task<int> Write(Dictionary<Guid, Sale?> changes, DateTime now, CancellationToken ct)
    {
        var variants = await db.Variants.Where(v => changes.Keys.Contains(v.Id)).ToListAsync(ct);
        foreach (var variant in variants)
        {
            if (changes[variant.Id] is not { } sale) variant.EndReduction(now);
            else if (sale.Price < (variant.ListPrice ?? variant.Price)) variant.ReduceTo(sale.Price, sale.PromotionId, now);
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return variants.Count;
    }

    private sealed record Tag(Guid Id, Guid ProductId, Guid? CategoryId, Money Price, Money? CompareAt, Guid? ReducedBy, Money? ListPrice, Money? ListCompareAt);

    private sealed record Sale(Guid PromotionId, Money Price);
}
