using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>Does to points and tier what a return would do, looks, and takes it back.</summary>
internal sealed class PointsAfterReturn(ShopDb db, TakeBackEarned takeBack, ITender tender, RuleBook rules, TimeProvider clock) : IPointsOfReturn
{
    public Task<PointsOfReturn?> Of(Guid orderId, IReadOnlyDictionary<Guid, int> pieces, Money worth, CancellationToken ct) => db.Retrying(() => Look(orderId, pieces, worth, ct), ct);

    private async Task<PointsOfReturn?> Look(Guid orderId, IReadOnlyDictionary<Guid, int> pieces, Money worth, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            if (await AccountOf(orderId, ct) is not var (memberId, accountId)) return null;
            var before = await Now(memberId, accountId, ct);
            var givenBack = await GivenBack(orderId, ct);
            if (worth > Money.Zero) await tender.Refund(orderId, worth, Actor.System, clock.GetUtcNow().UtcDateTime, ct);
            var returned = await Now(memberId, accountId, ct);
            var back = await takeBack.Run(orderId, $"return:preview:{orderId}", "Preview", pieces, ct);
            var after = await Now(memberId, accountId, ct);
            return new PointsOfReturn(-back.Sum(l => l.Points), returned.Pending - after.Pending, await GivenBack(orderId, ct) - givenBack, after.Debt - returned.Debt,
                after.Tier == before.Tier || await rules.At(clock.GetUtcNow().UtcDateTime, ct) is not { } published ? null : published.Rules.Ladder.NameOf(after.Tier));
        }
        finally
        {
            await transaction.RollbackAsync(CancellationToken.None);
            db.ChangeTracker.Clear();
        }
    }

    // Who earned with it, or who paid with points.
    private async Task<(Guid MemberId, Guid AccountId)?> AccountOf(Guid orderId, CancellationToken ct)
    {
        if (await db.PointsLots.AsNoTracking().Where(l => l.OrderId == orderId).Select(l => new { l.MemberId, l.AccountId }).FirstOrDefaultAsync(ct) is { } lot) return (lot.MemberId, lot.AccountId);
        return await db.PointsReservations.AsNoTracking().Where(r => r.OrderId == orderId).Select(r => new { r.MemberId, r.AccountId }).FirstOrDefaultAsync(ct) is { } held ? (held.MemberId, held.AccountId) : null;
    }

    private async Task<long> GivenBack(Guid orderId, CancellationToken ct) => await db.PointsReservations.AsNoTracking().Where(r => r.OrderId == orderId).Select(r => r.PointsBack).SingleOrDefaultAsync(ct);

    private async Task<(long Pending, long Debt, Tier Tier)> Now(Guid memberId, Guid accountId, CancellationToken ct)
    {
        var account = await db.PointsAccounts.AsNoTracking().Where(a => a.Id == accountId).Select(a => new { a.Pending, a.Debt }).SingleAsync(ct);
        return (account.Pending, account.Debt, await db.Memberships.AsNoTracking().Where(m => m.Id == memberId).Select(m => m.Tier).SingleAsync(ct));
    }
}
