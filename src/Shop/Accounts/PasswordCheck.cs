using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>The one place where a password is looked at: at sign-in and before anything that needs it again. Guesses are counted before they are looked at, so that many at once gain nothing.</summary>
public sealed class PasswordCheck(ShopDb db, UserManager<User> users, Passwords passwords, IOptions<AccountsOptions> options, TimeProvider clock, ILogger<PasswordCheck> log)
{
    public abstract record Verdict;
    public sealed record Right(User User) : Verdict;
    public sealed record Wrong : Verdict;

    /// <summary>Too many wrong guesses: this one was not looked at.</summary>
    public sealed record Later(DateTime At) : Verdict;

    /// <param name="device">The device, when this account has signed in on it before.</param>
    public async Task<Verdict> Run(string email, string password, Guid? device, string address, CancellationToken ct)
    {
        email = EmailAddress.Normalise(email);
        var guess = SignInTry.Of(email, address, device, clock.GetUtcNow().UtcDateTime);
        if (await WaitFor(guess, ct) is { } at) return new Later(at); // the usual answer to an attack writes nothing
        db.SignInTries.Add(guess);
        await db.SaveChangesAsync(ct);
        if (await WaitFor(guess, ct) is { } until)
        {
            await db.SignInTries.Where(t => t.Id == guess.Id).ExecuteDeleteAsync(ct); // others came at the same moment; waiting is not made longer by asking again
            return new Later(until);
        }

        var user = await users.FindByEmailAsync(email);
        var verdict = await passwords.Check(user, password.Length > PasswordRules.MaxLength ? "" : password, ct);
        if (verdict == Passwords.Verdict.Wrong || user is null || user.IsDisabled)
        {
            log.LogInformation("Wrong password for account {Account} from {Address}.", guess.Account[..12], guess.Address[..12]);
            return new Wrong();
        }

        await db.SignInTries.Where(t => t.Id == guess.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.Succeeded, true), ct);
        if (verdict == Passwords.Verdict.RightButWeaklyHashed)
        {
            user.StrengthenHash(await passwords.Hash(password, ct));
            await db.SaveChangesAsync(ct);
        }
        return new Right(user);
    }

    private async Task<DateTime?> WaitFor(SignInTry guess, CancellationToken ct)
    {
        var limits = options.Value.Limits;
        var since = guess.At - SignInLimits.Window;
        var others = db.SignInTries.AsNoTracking().Where(t => t.At > since && t.Id != guess.Id);

        var mine = await others.Where(t => t.Account == guess.Account && t.Device == guess.Device).Select(t => new { t.At, t.Succeeded }).ToListAsync(ct);
        var lastRight = mine.Where(t => t.Succeeded).Select(t => t.At).DefaultIfEmpty(DateTime.MinValue).Max();
        if (limits.NextGuess([.. mine.Where(t => !t.Succeeded && t.At > lastRight).Select(t => t.At)]) is { } next && next > guess.At) return next;
        if (guess.Device is not null) return null;

        if (limits.AddressIsGuessing(await others.CountAsync(t => t.Address == guess.Address && !t.Succeeded, ct))) return guess.At + SignInLimits.Window;

        var right = await others.CountAsync(t => t.Succeeded, ct);
        if (!limits.ShopIsUnderAttack(await others.CountAsync(t => !t.Succeeded, ct), right)) return null;
        log.LogWarning("Many wrong passwords are being tried; sign-in from unknown devices waits.");
        return guess.At + SignInLimits.Window;
    }
}
