using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>Answers who asked for a right: with a role that has it, or with no. They are told either way.</summary>
public sealed class AnswerAccess(ShopDb db, ChangeRoles change, StaffBook book, AccountLetters letters, TimeProvider clock)
{
    /// <summary>False when there is no such request.</summary>
    /// <param name="roleId">The role to give; null refuses.</param>
    /// <exception cref="RuleBroken">It was answered already, or the role does not help or is not theirs to give.</exception>
    public async Task<bool> Run(Guid requestId, Guid? roleId, SignedIn by, CancellationToken ct)
    {
        if (await db.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId, ct) is not { } asked) return false;
        if (asked.AnsweredAt is not null) throw new RuleBroken($"{asked.AnsweredBy} has answered this already.");
        if (roleId is { } role)
        {
            if ((await book.Sheets(ct)).SingleOrDefault(s => s.Id == role) is not { } sheet || !sheet.Rights.Contains(asked.Right)) throw new RuleBroken("Choose a role that has this right.");
            await change.Add(asked.UserId, role, by, ct);
        }
        var request = await db.AccessRequests.SingleAsync(r => r.Id == requestId, ct);
        request.Answer(roleId is not null, Actor.Staff(by.UserId, by.Name), clock.GetUtcNow().UtcDateTime);
        if (roleId is null && await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == asked.UserId, ct) is { } user)
            await letters.RolesChanged(user, $"You asked for “{Rights.Words(asked.Right)}”. {by.Name} decided that it stays as it is.", ct);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
