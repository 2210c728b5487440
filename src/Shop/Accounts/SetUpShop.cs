using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Makes the first administrator, and opens the shop when none is open, for the one who can read the log of this machine. Once there is an administrator it does nothing ever again.</summary>
public sealed class SetUpShop(ShopDb db, UserManager<User> users, RoleHolders roles, Passwords passwords, TimeProvider clock)
{
    public abstract record Outcome;
    public sealed record Done(User Administrator) : Outcome;
    public sealed record PasswordRefused(string Reason) : Outcome;

    /// <summary>The token is wrong or used, or somebody was quicker.</summary>
    public sealed record Over : Outcome;

    /// <summary>A token for the log, or null when there is an administrator. Tokens of earlier starts end.</summary>
    public async Task<string?> Issue(CancellationToken ct)
    {
        if (await roles.AnyAdministrator(ct)) return null;
        await db.AccountLinks.Where(l => l.Purpose == LinkPurpose.SetUp).ExecuteDeleteAsync(ct);
        var token = Secret.New();
        db.AccountLinks.Add(MailedLink.Of(LinkPurpose.SetUp, null, null, token, clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(ct);
        return token;
    }

    public async Task<bool> Accepts(string? token, CancellationToken ct) => await Find(token, ct) is not null;

    /// <param name="profile">The shop to open; ignored when one is open already.</param>
    public async Task<Outcome> Run(string? token, string name, string email, string password, ShopProfile? profile, CancellationToken ct)
    {
        if (await Find(token, ct) is not { } link) return new Over();
        var open = await db.ShopProfiles.AsNoTracking().FirstOrDefaultAsync(ct);
        if (PasswordRules.Refusal(password, forStaff: true, PasswordRules.ContextOf(open?.Name ?? profile?.Name, email, name)) is { } reason) return new PasswordRefused(reason);
        if (open is null && profile is null) throw new RuleBroken("Tell what the shop is called and where it is.");

        var now = clock.GetUtcNow().UtcDateTime;
        var hash = await passwords.Hash(password, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.AccountLinks.Where(l => l.Id == link.Id && l.UsedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), ct) != 1) return new Over();
        if (open is null) db.ShopProfiles.Add(profile!);
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null) Expect(await users.CreateAsync(user = User.Register(email, name, hash, now)));
        user.UsePassword(hash, now);
        user.ConfirmEmail();
        await roles.Give(user, Roles.Administrator);
        await transaction.CommitAsync(ct);
        return new Done(user);
    }

    private async Task<MailedLink?> Find(string? token, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(token) || await roles.AnyAdministrator(ct)) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = await db.AccountLinks.AsNoTracking().Where(l => l.Purpose == LinkPurpose.SetUp && l.UsedAt == null && l.ExpiresAt > now).ToListAsync(ct);
        return waiting.FirstOrDefault(l => Secret.Fits(token, l.Print));
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded) throw new RuleBroken(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
