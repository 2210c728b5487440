using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Takes goods back: the pieces to the shelf or not, what they cost to card and points, each exactly once. The club hears of it and takes back what they earned.</summary>
public sealed class ReceiveReturn(ShopDb db, StockRoom stock, ITender points, Till till, TimeProvider clock)
{
    /// <param name="received">By line of the request.</param>
    /// <returns>Whether the card has its money already; if not, it is tried again every minute.</returns>
    /// <exception cref="RuleBroken">It was received before, or more came than was to come.</exception>
    public async Task<bool> Run(Guid requestId, IReadOnlyDictionary<Guid, ReceivedPieces> received, Actor by, CancellationToken ct)
    {
        var made = await db.Retrying(() => Book(requestId, received, by, ct), ct);
        return await till.PayBack(made, ct);
    }

    private async Task<Guid> Book(Guid requestId, IReadOnlyDictionary<Guid, ReceivedPieces> received, Actor by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var orderId = await db.ReturnRequests.Where(r => r.Id == requestId).Select(r => r.OrderId).SingleAsync(ct);
        var order = await ReturnBooks.Hold(db, orderId, ct);
        var request = await db.ReturnRequests.SingleAsync(r => r.Id == requestId, ct);
        var made = NewId.Next();
        var pieces = request.Receive(received, made, now);

        var sums = RefundSums.Of(order, await db.Returns.AsNoTracking().Where(r => r.OrderId == orderId).ToListAsync(ct), pieces);
        db.Add(Return.Received(made, request, order, sums, now));
        order.TakeBack(pieces, now, by);
        await db.SaveChangesAsync(ct);
        foreach (var variant in request.Lines.Where(l => l is { Restocked: true, VariantId: not null }).GroupBy(l => l.VariantId!.Value).OrderBy(g => g.Key))
            await stock.Move(variant.Key, StockMovementKind.Return, variant.Sum(l => l.Came!.Value), orderId, $"Return {request.Number}", now, ct);
        if (sums.Points > Money.Zero) await points.Refund(orderId, sums.Points, by, now, ct);
        await transaction.CommitAsync(ct);
        return made;
    }
}
