using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Turns somebody's second step on and off. What is on always has recovery codes, and each change is told to the mailbox.</summary>
public sealed class SecondFactor(ShopDb db, IPersonalDataProtector seal, AccountLetters letters, TimeProvider clock)
{
    public abstract record Outcome;

    /// <summary>It is on. The codes are shown this once; the shop keeps their prints.</summary>
    public sealed record On(IReadOnlyList<string> RecoveryCodes) : Outcome;
    public sealed record WrongCode : Outcome;

    public Task<bool> IsOn(Guid userId, CancellationToken ct) => db.Authenticators.AnyAsync(a => a.UserId == userId, ct);

    /// <summary>The code shows that the app has the key. An app used before shows no valid codes any more.</summary>
    public Task<Outcome> TurnOn(Guid userId, string key, string code, CancellationToken ct) => db.Retrying<Outcome>(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!Totp.IsKey(key) || Totp.Match(key, CodeCheck.Bare(code), now) is not { } step) return new WrongCode();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var app = await db.Authenticators.SingleOrDefaultAsync(a => a.UserId == userId, ct);
        var isNew = app is null;
        if (app is not null && app.LastStep >= step && app.KeyBy(seal) == key) return new WrongCode(); // sent twice
        if (app is null) db.Authenticators.Add(app = Authenticator.Of(userId));
        app.Use(seal.Protect(key)!, step, now);
        var codes = await WriteCodes(userId, ct);
        await letters.SecurityChanged(await User(userId, ct), isNew ? "Two-step sign-in is on" : "Another app shows your codes",
            isNew ? "From now on your account also asks for a code from your app." : "The app that showed the codes for your account was replaced by another one. New recovery codes were made; the old ones no longer work.", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new On(codes);
    }, ct);

    public async Task TurnOff(Guid userId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Authenticators.Where(a => a.UserId == userId).ExecuteDeleteAsync(ct) == 0) return; // it was off already
        await db.RecoveryCodes.Where(c => c.UserId == userId).ExecuteDeleteAsync(ct);
        await letters.SecurityChanged(await User(userId, ct), "Two-step sign-in is off", "Your account no longer asks for a code from your app.", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Ten new codes; the old ones no longer work.</summary>
    public Task<IReadOnlyList<string>> RenewCodes(Guid userId, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await IsOn(userId, ct)) throw new RuleBroken("Turn two-step sign-in on first; the codes come with it.");
        var codes = await WriteCodes(userId, ct);
        await letters.SecurityChanged(await User(userId, ct), "You have new recovery codes", "New recovery codes were made for your account; the old ones no longer work.", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return codes;
    }, ct);

    private async Task<IReadOnlyList<string>> WriteCodes(Guid userId, CancellationToken ct)
    {
        await db.RecoveryCodes.Where(c => c.UserId == userId).ExecuteDeleteAsync(ct);
        string[] codes = [.. Enumerable.Range(0, RecoveryCode.Many).Select(_ => RecoveryCode.New())];
        db.RecoveryCodes.AddRange(codes.Select(c => RecoveryCode.Of(userId, c)));
        return codes;
    }

    private Task<User> User(Guid userId, CancellationToken ct) => db.AccountUsers.SingleAsync(u => u.Id == userId, ct);
}
