using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;

namespace Shop.Customers;

/// <summary>Moves a sign-in and its customer to the address whose mail they read. The old address is told, and every session ends.</summary>
public sealed class ConfirmNewEmail(ShopDb db, MailedLinks links, AccountLetters letters)
{
    public abstract record Outcome;

    /// <summary>The session in which it was done ended too: open a new one for this browser.</summary>
    public sealed record Done(User User) : Outcome;

    /// <summary>Used, too old, somebody else's, or the address got an account meanwhile.</summary>
    public sealed record LinkIsDead : Outcome;

    /// <summary>The new address of a link, while it works, for the one who asked for it.</summary>
    public async Task<string?> EmailOf(Guid userId, string? secret, CancellationToken ct) =>
        await links.Find(LinkPurpose.ChangeEmail, secret, ct) is { } link && link.UserId == userId ? link.Email : null;

    public Task<Outcome> Run(Guid userId, string? secret, CancellationToken ct) => db.Retrying(() => Change(userId, secret, ct), ct);

    private async Task<Outcome> Change(Guid userId, string? secret, CancellationToken ct)
    {
        // Only in the asker's own session: a link sent to a stranger's mailbox must not bind that mailbox to the asker.
        if (await links.Find(LinkPurpose.ChangeEmail, secret, ct) is not { Email: { } email } link || link.UserId != userId) return new LinkIsDead();
        if (await db.AccountUsers.AnyAsync(u => u.Email == email && u.EmailConfirmed, ct)) return new LinkIsDead();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await links.Use(link, ct)) return new LinkIsDead();
        await links.EndAll(userId, ct);
        await db.AccountUsers.Where(u => u.Email == email && !u.EmailConfirmed).ExecuteDeleteAsync(ct); // opened with this address by somebody who never confirmed it

        var user = await db.AccountUsers.SingleAsync(u => u.Id == userId, ct);
        var customer = await db.Customers.SingleAsync(c => c.UserId == userId, ct);
        if (await db.Customers.SingleOrDefaultAsync(c => c.Email == email && c.UserId == null, ct) is { } guest)
        {
            guest.MergeInto(customer);
            await db.SaveChangesAsync(ct); // frees the address
        }
        var before = user.Email!;
        user.ChangeEmail(email);
        customer.ChangeEmail(email);
        await letters.EmailChanged(user, before, ct);
        await db.SaveChangesAsync(ct);
        await db.AccountSessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return new Done(user);
    }
}
