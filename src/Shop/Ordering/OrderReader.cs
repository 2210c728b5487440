using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Finds one order for those who may see it: by its secret token, by number and the e-mail address it was placed with, or among a customer's own.</summary>
public sealed class OrderReader(ShopDb db)
{
    public Task<OrderDetails?> ByToken(string token, CancellationToken ct) =>
        token.Length == Order.TokenLength ? Read(o => o.Token == token, ct) : Task.FromResult<OrderDetails?>(null);

    /// <summary>For letters about it.</summary>
    public Task<OrderDetails?> ById(Guid id, CancellationToken ct) => Read(o => o.Id == id, ct);

    /// <summary>For the customer; somebody else's is not there.</summary>
    public Task<OrderDetails?> OwnedBy(Guid customerId, string number, CancellationToken ct) => Read(o => o.CustomerId == customerId && o.Number == number, ct);

    /// <summary>For staff.</summary>
    public Task<OrderDetails?> ByNumber(string number, CancellationToken ct) => Read(o => o.Number == number, ct);

    /// <summary>Many for staff, to be printed, the nearest promise first; without their parcels.</summary>
    public async Task<IReadOnlyList<OrderDetails>> ToPrint(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        [.. (await db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).ToListAsync(ct)).OrderBy(o => o.PromisedFrom ?? DateOnly.MaxValue).Select(OrderDetails.Of)];

    /// <summary>The token of an order for who knows its number and e-mail address.</summary>
    public Task<string?> TokenOf(string number, string email, CancellationToken ct) =>
        db.Orders.Where(o => o.Number == number && o.Email == email).Select(o => o.Token).SingleOrDefaultAsync(ct);

    private async Task<OrderDetails?> Read(Expression<Func<Order, bool>> which, CancellationToken ct)
    {
        if (await db.Orders.AsNoTracking().SingleOrDefaultAsync(which, ct) is not { } order) return null;
        var lines = order.Lines.ToDictionary(l => l.Id);
        var shipments = await db.Shipments.AsNoTracking().Where(s => s.OrderId == order.Id).OrderBy(s => s.ShippedAt).ToListAsync(ct);
        var payment = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == order.Id).OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id)
            .Select(a => new PaymentTry(a.State, a.FailureReason, a.PayUrl, a.StartedAt)).FirstOrDefaultAsync(ct);
        return OrderDetails.Of(order) with
        {
            LastPayment = payment,
            Parcels = [.. shipments.Select(s => new Parcel(s.Carrier, s.TrackingNumber, s.ShippedAt, s.DeliveredAt, s.ExpectedFrom, s.ExpectedTo,
                [.. s.Items.Where(i => lines.ContainsKey(i.OrderLineId)).Select(i => new ParcelItem(lines[i.OrderLineId].Name, lines[i.OrderLineId].VariantName, i.Quantity))]))],
        };
    }
}
