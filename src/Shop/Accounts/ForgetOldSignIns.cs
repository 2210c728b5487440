using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Every hour: forgets sessions and links that are over, guesses and challenges that no longer count, and accounts nobody confirmed within a month.</summary>
public sealed class ForgetOldSignIns(ShopDb db, TimeProvider clock)
{
    private static readonly TimeSpan KeepLinks = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepChallenges = TimeSpan.FromDays(1); // they are good for ten minutes
    private static readonly TimeSpan KeepUnconfirmed = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (tries, idle, oldest, links, unconfirmed) =
            (now - 2 * SignInLimits.Window, now - SessionLife.OfMembers.Idle, now - SessionLife.OfMembers.Longest, now - KeepLinks, now - KeepUnconfirmed);
        await db.SignInTries.Where(t => t.At < tries).ExecuteDeleteAsync(ct);
        var challenges = now - KeepChallenges;
        await db.Set<SpentChallenge>().Where(c => c.At < challenges).ExecuteDeleteAsync(ct);
        await db.AccountSessions.Where(s => s.LastSeenAt < idle || s.CreatedAt < oldest).ExecuteDeleteAsync(ct);
        await db.AccountLinks.Where(l => l.ExpiresAt < links).ExecuteDeleteAsync(ct);
        await db.AccountUsers.Where(u => !u.EmailConfirmed && u.PasswordChangedAt < unconfirmed).ExecuteDeleteAsync(ct);
    }
}
