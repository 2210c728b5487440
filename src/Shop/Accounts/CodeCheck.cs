using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>The one place where a code of the second step is looked at, from the app or from paper. Each code is taken once, however many send it at the same moment.</summary>
public sealed class CodeCheck(ShopDb db, IPersonalDataProtector seal, Guesses guesses, AccountLetters letters, TimeProvider clock, ILogger<CodeCheck> log)
{
    public abstract record Verdict;
    public sealed record Right : Verdict;

    /// <summary>Wrong, too old, or used before.</summary>
    public sealed record Wrong : Verdict;

    /// <summary>Too many wrong codes: this one was not looked at.</summary>
    public sealed record Later(DateTime At) : Verdict;

    /// <param name="device">The device, when this account has signed in on it before.</param>
    public async Task<Verdict> Run(Guid userId, string code, Guid? device, string address, CancellationToken ct)
    {
        switch (await guesses.Take($"second step of {userId:N}", device, address, ct))
        {
            case Guesses.Later(var at): return new Later(at);
            case Guesses.Go(var guess):
                if (!await Takes(userId, Bare(code), ct)) return new Wrong();
                await guesses.WasRight(guess, ct);
                return new Right();
            case var unknown: throw new InvalidOperationException($"Unknown answer {unknown}.");
        }
    }

    /// <summary>Without the spaces with which apps show it and people type it.</summary>
    internal static string Bare(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));

    private Task<bool> Takes(Guid userId, string code, CancellationToken ct) =>
        code.Length == Totp.Digits && code.All(char.IsAsciiDigit) ? TakesFromApp(userId, code, ct) : TakesFromPaper(userId, code, ct);

    private async Task<bool> TakesFromApp(Guid userId, string code, CancellationToken ct)
    {
        var app = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.UserId == userId, ct);
        if (app is null || Open(app) is not { } key || Totp.Match(key, code, clock.GetUtcNow().UtcDateTime) is not { } step) return false;
        return await db.Authenticators.Where(a => a.UserId == userId && a.SealedKey == app.SealedKey && a.LastStep < step)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.LastStep, step), ct) == 1;
    }

    private async Task<bool> TakesFromPaper(Guid userId, string code, CancellationToken ct)
    {
        var (print, now) = (RecoveryCode.PrintOf(code), clock.GetUtcNow().UtcDateTime);
        if (await db.RecoveryCodes.Where(c => c.UserId == userId && c.Print == print && c.UsedAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.UsedAt, now), ct) != 1) return false;
        var left = await db.RecoveryCodes.CountAsync(c => c.UserId == userId && c.UsedAt == null, ct);
        var user = await db.AccountUsers.SingleAsync(u => u.Id == userId, ct);
        await letters.SecurityChanged(user, "A recovery code was used", $"Somebody signed in to your account with one of your recovery codes. {(left == 1 ? "One is" : $"{left} are")} left.", ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    private string? Open(Authenticator app)
    {
        var key = app.KeyBy(seal);
        if (key is null) log.LogError("The key of an authenticator cannot be opened: the key ring that sealed it is gone. Recovery codes still work.");
        return key;
    }
}
