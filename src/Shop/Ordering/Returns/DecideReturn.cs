using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Answers a return, or calls it off: once, however many do it.</summary>
public sealed class DecideReturn(ShopDb db, TimeProvider clock)
{
    /// <param name="refused">The lines that may not come, with a sentence for the customer.</param>
    /// <exception cref="RuleBroken">It was answered before.</exception>
    public Task<int> Answer(Guid requestId, IReadOnlyDictionary<Guid, string> refused, string? answer, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        (await db.ReturnRequests.SingleAsync(r => r.Id == requestId, ct)).Decide(refused, answer, clock.GetUtcNow().UtcDateTime, by);
        return await db.SaveChangesAsync(ct);
    }, ct);

    /// <exception cref="RuleBroken">It is finished.</exception>
    public Task<int> CallOff(Guid requestId, CancellationToken ct) => db.Retrying(async () =>
    {
        (await db.ReturnRequests.SingleAsync(r => r.Id == requestId, ct)).CallOff(clock.GetUtcNow().UtcDateTime);
        return await db.SaveChangesAsync(ct);
    }, ct);
}
