using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>Lets somebody work here: a mailed link lets them choose a password. Who has an account already keeps it, and is told.</summary>
public sealed class InviteColleague(ShopDb db, UserManager<User> users, StaffBook book, Passwords passwords, AuditTrail trail, AccountLetters letters, TimeProvider clock)
{
    /// <exception cref="RuleBroken">No role was named, it is more than they may give, or the person works here already.</exception>
    public async Task<Guid> Run(string name, string email, IReadOnlyCollection<Guid> roleIds, SignedIn by, CancellationToken ct)
    {
        var roles = (await book.Sheets(ct)).Where(s => roleIds.Contains(s.Id)).ToList();
        if (roles.Count == 0) throw new RuleBroken("Choose at least one role.");
        foreach (var role in roles) Delegation.Within(by, role.Name, role.Rights);

        var hash = await passwords.Hash(Secret.New(), ct); // nobody's, until they choose one
        return await db.Retrying(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var user = await users.FindByEmailAsync(email.Trim());
            if (user is not null && await book.One(user.Id, ct) is not null) throw new RuleBroken($"{user.DisplayName} works here already: change their roles instead.");
            if (user is null && await users.CreateAsync(user = User.Register(email, name, hash, clock.GetUtcNow().UtcDateTime)) is { Succeeded: false } refused) throw new RuleBroken(string.Join(" ", refused.Errors.Select(e => e.Description)));
            ChangeRoles.Give(db, user!.Id, [], roles.Select(r => r.Id));
            if (user.EmailConfirmed) await letters.RolesChanged(user, $"{by.Name} lets you work in the back office as: {ChangeRoles.Names(roles)}.", ct);
            else await letters.Invited(user, by.Name, ChangeRoles.Names(roles), ct);
            user.Distrust();
            trail.Note(Actor.Staff(by.UserId, by.Name), "Invited", ChangeRoles.RecordOf(user), new AuditChange("Roles", "none", ChangeRoles.Names(roles)));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return user.Id;
        }, ct);
    }

    /// <summary>Another link, for who lost the first. False when nobody waits for one.</summary>
    public async Task<bool> Again(Guid userId, SignedIn by, CancellationToken ct)
    {
        if (await book.One(userId, ct) is not { IsInvited: true } colleague || await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } user) return false;
        await letters.Invited(user, by.Name, string.Join(", ", colleague.Roles), ct);
        trail.Note(Actor.Staff(by.UserId, by.Name), "Invited", ChangeRoles.RecordOf(user));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
