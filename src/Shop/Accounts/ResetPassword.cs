using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Sets a new password for the reader of a mailed link, once. All sessions end, all other links die, the mailbox is told; nobody is signed in by it.</summary>
public sealed class ResetPassword(ShopDb db, MailedLinks links, Passwords passwords, Sessions sessions, AccountLetters letters, CurrentShop shop, TimeProvider clock)
{
    public abstract record Outcome;
    public sealed record Done(string Email) : Outcome;
    public sealed record PasswordRefused(string Reason) : Outcome;
    public sealed record LinkIsDead : Outcome;

    public async Task<Outcome> Run(string? secret, string newPassword, CancellationToken ct)
    {
        if (await links.Find(LinkPurpose.ResetPassword, secret, ct) is not { UserId: { } userId } link) return new LinkIsDead();
        var user = await db.AccountUsers.SingleAsync(u => u.Id == userId, ct);
        var isStaff = Roles.AreStaff(await sessions.RolesOf(userId, ct));
        var context = PasswordRules.ContextOf(shop.Profile.Name, user.Email!, user.DisplayName);
        if (PasswordRules.Refusal(newPassword, isStaff, context) is { } reason) return new PasswordRefused(reason);

        var hash = await passwords.Hash(newPassword, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await links.Use(link, ct)) return new LinkIsDead();
        await links.EndAll(userId, ct);
        user.UsePassword(hash, clock.GetUtcNow().UtcDateTime);
        user.ConfirmEmail(); // the link came by mail
        await letters.PasswordChanged(user, ct);
        await db.SaveChangesAsync(ct);
        await db.AccountSessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return new Done(user.Email!);
    }
}
