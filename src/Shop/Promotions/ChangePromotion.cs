using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>Opens and changes promotions and their codes. A code belongs to one promotion, and no limit is set below what is used already.</summary>
public sealed class ChangePromotion(ShopDb db, Announced announced, TimeProvider clock)
{
    public const int MostDrawn = 1000;

    /// <param name="id">Null opens a new one.</param>
    /// <param name="codes">Codes that are added; those it has stay.</param>
    /// <exception cref="RuleBroken">Something cannot be; the sentence says what.</exception>
    public Task<Guid> Save(Guid? id, PromotionTerms terms, IReadOnlyCollection<string> codes, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (promotions, words, uses) = (db.Promotions, db.PromotionCodes, db.CustomerUses);
        var promotion = id is { } known ? await promotions.SingleAsync(p => p.Id == known, ct) : Promotion.Of(terms, clock.GetUtcNow().UtcDateTime);
        if (id is null) db.Add(promotion);
        else promotion.Change(terms);
        await db.SaveChangesAsync(ct);

        var most = await uses.Where(u => u.PromotionId == promotion.Id).MaxAsync(u => (int?)u.Used, ct) ?? 0;
        if (terms.LimitPerCustomer < most) throw new RuleBroken($"Somebody has used it {most} times already.");
        // Someone may have used it since it was read: then the limit is refused as if it had been seen.
        if (terms.Limit is { } limit && await promotions.Where(p => p.Id == promotion.Id && p.Used <= limit).ExecuteUpdateAsync(p => p.SetProperty(x => x.Limit, limit), ct) == 0) throw new RuleBroken("It has been used more often already.");

        foreach (var typed in codes)
        {
            var code = PromotionCode.Of(promotion.Id, typed);
            if (await words.Where(c => c.Code == code.Code).Select(c => (Guid?)c.PromotionId).SingleOrDefaultAsync(ct) is { } owner)
            {
                if (owner != promotion.Id) throw new RuleBroken($"The code {code.Code} belongs to another promotion.");
                continue;
            }
            db.Add(code);
            await db.SaveChangesAsync(ct);
        }
        if (terms.NeedsCode && !await words.AnyAsync(c => c.PromotionId == promotion.Id, ct)) throw new RuleBroken("A promotion with a code needs at least one code.");
        await transaction.CommitAsync(ct);
        announced.Forget();
        return promotion.Id;
    }, ct);

    /// <summary>Draws codes that are each good for one order.</summary>
    public Task Draw(Guid id, int count, CancellationToken ct) => db.Retrying(async () =>
    {
        if (count is < 1 or > MostDrawn) throw new RuleBroken($"Draw from 1 to {MostDrawn} codes at once.");
        for (var i = 0; i < count; i++) db.Add(PromotionCode.Draw(id));
        return await db.SaveChangesAsync(ct);
    }, ct);

    public Task End(Guid id, CancellationToken ct) => db.Retrying(async () =>
    {
        (await db.Promotions.SingleAsync(p => p.Id == id, ct)).End(clock.GetUtcNow().UtcDateTime);
        var rows = await db.SaveChangesAsync(ct);
        announced.Forget();
        return rows;
    }, ct);
}
