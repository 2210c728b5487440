using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Asks to send goods back. No piece is asked for twice, however many windows are open.</summary>
public sealed class AskForReturn(ShopDb db, IOptions<OrderingOptions> options, TimeProvider clock)
{
    /// <returns>The number of the return.</returns>
    /// <exception cref="RuleBroken">What was chosen cannot be sent back, with the reason.</exception>
    public Task<string> Run(Guid orderId, IReadOnlyList<AskedPiece> pieces, string? comment, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var order = await ReturnBooks.Hold(db, orderId, ct);
        var all = await db.ReturnRequests.Where(r => r.OrderId == orderId).ToListAsync(ct);
        var left = ReturnRights.Of(order, all, options.Value.ReturnDays, now).ToDictionary(l => l.Line.Id, l => l.Quantity);
        var number = $"R-{order.Number}-{all.Count + 1}";
        var request = ReturnRequest.Ask(number.Length <= Return.NumberMaxLength ? number : $"R-{OrderNumbers.New()}", order, pieces, left, comment, now);
        db.Add(request);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return request.Number;
    }, ct);
}
