using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Keeps the passkeys of each person: at most ten, each with a name, and each change told to the mailbox.</summary>
public sealed class PasskeyBook(ShopDb db, AccountLetters letters, TimeProvider clock)
{
    public async Task<IReadOnlyList<PasskeyLine>> Of(Guid userId, CancellationToken ct) =>
        await db.Passkeys.Where(k => k.UserId == userId).OrderBy(k => k.CreatedAt).ThenBy(k => k.Id).Select(k => new PasskeyLine(k.Id, k.Name, k.CreatedAt, k.LastUsedAt, k.IsBackedUp)).ToListAsync(ct);

    public Task<int> CountOf(Guid userId, CancellationToken ct) => db.Passkeys.CountAsync(k => k.UserId == userId, ct);

    /// <exception cref="RuleBroken">There are ten already, or somebody has this key.</exception>
    public async Task Add(Guid userId, string? name, UserPasskeyInfo key, CancellationToken ct)
    {
        if (await CountOf(userId, ct) >= Passkey.MostPerUser) throw new RuleBroken($"An account has at most {Passkey.MostPerUser} passkeys. Remove one that you no longer use first.");
        var added = Passkey.Of(userId, Passkey.Named(name), key, Now);
        db.Passkeys.Add(added);
        await letters.SecurityChanged(await User(userId, ct), "A passkey was added", $"The passkey “{added.Name}” can sign in to your account from now on.", ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException twice) when (Contention.IsLostRace(twice))
        {
            throw new RuleBroken("This passkey is known already.");
        }
    }

    /// <summary>False when it is not theirs.</summary>
    public async Task<bool> Rename(Guid userId, Guid id, string? name, CancellationToken ct)
    {
        var named = Passkey.Named(name);
        return await db.Passkeys.Where(k => k.Id == id && k.UserId == userId).ExecuteUpdateAsync(k => k.SetProperty(x => x.Name, named), ct) == 1;
    }

    /// <summary>False when it is not theirs.</summary>
    public async Task<bool> Remove(Guid userId, Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var name = await db.Passkeys.Where(k => k.Id == id && k.UserId == userId).Select(k => k.Name).SingleOrDefaultAsync(ct);
        if (await db.Passkeys.Where(k => k.Id == id && k.UserId == userId).ExecuteDeleteAsync(ct) != 1) return false;
        await letters.SecurityChanged(await User(userId, ct), "A passkey was removed", $"The passkey “{name}” no longer signs in to your account.", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Notes that a key answered a challenge. False when this challenge was answered before.</summary>
    public async Task<bool> Used(UserPasskeyInfo key, string challenge, CancellationToken ct)
    {
        var now = Now;
        var spent = SpentChallenge.Of(challenge, now);
        db.Add(spent);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException twice) when (Contention.IsLostRace(twice))
        {
            db.Entry(spent).State = EntityState.Detached;
            return false;
        }
        var count = (long)key.SignCount;
        await db.Passkeys.Where(k => k.CredentialId == key.CredentialId)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now).SetProperty(x => x.SignCount, count).SetProperty(x => x.IsBackedUp, key.IsBackedUp), ct);
        return true;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Task<User> User(Guid userId, CancellationToken ct) => db.AccountUsers.SingleAsync(u => u.Id == userId, ct);
}

/// <summary>One line of the list of passkeys.</summary>
public sealed record PasskeyLine(Guid Id, string Name, DateTime CreatedAt, DateTime? LastUsedAt, bool IsSynced);
