using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Gives and takes roles. Either way the person's sessions end, so that none outlives what it was opened for; somebody always stays administrator.</summary>
public sealed class RoleHolders(ShopDb db, UserManager<User> users)
{
    public Task<bool> AnyAdministrator(CancellationToken ct) => Holding(Roles.Administrator).AnyAsync(ct);

    public async Task Give(User user, string role)
    {
        user.Distrust();
        Expect(await users.AddToRoleAsync(user, role));
    }

    /// <exception cref="RuleBroken">Nobody would be left to look after the shop.</exception>
    public async Task Take(User user, string role, CancellationToken ct)
    {
        if (role == Roles.Administrator && await Holding(role).CountAsync(ct) <= 1) throw new RuleBroken("The last administrator stays one. Make somebody else an administrator first.");
        user.Distrust();
        Expect(await users.RemoveFromRoleAsync(user, role));
    }

    /// <summary>Until the transaction ends, whoever else wants to change who is administrator waits.</summary>
    internal async Task Hold(CancellationToken ct)
    {
        var stamp = NewId.Next().ToString("N");
        await db.Set<IdentityRole<Guid>>().Where(r => r.Name == Roles.Administrator).ExecuteUpdateAsync(r => r.SetProperty(x => x.ConcurrencyStamp, stamp), ct);
    }

    private IQueryable<Guid> Holding(string role)
    {
        var (roles, users) = (db.Set<IdentityRole<Guid>>(), db.AccountUsers);
        return db.Set<IdentityUserRole<Guid>>()
            .Where(h => roles.Any(r => r.Id == h.RoleId && r.Name == role) && users.Any(u => u.Id == h.UserId && !u.IsDisabled && u.EmailConfirmed)).Select(h => h.UserId);
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join("; ", result.Errors.Select(e => e.Description)));
    }
}
