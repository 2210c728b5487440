using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Counts guesses before they are looked at, so that many at once gain nothing, and says when one has to wait. What may be guessed at (passwords, codes) is counted apart.</summary>
public sealed class Guesses(ShopDb db, GuessGate gate, IOptions<AccountsOptions> options, TimeProvider clock, ILogger<Guesses> log)
{
    public abstract record Answer;

    /// <summary>It is counted as wrong until <see cref="WasRight"/> says otherwise.</summary>
    public sealed record Go(SignInTry Guess) : Answer;

    /// <summary>Too many wrong guesses: this one may not be looked at.</summary>
    public sealed record Later(DateTime At) : Answer;

    /// <param name="at">What is guessed at: an account's password, an account's second step.</param>
    /// <param name="device">The device, when this account has signed in on it before.</param>
    public async Task<Answer> Take(string at, Guid? device, string address, CancellationToken ct)
    {
        var guess = SignInTry.Of(at, address, device, clock.GetUtcNow().UtcDateTime);
        if (await WaitFor(guess, ct) is { } soon) return new Later(soon); // the usual answer to an attack writes nothing
        using (await gate.Enter(guess.Account, ct))
        {
            db.SignInTries.Add(guess);
            await db.SaveChangesAsync(ct);
            if (await WaitFor(guess, ct) is not { } until) return new Go(guess);
            await db.SignInTries.Where(t => t.Id == guess.Id).ExecuteDeleteAsync(ct); // others came at the same moment; waiting is not made longer by asking again
            db.Entry(guess).State = EntityState.Detached;
            return new Later(until);
        }
    }

    public Task WasRight(SignInTry guess, CancellationToken ct) =>
        db.SignInTries.Where(t => t.Id == guess.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.Succeeded, true), ct);

    private async Task<DateTime?> WaitFor(SignInTry guess, CancellationToken ct)
    {
        var limits = options.Value.Limits;
        var since = guess.At - SignInLimits.Window;
        var others = db.SignInTries.AsNoTracking().Where(t => t.At > since && t.Id != guess.Id);

        // Strangers are told apart by address, known devices by themselves.
        var mine = await others.Where(t => t.Account == guess.Account && t.Device == guess.Device && (guess.Device != null || t.Address == guess.Address))
            .Select(t => new { t.At, t.Succeeded }).ToListAsync(ct);
        var lastRight = mine.Where(t => t.Succeeded).Select(t => t.At).DefaultIfEmpty(DateTime.MinValue).Max();
        if (limits.NextGuess([.. mine.Where(t => !t.Succeeded && t.At > lastRight).Select(t => t.At)]) is { } next && next > guess.At) return next;
        if (guess.Device is not null) return null;

        var strangers = others.Where(t => t.Device == null && !t.Succeeded);
        if (limits.AddressIsGuessing(await strangers.CountAsync(t => t.Address == guess.Address, ct))) return guess.At + SignInLimits.Window;

        var wrong = await strangers.Where(t => t.Address != guess.Address).GroupBy(t => new { t.Address, IsHere = t.Account == guess.Account })
            .Select(g => new { g.Key.Address, g.Key.IsHere, Count = g.Count() }).ToListAsync(ct);
        if (limits.AccountIsUnderAttack([.. wrong.Where(w => w.IsHere).Select(w => w.Count)]))
        {
            log.LogWarning("Account {Account} is being guessed at from many addresses; unknown devices need a mailed link.", guess.Account[..12]);
            return guess.At + SignInLimits.Window;
        }
        var right = await others.Where(t => t.Succeeded).Select(t => t.Account).Distinct().CountAsync(ct);
        if (!limits.ShopIsUnderAttack([.. wrong.GroupBy(w => w.Address).Select(g => g.Sum(w => w.Count))], right)) return null;
        log.LogWarning("Many wrong passwords are being tried from many addresses; unknown devices need a mailed link.");
        return guess.At + SignInLimits.Window;
    }
}

/// <summary>
/// Lets guesses at one account be counted one after the other on this node, so that of many at once exactly as many as are free go through.
/// Between nodes the order of counting already keeps them from being more.
/// </summary>
public sealed class GuessGate : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> Enter(string account, CancellationToken ct)
    {
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(account) % (uint)_gates.Length];
        await gate.WaitAsync(ct);
        return new Turn(gate);
    }

    public void Dispose()
    {
        foreach (var gate in _gates) gate.Dispose();
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
