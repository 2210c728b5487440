using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Opens, changes and ends rewards. Vouchers that members have keep what they were taken for.</summary>
public sealed class ChangeReward(ShopDb db, TimeProvider clock)
{
    /// <param name="id">Null opens a new one.</param>
    /// <exception cref="RuleBroken">Something cannot be; the sentence says what.</exception>
    public Task<Guid> Save(Guid? id, RewardTerms terms, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (terms.ProductId is { } product && !await db.Set<Catalog.Product>().AnyAsync(p => p.Id == product, ct)) throw new RuleBroken("There is no such product any more.");
        var reward = id is { } known ? await db.Rewards.SingleOrDefaultAsync(r => r.Id == known, ct) ?? throw new RuleBroken("There is no such reward any more.") : Reward.Of(terms, now);
        var before = id is null ? null : reward.Voucher(now);
        if (id is null) db.Add(reward);
        else reward.Change(terms);
        await Count(reward, before, reward.Voucher(now), now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return reward.Id;
    }, ct);

    public Task End(Guid id, CancellationToken ct) => db.Retrying(async () =>
    {
        (await db.Rewards.SingleAsync(r => r.Id == id, ct)).End(clock.GetUtcNow().UtcDateTime);
        return await db.SaveChangesAsync(ct);
    }, ct);

    // A voucher that does something else counts by another promotion: those that were taken keep the old one.
    private async Task Count(Reward reward, PromotionTerms? before, PromotionTerms? after, DateTime now, CancellationToken ct)
    {
        if (before is not null && after is not null && Same(before, after)) return;
        if (reward.PromotionId is { } old && !await db.Set<PromotionCode>().AnyAsync(c => c.PromotionId == old, ct)) (await db.Set<Promotion>().SingleAsync(p => p.Id == old, ct)).End(now);
        var promotion = after is null ? null : Promotion.Of(after, now);
        if (promotion is not null) db.Add(promotion);
        reward.CountBy(promotion?.Id);
    }

    private static bool Same(PromotionTerms a, PromotionTerms b) =>
        (a.Name, a.Kind, a.Amount, a.BasisPoints, a.Minimum) == (b.Name, b.Kind, b.Amount, b.BasisPoints, b.Minimum) && a.Targets.Select(t => t.TargetId).SequenceEqual(b.Targets.Select(t => t.TargetId));
}
