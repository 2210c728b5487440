using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Makes an account that can be used once its address is confirmed. Whoever asks sees the same, whether the address is known or not; only its mailbox learns more.</summary>
public sealed class Register(ShopDb db, UserManager<User> users, Passwords passwords, AccountLetters letters, CurrentShop shop, TimeProvider clock)
{
    public abstract record Outcome;
    public sealed record Mailed : Outcome;
    public sealed record PasswordRefused(string Reason) : Outcome;

    public async Task<Outcome> Run(string name, string email, string password, bool join, CancellationToken ct, string? invite = null, string? club = null)
    {
        if (PasswordRules.Refusal(password, forStaff: false, PasswordRules.ContextOf(shop.Profile.Name, email, name)) is { } reason) return new PasswordRefused(reason);

        var hash = await passwords.Hash(password, ct); // whoever asks: it takes the same time
        try
        {
            await Write(name, email, hash, join, invite, club, clock.GetUtcNow().UtcDateTime, ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await users.FindByEmailAsync(email.Trim()) is null) throw; // otherwise a second click was quicker, and its letter is on its way
        }
        return new Mailed();
    }

    private async Task Write(string name, string email, string hash, bool join, string? invite, string? club, DateTime now, CancellationToken ct)
    {
        switch (await users.FindByEmailAsync(email.Trim()))
        {
            case null:
                var opened = User.Register(email, name, hash, now);
                opened.AskToJoin(join, invite);
                await letters.ConfirmEmail(opened, ct, club);
                var made = await users.CreateAsync(opened); // saves the letter with it
                if (!made.Succeeded && made.Errors.All(e => e.Code is not ("DuplicateEmail" or "DuplicateUserName"))) throw new InvalidOperationException(string.Join("; ", made.Errors.Select(e => e.Description)));
                break;
            case { EmailConfirmed: false } user: // registered before, perhaps by somebody else: the last one counts, and the mailbox decides
                user.Call(name);
                user.UsePassword(hash, now);
                user.AskToJoin(join, invite);
                await letters.ConfirmEmail(user, ct, club);
                await db.SaveChangesAsync(ct);
                break;
            case var user:
                await letters.AlreadyRegistered(user, ct);
                await db.SaveChangesAsync(ct);
                break;
        }
    }
}
