using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>Which promotion an order uses, with which code, and what that takes off.</summary>
public sealed record PromotionClaim(Guid PromotionId, string Name, string? Code, Money Amount);

/// <summary>
/// The only doors of the counters of promotions. Each is a conditional update whose affected rows are counted, inside the caller's transaction:
/// a limit holds exactly, and being told twice changes nothing.
/// </summary>
public sealed class Redemptions(ShopDb db)
{
    /// <summary>Holds the promotions for an order that is about to be paid. Returns the first that can no longer be had, and the caller rolls back; null when all are held.</summary>
    /// <param name="email">The address that the customer confirmed, or the one that a guest typed: a guest's uses are noted under it and refuse nobody anything.</param>
    public async Task<PromotionClaim?> Hold(Guid orderId, IReadOnlyList<PromotionClaim> claims, string email, Guid? customerId, DateTime now, CancellationToken ct)
    {
        RequireTransaction();
        var keys = new List<string> { CustomerUse.KeyOf(email) };
        if (customerId is { } customer) keys.Add(CustomerUse.KeyOf(customer));
        var elsewhere = claims.Count > 0 && customerId is { } person ? await InMergedRecords(db, person, [.. claims.Select(c => c.PromotionId)], ct) : new Dictionary<Guid, int>();
        foreach (var claim in claims.OrderBy(c => c.PromotionId)) // one order of locks for all: no deadlocks
        {
            var (promotions, codes) = (db.Promotions, db.PromotionCodes);
            if (await promotions.Where(p => p.Id == claim.PromotionId && (p.Limit == null || p.Used < p.Limit) && (p.EndsAt == null || p.EndsAt > now))
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.Used, x => x.Used + 1), ct) == 0) return claim;
            Guid? codeId = null;
            if (claim.Code is { } code)
            {
                codeId = await codes.Where(c => c.PromotionId == claim.PromotionId && c.Code == code).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
                if (await codes.Where(c => c.Id == codeId && (c.Limit == null || c.Used < c.Limit) && (c.EndsAt == null || c.EndsAt > now)).ExecuteUpdateAsync(c => c.SetProperty(x => x.Used, x => x.Used + 1), ct) == 0) return claim;
            }
            var limit = customerId is null ? null : await promotions.Where(p => p.Id == claim.PromotionId).Select(p => p.LimitPerCustomer).SingleAsync(ct);
            foreach (var key in keys.Order(StringComparer.Ordinal))
                if (!await Count(claim.PromotionId, key, key == keys[0] ? limit : limit - elsewhere.GetValueOrDefault(claim.PromotionId), ct)) return claim;
            db.Add(new Redemption { PromotionId = claim.PromotionId, CodeId = codeId, OrderId = orderId, EmailKey = keys[0], CustomerKey = keys.ElementAtOrDefault(1), Amount = claim.Amount, HeldAt = now });
        }
        if (claims.Count > 0) await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The order is paid: what was held for it is used. Returns false when some of it was given back before.</summary>
    public async Task<bool> Take(Guid orderId, CancellationToken ct)
    {
        RequireTransaction();
        var redemptions = db.Redemptions;
        await redemptions.Where(r => r.OrderId == orderId && r.State == RedemptionState.Held).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RedemptionState.Taken), ct);
        return !await redemptions.AnyAsync(r => r.OrderId == orderId && r.State == RedemptionState.Released, ct);
    }

    /// <summary>The order came to nothing: others can use what it held or had used.</summary>
    public async Task Release(Guid orderId, CancellationToken ct)
    {
        RequireTransaction();
        var (promotions, codes, redemptions, uses) = (db.Promotions, db.PromotionCodes, db.Redemptions, db.CustomerUses);
        var held = await redemptions.AsNoTracking().Where(r => r.OrderId == orderId && r.State != RedemptionState.Released).OrderBy(r => r.PromotionId).ToListAsync(ct);
        foreach (var redemption in held)
        {
            if (await redemptions.Where(r => r.Id == redemption.Id && r.State != RedemptionState.Released).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RedemptionState.Released), ct) == 0) continue; // somebody else was quicker; he gave it back
            await promotions.Where(p => p.Id == redemption.PromotionId).ExecuteUpdateAsync(p => p.SetProperty(x => x.Used, x => x.Used - 1), ct);
            if (redemption.CodeId is { } code) await codes.Where(c => c.Id == code).ExecuteUpdateAsync(c => c.SetProperty(x => x.Used, x => x.Used - 1), ct);
            foreach (var key in new[] { redemption.EmailKey, redemption.CustomerKey }.OfType<string>().Order(StringComparer.Ordinal))
                await uses.Where(u => u.PromotionId == redemption.PromotionId && u.Key == key).ExecuteUpdateAsync(u => u.SetProperty(x => x.Used, x => x.Used - 1), ct);
        }
    }

    /// <summary>How often a person used promotions in records that became part of this one. They keep their own counters: parted again, each has what it had.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, int>> InMergedRecords(ShopDb db, Guid customerId, IReadOnlyCollection<Guid> promotions, CancellationToken ct)
    {
        var (seen, at) = (new HashSet<Guid> { customerId }, new List<Guid> { customerId });
        while (at.Count > 0) at = [.. (await db.CustomerMerges.Where(m => at.Contains(m.IntoId) && m.UndoneAt == null).Select(m => m.FromId).ToListAsync(ct)).Where(seen.Add)];
        var keys = seen.Where(id => id != customerId).Select(id => CustomerUse.KeyOf(id)).ToList();
        return keys.Count == 0 ? new Dictionary<Guid, int>()
            : await db.CustomerUses.Where(u => promotions.Contains(u.PromotionId) && keys.Contains(u.Key)).GroupBy(u => u.PromotionId).Select(g => new { g.Key, Used = g.Sum(u => u.Used) }).ToDictionaryAsync(g => g.Key, g => g.Used, ct);
    }

    // A customer without limits is counted too: staff may set one later.
    private async Task<bool> Count(Guid promotionId, string key, int? limit, CancellationToken ct)
    {
        var uses = db.CustomerUses;
        await db.Database.ExecuteSqlAsync($"""insert into promotions_customer_uses ("PromotionId", "Key", "Used") values ({promotionId}, {key}, 0) on conflict do nothing""", ct);
        return await uses.Where(u => u.PromotionId == promotionId && u.Key == key && (limit == null || u.Used < limit)).ExecuteUpdateAsync(u => u.SetProperty(x => x.Used, x => x.Used + 1), ct) == 1;
    }

    private void RequireTransaction()
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A promotion is counted with the order that uses it: begin a transaction first.");
    }
}
