using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Confirms an address to the one person who has both its mail and the password: an account that a stranger opened with somebody's address stays shut.</summary>
public sealed class ConfirmEmail(ShopDb db, MailedLinks links, PasswordCheck check)
{
    public abstract record Outcome;
    public sealed record Confirmed(User User) : Outcome;
    public sealed record WrongPassword : Outcome;
    public sealed record Later(DateTime At) : Outcome;
    public sealed record LinkIsDead : Outcome;

    /// <summary>The address a link is for, while it works.</summary>
    public async Task<string?> EmailOf(string? secret, CancellationToken ct)
    {
        if (await links.Find(LinkPurpose.ConfirmEmail, secret, ct) is not { } link) return null;
        return await db.AccountUsers.Where(u => u.Id == link.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);
    }

    public async Task<Outcome> Run(string? secret, string password, Guid? device, string address, CancellationToken ct)
    {
        if (await links.Find(LinkPurpose.ConfirmEmail, secret, ct) is not { } link) return new LinkIsDead();
        // The account goes when somebody whose address was confirmed first took this one.
        if (await db.AccountUsers.Where(u => u.Id == link.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct) is not { } email) return new LinkIsDead();
        // Who holds the link reads the mail: strangers' guesses do not hinder them.
        switch (await check.Run(email, password, device ?? link.Id, address, ct))
        {
            case PasswordCheck.Later(var at): return new Later(at);
            case PasswordCheck.Wrong or PasswordCheck.Moved: return new WrongPassword();
            case PasswordCheck.Right: return await db.Retrying(() => Confirm(link, ct), ct);
            case var unknown: throw new InvalidOperationException($"Unknown verdict {unknown}.");
        }
    }

    private async Task<Outcome> Confirm(MailedLink link, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Gone when somebody whose address was confirmed first took this one.
        if (await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == link.UserId, ct) is not { } user || !await links.Use(link, ct)) return new LinkIsDead();
        user.ConfirmEmail();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Confirmed(user);
    }
}
