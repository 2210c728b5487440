using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>One promotion for staff, with its codes and uses.</summary>
public sealed class PromotionList(ShopDb db)
{
    public const int CodesShown = 200;

    public async Task<PromotionSheet?> One(Guid id, DateTime now, CancellationToken ct)
    {
        if (await db.Promotions.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } promotion) return null;
        var codes = await db.PromotionCodes.AsNoTracking().Where(c => c.PromotionId == id).OrderBy(c => c.Id).Take(CodesShown).Select(c => new CodeRow(c.Code, c.Limit, c.Used)).ToListAsync(ct);
        var states = await db.Redemptions.AsNoTracking().Where(r => r.PromotionId == id).GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var given = await db.Database.SqlQuery<long>($"""
            select cast(coalesce(sum("Amount"), 0) as bigint) as "Value" from promotions_redemptions where "PromotionId" = {id} and "State" = {nameof(RedemptionState.Taken)}
            """).SingleAsync(ct);
        var lowered = await db.Variants.CountAsync(v => v.ReducedBy == id, ct);
        return new PromotionSheet(id, TermsOf(promotion), promotion.At(now), promotion.LowersPrices, promotion.Used, lowered, codes, await db.PromotionCodes.CountAsync(c => c.PromotionId == id, ct),
            states.Where(s => s.Key == RedemptionState.Held).Sum(s => s.Count), states.Where(s => s.Key == RedemptionState.Taken).Sum(s => s.Count), new Money(given));
    }

    private static PromotionTerms TermsOf(Promotion p) => new(p.Name, p.Kind, p.StartsAt)
    {
        Announcement = p.Announcement, BasisPoints = p.BasisPoints, Amount = p.Amount, Buy = p.Buy, Get = p.Get, Minimum = p.Minimum, EndsAt = p.EndsAt, NeedsCode = p.NeedsCode, Limit = p.Limit,
        LimitPerCustomer = p.LimitPerCustomer, FirstOrderOnly = p.FirstOrderOnly, NotOnReduced = p.NotOnReduced, IsExclusive = p.IsExclusive, Priority = p.Priority, Targets = [.. p.Targets],
    };
}

/// <summary>One promotion with its codes and what it came to.</summary>
/// <param name="Lowered">How many articles it reduces on the shelves now.</param>
public sealed record PromotionSheet(Guid Id, PromotionTerms Terms, PromotionTime Time, bool LowersPrices, int Used, int Lowered, IReadOnlyList<CodeRow> Codes, int CodesInAll, int Held, int Taken, Money GivenAway);

/// <summary>A code and how often it was used.</summary>
public sealed record CodeRow(string Code, int? Limit, int Used);
