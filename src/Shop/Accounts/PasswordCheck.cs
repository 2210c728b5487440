using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>The one place where a password is looked at: at sign-in and before anything that needs it again. Guesses are counted before they are looked at.</summary>
public sealed class PasswordCheck(ShopDb db, UserManager<User> users, Passwords passwords, Guesses guesses, ILogger<PasswordCheck> log)
{
    public abstract record Verdict;
    public sealed record Right(User User) : Verdict;
    public sealed record Wrong : Verdict;

    /// <summary>It is right, but this account went over to another one of theirs.</summary>
    public sealed record Moved(string Email) : Verdict;

    /// <summary>Too many wrong guesses: this one was not looked at.</summary>
    public sealed record Later(DateTime At) : Verdict;

    /// <param name="device">The device, when this account has signed in on it before.</param>
    public async Task<Verdict> Run(string email, string password, Guid? device, string address, CancellationToken ct)
    {
        email = EmailAddress.Normalise(email);
        SignInTry guess;
        switch (await guesses.Take(email, device, address, ct))
        {
            case Guesses.Later(var at): return new Later(at);
            case Guesses.Go(var counted): guess = counted; break;
            case var unknown: throw new InvalidOperationException($"Unknown answer {unknown}.");
        }

        var user = await users.FindByEmailAsync(email);
        var verdict = await passwords.Check(user, password.Length > PasswordRules.MaxLength ? "" : password, ct);
        if (verdict != Passwords.Verdict.Wrong && user is { IsDisabled: true, MovedTo: { } moved })
        {
            await guesses.WasRight(guess, ct);
            return new Moved(moved);
        }
        if (verdict == Passwords.Verdict.Wrong || user is null || user.IsDisabled)
        {
            log.LogInformation("Wrong password for account {Account} from {Address}.", guess.Account[..12], guess.Address[..12]);
            return new Wrong();
        }

        await guesses.WasRight(guess, ct);
        if (verdict == Passwords.Verdict.RightButWeaklyHashed)
        {
            user.StrengthenHash(await passwords.Hash(password, ct));
            await db.SaveChangesAsync(ct);
        }
        return new Right(user);
    }
}
