using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>Answers who asked for a right: with a role that has it, or with no. Role and answer are one transaction, and they are told either way.</summary>
public sealed class AnswerAccess(ShopDb db, ChangeRoles change, StaffBook book, AccountLetters letters, TimeProvider clock)
{
    /// <summary>False when there is no such request.</summary>
    /// <param name="roleId">The role to give; null refuses, or puts away what was given in another way meanwhile.</param>
    /// <exception cref="RuleBroken">It was answered already, or the role does not help or is not theirs to give.</exception>
    public async Task<bool> Run(Guid requestId, Guid? roleId, SignedIn by, CancellationToken ct)
    {
        if (await db.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId, ct) is not { } asked) return false;
        if (roleId is { } role)
        {
            if ((await book.Sheets(ct)).SingleOrDefault(s => s.Id == role) is not { } sheet || !sheet.Rights.Contains(asked.Right)) throw new RuleBroken("Choose a role that has this right.");
            return await change.Add(asked.UserId, role, by, () => Answer(requestId, granted: true, by, ct), ct);
        }
        return await db.Retrying(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var has = (await book.Sheets(ct)).Any(s => s.Rights.Contains(asked.Right) && s.Holders.Any(h => h.Id == asked.UserId));
            await Answer(requestId, has, by, ct);
            if (!has && await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == asked.UserId, ct) is { } user)
                await letters.RolesChanged(user, $"You asked for “{Rights.Words(asked.Right)}”. {by.Name} decided that it stays as it is.", ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }, ct);
    }

    // A change of nothing holds the row: of two who answer at once the second finds it answered.
    private async Task Answer(Guid requestId, bool granted, SignedIn by, CancellationToken ct)
    {
        await db.AccessRequests.Where(r => r.Id == requestId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Version, x => x.Version), ct);
        (await db.AccessRequests.SingleAsync(r => r.Id == requestId, ct)).Answer(granted, Actor.Staff(by.UserId, by.Name), clock.GetUtcNow().UtcDateTime);
    }
}
