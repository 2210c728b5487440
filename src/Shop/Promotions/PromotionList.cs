using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>Promotions for staff: all of them, or one with its codes and uses.</summary>
public sealed class PromotionList(ShopDb db)
{
    public const int CodesShown = 200;

    /// <summary>Running ones first, then planned, then over; the newest first.</summary>
    /// <param name="search">A part of the name, or of a code however it is written; null for all.</param>
    public async Task<IReadOnlyList<PromotionRow>> All(string? search, DateTime now, CancellationToken ct)
    {
        var promotions = await Found(search).ToListAsync(ct);
        var ids = promotions.Select(p => p.Id).ToList();
        var codes = await db.PromotionCodes.AsNoTracking().Where(c => ids.Contains(c.PromotionId)).GroupBy(c => c.PromotionId).Select(g => new { g.Key, Count = g.Count(), First = g.Min(c => c.Code) }).ToDictionaryAsync(c => c.Key, ct);
        return [.. promotions.OrderBy(p => p.At(now) switch { PromotionTime.Running => 0, PromotionTime.Planned => 1, _ => 2 }).ThenByDescending(p => p.CreatedAt).ThenBy(p => p.Id)
            .Select(p => new PromotionRow(p.Id, p.Name, TermsOf(p), p.At(now), p.LowersPrices, p.Used, codes.GetValueOrDefault(p.Id)?.First, codes.GetValueOrDefault(p.Id)?.Count ?? 0))];
    }

    private IQueryable<Promotion> Found(string? search)
    {
        if (string.IsNullOrWhiteSpace(search)) return db.Promotions.AsNoTracking();
        var (word, code, codes) = (search.Trim().ToLowerInvariant(), new string([.. search.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant(), db.PromotionCodes);
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return db.Promotions.AsNoTracking().Where(p => p.Name.ToLower().Contains(word) || (code != "" && codes.Any(c => c.PromotionId == p.Id && c.Code.Contains(code))));
#pragma warning restore CA1304, CA1311, CA1862
    }

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

/// <summary>One promotion in the list.</summary>
public sealed record PromotionRow(Guid Id, string Name, PromotionTerms Terms, PromotionTime Time, bool LowersPrices, int Used, string? FirstCode, int Codes);

/// <summary>One promotion with its codes and what it came to.</summary>
/// <param name="Lowered">How many articles it reduces on the shelves now.</param>
public sealed record PromotionSheet(Guid Id, PromotionTerms Terms, PromotionTime Time, bool LowersPrices, int Used, int Lowered, IReadOnlyList<CodeRow> Codes, int CodesInAll, int Held, int Taken, Money GivenAway);

/// <summary>A code and how often it was used.</summary>
public sealed record CodeRow(string Code, int? Limit, int Used);
