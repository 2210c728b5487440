using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>
/// A member's paid order earns, once, by the rules in force when it was placed; the points wait for the delivery and the end of the return window.
/// Paid before its buyer joined, it counts only if they joined with it. Inside the caller's transaction.
/// </summary>
public sealed class EarnForOrder(ShopDb db, PointsLedger ledger, RuleBook rules, StandMember stand)
{
    private static readonly TimeSpan JoinsWithin = TimeSpan.FromDays(30);

    /// <summary>Orders with which somebody asked to join, paid before they were in the club; and those of a member under an address that was not known to be theirs.</summary>
    /// <returns>Which of them earned something only now.</returns>
    public async Task<IReadOnlyList<Guid>> Those(Guid customerId, string? email, CancellationToken ct)
    {
        var earned = new List<Guid>();
        foreach (var id in await db.Orders.Where(o => (o.JoinsClub || db.Set<Membership>().Any(m => m.CustomerId == customerId && m.State == MembershipState.Active && m.JoinedAt < o.PaidAt)) && o.PaidAt != null && !db.Set<Lot>().Any(l => l.OrderId == o.Id) && (o.CustomerId == customerId || o.CustomerId == null && o.Email == email)).Select(o => o.Id).ToListAsync(ct))
            if (await Run(id, customerId, ct)) earned.Add(id);
        return earned;
    }

    /// <param name="buyer">Who placed it, where it is known before the order says so.</param>
    /// <returns>Whether it earned something now.</returns>
    public async Task<bool> Run(Guid orderId, Guid? buyer, CancellationToken ct)
    {
        if (await ledger.Knows(OrderSteps.Earned(orderId), ct)) return false; // told twice
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        if ((order.CustomerId ?? buyer) is not { } customer || order.PaidAt is not { } paid || order.State == OrderState.Cancelled || order.DeliveryState == DeliveryState.Returned) return false;
        var last = order.JoinsClub ? order.PlacedAt + JoinsWithin : paid;
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customer && m.State == MembershipState.Active && m.JoinedAt <= last, ct) is not { } member) return false;
        if (await rules.At(order.PlacedAt, ct) is not { } published) return false;

        var at = paid < member.JoinedAt ? member.JoinedAt : paid;
        var (places, accounts) = await OpenAll(member, at, ct);
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == member.Id && m.State == MembershipState.Active, ct) is not { } still) return false; // left meanwhile
        if (still.AccountId != member.AccountId) (places, accounts) = await OpenAll(member = still, at, ct); // went into a household, or out of one
        await BringUpTo(at, member, places, accounts, ct);
        var account = accounts.Single(a => a.Id == member.AccountId);
        var written = account.Journal.Count;
        db.AddRange(OrderSteps.Earn(account, member, order.Id, await Facts(order, ct), published, at, await stand.TierAt(member, at, ct)));
        var earned = account.Journal.Count > written;
        if (order.DeliveredAt is { } delivered) OrderSteps.MakeDue(account, member, order.Id, published, delivered, order.ReturnDays); // the news may come in any order
        await db.SaveChangesAsync(ct);
        return earned;
    }

    // In a household, what was earned before waits in the member's own account still; and so it does in another place of theirs that became part of this one.
    private async Task<(IReadOnlyCollection<Guid> Places, IReadOnlyList<PointsAccount> Accounts)> OpenAll(Membership member, DateTime at, CancellationToken ct)
    {
        var places = await db.Memberships.Where(m => m.Id == member.Id || m.MergedIntoId == member.Id).Select(m => m.Id).ToListAsync(ct);
        var elsewhere = await db.PointsLots.Where(l => places.Contains(l.MemberId) && l.AccountId != member.AccountId && l.ReleasedAt == null && l.DueAt <= at && l.RuleSetId != null).Select(l => l.AccountId).Distinct().ToListAsync(ct);
        return (places, await ledger.OpenAll([member.AccountId, .. elsewhere], ct));
    }

    // What fell due before it counts before it, whenever the job comes by: the tier must not depend on that.
    private async Task BringUpTo(DateTime at, Membership member, IReadOnlyCollection<Guid> places, IReadOnlyList<PointsAccount> accounts, CancellationToken ct)
    {
        var latest = await db.TierChanges.Where(c => c.MemberId == member.Id).MaxAsync(c => (DateTime?)c.At, ct);
        foreach (var lot in accounts.SelectMany(a => a.Lots).Where(l => places.Contains(l.MemberId) && l.IsPending && l.DueAt <= at && l.RuleSetId is not null).OrderBy(l => l.DueAt).ThenBy(l => l.Id).ToList())
        {
            OrderSteps.Release(accounts.Single(a => a.Id == lot.AccountId), lot, await rules.Of(lot.RuleSetId!.Value, ct) ?? throw new InvalidOperationException("Points were earned before there were rules."));
            await db.SaveChangesAsync(ct);
            await stand.Run(member.Id, latest > lot.DueAt ? latest.Value : lot.DueAt!.Value, ct); // never before what was told already
        }
        latest = await db.TierChanges.Where(c => c.MemberId == member.Id).MaxAsync(c => (DateTime?)c.At, ct);
        if (!(latest > at) && await db.Memberships.AnyAsync(m => m.Id == member.Id && m.TierValidUntil <= at, ct)) await stand.Run(member.Id, at, ct);
    }

    /// <summary>What it would earn now in points, by the rules of when it was placed; nothing before there were any. Nothing is written.</summary>
    internal async Task<long> Worth(Guid orderId, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        return await rules.At(order.PlacedAt, ct) is { } published ? EarningRules.For(await Facts(order, ct), published.Rules, Tier.Member).Points : 0;
    }

    /// <summary>What of an order earns.</summary>
    internal async Task<EarningOrder> Facts(Order order, CancellationToken ct)
    {
        var ids = order.Lines.Select(l => l.ProductId).OfType<Guid>().Distinct().ToList();
        var products = await db.Set<Catalog.Product>().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.BrandId, p.CategoryId }).ToDictionaryAsync(p => p.Id, ct);
        var shelves = await CategoryPaths.Read(db, ct);
        var inPoints = (await db.Set<Return>().AsNoTracking().Where(r => r.OrderId == order.Id).ToListAsync(ct)).Aggregate(order.PaidWithPoints ?? Money.Zero, (left, r) => left - r.InPoints);
        // What was sent back before somebody joined with it earns nothing.
        return new EarningOrder(order.PlacedAt, [.. order.Lines.Where(l => l.Returned < l.Quantity).OrderBy(l => l.Position).Select(l =>
        {
            var product = l.ProductId is { } id ? products.GetValueOrDefault(id) : null;
            return new EarningLine(l.Id, l.ProductId, shelves.Around(product?.CategoryId), product?.BrandId, l.Quantity - l.Returned, Kept(l.Total, l), Kept(l.Vat, l));
        })], inPoints);

        static Money Kept(Money all, OrderLine line) => all - new Money((long)((Int128)all.Minor * line.Returned / line.Quantity));
    }
}
