using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Issues links and lets each be used once. A new link of a kind replaces the one before; a mailbox gets at most five of a kind per hour. Links that make a device known go out once in a quarter of an hour, and do not replace each other: who asks for them all the time takes none away.</summary>
public sealed class MailedLinks(ShopDb db, TimeProvider clock)
{
    private const int MostPerHour = 5;
    private static readonly TimeSpan BetweenDoors = TimeSpan.FromMinutes(15);

    /// <summary>Adds a link to what the next save writes and returns its secret, or null when there were too many lately.</summary>
    public async Task<string?> Issue(LinkPurpose purpose, User user, string? newEmail, CancellationToken ct)
    {
        var now = Now;
        var hourAgo = now.AddHours(-1);
        var mine = db.AccountLinks.Where(l => l.UserId == user.Id && l.Purpose == purpose);
        if (await mine.CountAsync(l => l.CreatedAt > hourAgo, ct) >= MostPerHour) return null;

        // With the new one or not at all: whoever loses a race must not take the winner's link along.
        foreach (var before in await mine.Where(l => l.UsedAt == null).ToListAsync(ct)) before.GiveWay(now);
        var secret = Secret.New();
        db.AccountLinks.Add(MailedLink.Of(purpose, user.Id, newEmail, secret, now));
        return secret;
    }

    /// <summary>As <see cref="Issue"/>, for a link that makes the browser of its reader known to the account.</summary>
    public async Task<string?> IssueDoor(User user, CancellationToken ct)
    {
        var now = Now;
        var lately = now - BetweenDoors;
        if (await db.AccountLinks.AnyAsync(l => l.UserId == user.Id && l.Purpose == LinkPurpose.KnowDevice && l.CreatedAt > lately, ct)) return null;
        var secret = Secret.New();
        db.AccountLinks.Add(MailedLink.Of(LinkPurpose.KnowDevice, user.Id, null, secret, now));
        return secret;
    }

    /// <summary>The link, if it can still be used.</summary>
    public async Task<MailedLink?> Find(LinkPurpose purpose, string? secret, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(secret)) return null;
        var (print, now) = (Secret.PrintOf(secret), Now);
        var also = purpose == LinkPurpose.ResetPassword ? LinkPurpose.Invite : purpose; // who is invited chooses a password as well
        return await db.AccountLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Print == print && (l.Purpose == purpose || l.Purpose == also) && l.UsedAt == null && l.ExpiresAt > now, ct);
    }

    /// <summary>False when somebody was quicker: then nothing may be done.</summary>
    public async Task<bool> Use(MailedLink link, CancellationToken ct)
    {
        var now = Now;
        return await db.AccountLinks.Where(l => l.Id == link.Id && l.UsedAt == null && l.ExpiresAt > now).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), ct) == 1;
    }

    /// <summary>After a new password or address, what was mailed before opens nothing.</summary>
    public Task EndAll(Guid userId, CancellationToken ct)
    {
        var now = Now;
        return db.AccountLinks.Where(l => l.UserId == userId && l.UsedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
