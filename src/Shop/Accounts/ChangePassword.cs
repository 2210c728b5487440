using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Gives somebody who knows the old password a new one. Mailed links die, the mailbox is told, and other sessions end unless the person wants to keep them.</summary>
public sealed class ChangePassword(ShopDb db, PasswordCheck check, MailedLinks links, Passwords passwords, Sessions sessions, AccountLetters letters, CurrentShop shop, TimeProvider clock)
{
    public abstract record Outcome;

    /// <summary>The session in which it was done ended too: open a new one for this browser.</summary>
    public sealed record Done(User User) : Outcome;
    public sealed record WrongPassword : Outcome;
    public sealed record Later(DateTime At) : Outcome;
    public sealed record PasswordRefused(string Reason) : Outcome;

    public async Task<Outcome> Run(SignedIn who, string password, string newPassword, bool endOthers, Guid? device, string address, CancellationToken ct)
    {
        var context = PasswordRules.ContextOf(shop.Profile.Name, who.Email, who.Name);
        if (PasswordRules.Refusal(newPassword, Roles.AreStaff(who.Roles), context) is { } reason) return new PasswordRefused(reason);
        switch (await check.Run(who.Email, password, device, address, ct))
        {
            case PasswordCheck.Later(var at): return new Later(at);
            case PasswordCheck.Wrong or PasswordCheck.Moved: return new WrongPassword();
            case PasswordCheck.Right(var user): return await Change(user, newPassword, who.SessionId, endOthers, ct);
            case var unknown: throw new InvalidOperationException($"Unknown verdict {unknown}.");
        }
    }

    private async Task<Outcome> Change(User user, string newPassword, Guid sessionId, bool endOthers, CancellationToken ct)
    {
        var hash = await passwords.Hash(newPassword, ct);
        var stampBefore = user.SecurityStamp;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        user.UsePassword(hash, clock.GetUtcNow().UtcDateTime);
        await links.EndAll(user.Id, ct);
        await letters.PasswordChanged(user, ct);
        await db.SaveChangesAsync(ct);
        await sessions.End(user.Id, sessionId, ct);
        var others = db.AccountSessions.Where(s => s.UserId == user.Id && s.Stamp == stampBefore);
        if (endOthers) await others.ExecuteDeleteAsync(ct);
        else await others.ExecuteUpdateAsync(s => s.SetProperty(x => x.Stamp, user.SecurityStamp!), ct);
        await transaction.CommitAsync(ct);
        return new Done(user);
    }
}
