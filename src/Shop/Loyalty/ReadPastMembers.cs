using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Reads what every member really did, for rules to be tried on: a few hundred members are in memory at a time, however large the club is.</summary>
public sealed class ReadPastMembers(ShopDb db)
{
    private const int AtOnce = 400;

    public async IAsyncEnumerable<PastMember> All([EnumeratorCancellation] CancellationToken ct)
    {
        var shelves = await CategoryPaths.Read(db, ct);
        var products = await db.Set<Product>().AsNoTracking().Select(p => new { p.Id, p.BrandId, p.CategoryId }).ToDictionaryAsync(p => p.Id, p => (p.BrandId, Shelves: shelves.Around(p.CategoryId)), ct);
        var none = shelves.Around(null);
        var last = Guid.Empty;
        while (true)
        {
            var after = last;
            var members = await (
                from m in db.Memberships.AsNoTracking()
                join c in db.Set<Customer>() on m.CustomerId equals c.Id
                where m.State == MembershipState.Active && m.Id > after
                orderby m.Id
                select new { m.Id, m.CustomerId, m.JoinedAt, c.Name }).Take(AtOnce).ToListAsync(ct);
            if (members.Count == 0) yield break;
            last = members[^1].Id;
            var (customers, ids) = (members.Select(m => (Guid?)m.CustomerId).ToList(), members.Select(m => m.Id).ToList());
            // What was done in a place that became part of another counts there, each from when it was joined.
            var absorbed = await db.Memberships.AsNoTracking().Where(m => m.MergedIntoId != null && ids.Contains(m.MergedIntoId.Value)).Select(m => new { m.Id, Into = m.MergedIntoId!.Value, m.JoinedAt }).ToListAsync(ct);
            var places = members.Select(m => (m.Id, Into: m.Id, m.JoinedAt)).Concat(absorbed.Select(m => (m.Id, m.Into, m.JoinedAt))).ToLookup(m => m.Into);
            ids.AddRange(absorbed.Select(m => m.Id));
            var orders = (await db.Set<Order>().AsNoTracking().AsSplitQuery().Where(o => customers.Contains(o.CustomerId) && o.PaidAt != null)
                .Select(o => new { o.Id, o.CustomerId, o.PlacedAt, o.PaidAt, o.DeliveredAt, o.CancelledAt, o.PaidWithPoints, Lines = o.Lines.OrderBy(l => l.Position).Select(l => new { l.Id, l.ProductId, l.Quantity, l.Total, l.Vat }).ToList() }).ToListAsync(ct)).ToLookup(o => o.CustomerId);
            var returns = (await db.Set<Return>().AsNoTracking().Where(r => customers.Contains(r.CustomerId) && r.OrderId != null).Select(r => new { r.OrderId, r.At, Lines = r.Lines.Where(l => l.OrderLineId != null).Select(l => new { l.OrderLineId, l.Quantity }).ToList() }).ToListAsync(ct)).ToLookup(r => r.OrderId);
            var spent = (await db.PointsTransactions.AsNoTracking().Where(t => ids.Contains(t.MemberId)).SelectMany(t => t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Redeemed), (t, p) => new { t.MemberId, t.At, p.Amount }).ToListAsync(ct)).ToLookup(s => s.MemberId);
            var lent = (await db.LentTiers.AsNoTracking().Where(l => ids.Contains(l.MemberId)).ToListAsync(ct)).ToLookup(l => l.MemberId);

            foreach (var member in members)
                yield return new PastMember(member.Id, member.Name, member.JoinedAt, [.. orders[member.CustomerId].Where(o => o.PaidAt >= member.JoinedAt).Select(o => new PastOrder(o.Id, o.PaidAt!.Value,
                    new EarningOrder(o.PlacedAt, [.. o.Lines.Select(l => Line(l.Id, l.ProductId, l.Quantity, l.Total, l.Vat))], o.PaidWithPoints ?? Money.Zero), o.DeliveredAt)
                {
                    Returns = [.. returns[o.Id].SelectMany(r => r.Lines.Select(l => new PastReturn(r.At, l.OrderLineId!.Value, l.Quantity))), .. o.CancelledAt is { } cancelled ? o.Lines.Select(l => new PastReturn(cancelled, l.Id, l.Quantity)) : []],
                })])
                {
                    Spent = [.. places[member.Id].SelectMany(p => spent[p.Id]).Select(s => new PastSpending(s.At, s.Amount))],
                    Grants = [.. places[member.Id].SelectMany(p => lent[p.Id].Where(l => l.From >= p.JoinedAt)).OrderBy(l => l.From).Select(l => l.Grant)],
                };
        }

        EarningLine Line(Guid id, Guid? product, int quantity, Money total, Money vat)
        {
            var (brand, around) = product is { } known && products.TryGetValue(known, out var found) ? found : (null, none);
            return new EarningLine(id, product, around, brand, quantity, total, vat);
        }
    }
}
