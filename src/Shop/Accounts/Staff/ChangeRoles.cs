using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>Gives a colleague other roles, blocks them or lets them in again. Their sessions end, they are told by mail, it is noted, and somebody always stays administrator, in a race too.</summary>
public sealed class ChangeRoles(ShopDb db, RoleHolders holders, StaffBook book, AuditTrail trail, AccountLetters letters)
{
    /// <summary>False when there is no such colleague.</summary>
    /// <param name="roleIds">All the roles they are to have.</param>
    /// <exception cref="RuleBroken">It is about themselves, more than they may give, or takes the last administrator away.</exception>
    public Task<bool> Run(Guid userId, IReadOnlyCollection<Guid> roleIds, SignedIn by, string? why, CancellationToken ct) => Change(userId, by, user => Give(user, roleIds, by, why, ct), ct);

    private async Task<bool> Give(User user, IReadOnlyCollection<Guid> roleIds, SignedIn by, string? why, CancellationToken ct)
    {
        var userId = user.Id;
        var sheets = await book.Sheets(ct);
        var wanted = sheets.Where(s => roleIds.Contains(s.Id)).ToList();
        var had = sheets.Where(s => s.Holders.Any(h => h.Id == userId)).ToList();
        foreach (var sheet in wanted.Except(had).Concat(had.Except(wanted))) Delegation.Within(by, sheet.Name, sheet.Rights);
        if (wanted.Count == had.Count && wanted.All(had.Contains)) return false;
        Give(db, userId, had.Except(wanted).Select(s => s.Id), wanted.Except(had).Select(s => s.Id));
        await letters.RolesChanged(user, wanted.Count == 0 ? "You no longer work in the back office; your account as a customer stays." : $"{by.Name} set what you may do: {Names(wanted)}.", ct);
        trail.Note(Actor.Staff(by.UserId, by.Name, why), "Changed roles", RecordOf(user), new AuditChange("Roles", Names(had), Names(wanted)));
        return true;
    }

    /// <summary>A role more, as somebody asked; what goes with it is saved in the same transaction, or neither is.</summary>
    /// <param name="along">What goes with it, asked before anything is given.</param>
    internal Task<bool> Add(Guid userId, Guid roleId, SignedIn by, Func<Task> along, CancellationToken ct) => Change(userId, by, async user =>
    {
        await along();
        var has = await db.Set<IdentityUserRole<Guid>>().Where(h => h.UserId == userId).Select(h => h.RoleId).ToListAsync(ct);
        return await Give(user, [.. has, roleId], by, "Asked for access", ct);
    }, ct);

    public Task<bool> Block(Guid userId, bool blocked, SignedIn by, string? why, CancellationToken ct) => Change(userId, by, async user =>
    {
        foreach (var sheet in (await book.Sheets(ct)).Where(s => s.Holders.Any(h => h.Id == userId))) Delegation.Within(by, sheet.Name, sheet.Rights);
        if (user.IsDisabled == blocked) return false;
        if (blocked) user.Disable();
        else user.Enable();
        await letters.RolesChanged(user, blocked ? $"{by.Name} blocked your account. You cannot sign in." : $"{by.Name} unblocked your account. You can sign in again.", ct);
        trail.Note(Actor.Staff(by.UserId, by.Name, why), blocked ? "Blocked" : "Unblocked", RecordOf(user));
        return true;
    }, ct);

    internal static AuditRecord RecordOf(User user) => new(nameof(User), user.Id.ToString(), user.DisplayName);

    internal static string Names(IEnumerable<RoleSheet> roles) => string.Join(", ", roles.Select(r => r.Name)) is { Length: > 0 } names ? names : "none";

    internal static void Give(ShopDb db, Guid userId, IEnumerable<Guid> take, IEnumerable<Guid> give)
    {
        foreach (var role in take) db.Remove(new IdentityUserRole<Guid> { UserId = userId, RoleId = role });
        foreach (var role in give) db.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role });
    }

    // The administrators' role is held from the first moment, so that two who take it from each other do so one after the other.
    private Task<bool> Change(Guid userId, SignedIn by, Func<User, Task<bool>> change, CancellationToken ct)
    {
        Delegation.OfAnother(by, userId);
        return db.Retrying(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await holders.Hold(ct);
            if (await book.One(userId, ct) is null || await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } user) return false;
            if (!await change(user))
            {
                await db.SaveChangesAsync(ct); // they are so already; what goes with it is not
                await transaction.CommitAsync(ct);
                return true;
            }
            user.Distrust();
            await db.SaveChangesAsync(ct);
            if (!await holders.AnyAdministrator(ct)) throw new RuleBroken("The last administrator stays one. Make somebody else an administrator first.");
            await db.AccountSessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }, ct);
    }
}
