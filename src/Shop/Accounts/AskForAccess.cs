using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Writes down that somebody who works here needs a right. Asking twice changes nothing.</summary>
public sealed class AskForAccess(ShopDb db, TimeProvider clock)
{
    /// <exception cref="RuleBroken">The reason is too long.</exception>
    public async Task Run(Guid userId, Right right, string path, string? why, CancellationToken ct)
    {
        var request = AccessRequest.Ask(userId, right, path, why, clock.GetUtcNow().UtcDateTime);
        if (await db.AccessRequests.AnyAsync(r => r.UserId == userId && r.Area == right.Area && r.Act == right.Act && r.AnsweredAt == null, ct)) return;
        db.AccessRequests.Add(request);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Pressed twice at the same instant: the other one is there. Anything else goes on.
            if (!await db.AccessRequests.AnyAsync(r => r.UserId == userId && r.Area == right.Area && r.Act == right.Act && r.AnsweredAt == null, ct)) throw;
        }
    }
}
