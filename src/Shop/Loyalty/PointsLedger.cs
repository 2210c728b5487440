using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>The only way to an account that can be written: it waits until nobody else writes, and loads what can still move. Inside the caller's transaction.</summary>
public sealed class PointsLedger(ShopDb db)
{
    /// <param name="orderId">An order whose lot is needed even when nothing is left of it.</param>
    /// <param name="lots">Other lots that are needed.</param>
    public async Task<PointsAccount> Open(Guid accountId, CancellationToken ct, Guid? orderId = null, IReadOnlyCollection<Guid>? lots = null)
    {
        await Hold(db, accountId, ct);
        lots ??= [];
        return await db.PointsAccounts
            .Include(a => a.Lots.Where(l => l.Remaining > 0 || l.Reserved > 0 || (l.ReleasedAt == null && l.CreditsGranted > l.CreditsRevoked) || (orderId != null && l.OrderId == orderId) || lots.Contains(l.Id)))
            .SingleAsync(a => a.Id == accountId, ct);
    }

    /// <summary>A member's account, wherever it is when nobody else writes it any more; null for who is not in the club.</summary>
    public async Task<(Membership Member, PointsAccount Account)?> OpenOf(Guid customerId, CancellationToken ct)
    {
        var members = db.Memberships.AsNoTracking().Where(m => m.CustomerId == customerId && m.State == MembershipState.Active);
        for (var member = await members.SingleOrDefaultAsync(ct); member is not null;)
        {
            await Hold(db, member.AccountId, ct);
            var still = await members.SingleOrDefaultAsync(ct); // may have gone over to a household, or left
            if (still?.AccountId == member.AccountId) return (still, await Open(still.AccountId, ct));
            member = still;
        }
        return null;
    }

    /// <summary>Two accounts at once, for points that go from one to the other. Always held in the same order: two gifts that cross do not wait for each other for ever.</summary>
    public async Task<(PointsAccount From, PointsAccount To)> OpenBoth(Guid from, Guid to, CancellationToken ct)
    {
        var both = await OpenAll([from, to], ct);
        return (both.Single(a => a.Id == from), both.Single(a => a.Id == to));
    }

    /// <summary>Several accounts at once, each one time, held in the same order as everywhere.</summary>
    public async Task<IReadOnlyList<PointsAccount>> OpenAll(IReadOnlyCollection<Guid> accountIds, CancellationToken ct)
    {
        var ids = accountIds.Distinct().Order().ToList();
        foreach (var id in ids) await Hold(db, id, ct);
        var accounts = new List<PointsAccount>();
        foreach (var id in ids) accounts.Add(await Open(id, ct));
        return accounts;
    }

    /// <summary>A change of nothing holds the row until the transaction ends: two writers come one after the other, and neither has to try again.</summary>
    internal static Task Hold(ShopDb db, Guid accountId, CancellationToken ct) => db.Database.CurrentTransaction is null
        ? throw new InvalidOperationException("Points are moved in a transaction.")
        : db.PointsAccounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.Version, x => x.Version), ct);

    /// <summary>Whether it was told before.</summary>
    public Task<bool> Knows(string sourceKey, CancellationToken ct) => db.PointsTransactions.AnyAsync(t => t.SourceKey == sourceKey, ct);

    /// <summary>What a transaction put into a book, lot by lot, in its own order.</summary>
    public async Task<IReadOnlyList<LotPart>> Parts(string sourceKey, Book book, CancellationToken ct) =>
        [.. (await db.PointsTransactions.AsNoTracking().SingleAsync(t => t.SourceKey == sourceKey, ct)).Postings
            .Where(p => p.Book == book && p.Amount > 0 && p.LotId is not null).OrderBy(p => p.Line).Select(p => new LotPart(p.LotId!.Value, p.Amount))];
}
