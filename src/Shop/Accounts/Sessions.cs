using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Opens, finds and ends sessions. What is found is true at this moment: block, roles and name are read with it, nothing is remembered in a cookie.</summary>
public sealed class Sessions(ShopDb db, TimeProvider clock)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    // Asked for every page of everybody who is signed in: compiled once. Most have no role, so roles are a question of their own.
    private static readonly Func<ShopDb, string, CancellationToken, Task<Found?>> BehindPrint = EF.CompileAsyncQuery((ShopDb db, string print, CancellationToken _) => (
        from session in db.Set<Session>()
        join user in db.Set<User>() on session.UserId equals user.Id
        where session.Print == print && session.Stamp == user.SecurityStamp && !user.IsDisabled
        select new Found(session.Id, session.CreatedAt, session.LastSeenAt, session.VerifiedAt, session.StrongSince != null, user.Id, user.DisplayName, user.Email!,
            db.Set<IdentityUserRole<Guid>>().Any(h => h.UserId == user.Id))).SingleOrDefault());

    /// <summary>Returns the secret for the browser; it is nowhere else.</summary>
    /// <param name="strong">Two factors were shown.</param>
    public async Task<string> Open(User user, bool strong, DateTime? keptUntil, string device, string address, CancellationToken ct)
    {
        var secret = Secret.New();
        db.AccountSessions.Add(Session.Open(user, secret, strong, keptUntil, device, address, Now));
        await db.SaveChangesAsync(ct);
        return secret;
    }

    /// <summary>The person proved again to be the one: the session goes on under a new secret, and the one before opens nothing. Null when it is over.</summary>
    public async Task<(string Secret, DateTime? KeptUntil)?> Renew(Guid sessionId, bool strong, CancellationToken ct)
    {
        var (secret, now) = (Secret.New(), Now);
        var print = Secret.PrintOf(secret);
        var mine = db.AccountSessions.Where(s => s.Id == sessionId);
        if (await mine.ExecuteUpdateAsync(s => s.SetProperty(x => x.Print, print).SetProperty(x => x.VerifiedAt, now), ct) != 1) return null;
        if (strong) await mine.Where(s => s.StrongSince == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.StrongSince, now), ct);
        return (secret, await mine.Select(s => s.KeptUntil).SingleOrDefaultAsync(ct));
    }

    /// <summary>Who this secret stands for now, or nobody.</summary>
    public async Task<SignedIn?> Find(string secret, CancellationToken ct)
    {
        if (await BehindPrint(db, Secret.PrintOf(secret), ct) is not { } found) return null;
        var (roles, rights) = found.HasRoles ? await StandingOf(found.UserId, ct) : ([], []);
        if (SessionLife.For(roles).IsOver(found.CreatedAt, found.LastSeenAt, Now)) return null;

        if (found.LastSeenAt <= Now - SeenEvery) await MarkSeen(found.Id, ct);
        return new SignedIn(found.Id, found.UserId, found.DisplayName, found.Email, roles, found.VerifiedAt ?? found.CreatedAt, found.IsStrong) { Rights = rights };
    }

    public async Task<IReadOnlyList<OpenSession>> Of(Guid userId, CancellationToken ct)
    {
        var users = db.AccountUsers;
        var roles = await RolesOf(userId, ct);
        var sessions = await db.AccountSessions.AsNoTracking()
            .Where(s => s.UserId == userId && users.Any(u => u.Id == userId && u.SecurityStamp == s.Stamp)).OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
        return [.. sessions.Where(s => !SessionLife.For(roles).IsOver(s.CreatedAt, s.LastSeenAt, Now)).Select(s => new OpenSession(s.Id, s.Device, s.Address, s.CreatedAt, s.LastSeenAt))];
    }

    /// <summary>Ends the session of this secret; being told twice changes nothing.</summary>
    public Task EndBySecret(string secret, CancellationToken ct)
    {
        var print = Secret.PrintOf(secret);
        return db.AccountSessions.Where(s => s.Print == print).ExecuteDeleteAsync(ct);
    }

    /// <summary>Ends one session of this user. False when it is not theirs or over already.</summary>
    public async Task<bool> End(Guid userId, Guid sessionId, CancellationToken ct) =>
        await db.AccountSessions.Where(s => s.Id == sessionId && s.UserId == userId).ExecuteDeleteAsync(ct) == 1;

    public Task EndOthers(Guid userId, Guid but, CancellationToken ct) =>
        db.AccountSessions.Where(s => s.UserId == userId && s.Id != but).ExecuteDeleteAsync(ct);

    public async Task<IReadOnlyList<string>> RolesOf(Guid userId, CancellationToken ct)
    {
        var roles = db.Set<IdentityRole<Guid>>();
        return await db.Set<IdentityUserRole<Guid>>().Where(h => h.UserId == userId).Join(roles, h => h.RoleId, r => r.Id, (h, r) => r.Name!).ToListAsync(ct);
    }

    // Read with each request, so that a right given or taken holds at once, on every node.
    /// <summary>Whether somebody may still do this: for what goes on after their request.</summary>
    public async Task<bool> MayStill(Guid userId, Right right, CancellationToken ct) =>
        await db.AccountUsers.AnyAsync(u => u.Id == userId && !u.IsDisabled, ct) && (await StandingOf(userId, ct)).Rights.Contains(right);

    private async Task<(IReadOnlyList<string> Roles, IReadOnlyList<Right> Rights)> StandingOf(Guid userId, CancellationToken ct)
    {
        var rows = await (from held in db.Set<IdentityUserRole<Guid>>()
                          join role in db.Set<IdentityRole<Guid>>() on held.RoleId equals role.Id
                          where held.UserId == userId
                          from right in db.Set<RoleRight>().Where(r => r.RoleId == role.Id).DefaultIfEmpty()
                          select new { role.Name, Area = (Area?)right!.Area, Act = (Act?)right!.Act }).ToListAsync(ct);
        List<string> roles = [.. rows.Select(r => r.Name!).Distinct()];
        return (roles, roles.Contains(Roles.Administrator) ? Rights.All : [.. rows.Where(r => r.Area is not null).Select(r => new Right(r.Area!.Value, r.Act!.Value)).Where(Rights.Exists).Distinct()]);
    }

    /// <summary>Who works here under this address; null when nobody does.</summary>
    public async Task<(Guid Id, string Name)?> StaffOf(string email, CancellationToken ct)
    {
        var (normal, held) = (EmailAddress.Normalise(email).ToUpperInvariant(), db.Set<IdentityUserRole<Guid>>());
        var user = await db.AccountUsers.AsNoTracking().Where(u => u.NormalizedEmail == normal && held.Any(h => h.UserId == u.Id)).Select(u => new { u.Id, u.DisplayName }).SingleOrDefaultAsync(ct);
        return user is null ? null : (user.Id, user.DisplayName);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Task<int> MarkSeen(Guid id, CancellationToken ct)
    {
        var (now, before) = (Now, Now - SeenEvery);
        return db.AccountSessions.Where(s => s.Id == id && s.LastSeenAt <= before).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), ct);
    }

    private sealed record Found(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, DateTime? VerifiedAt, bool IsStrong, Guid UserId, string DisplayName, string Email, bool HasRoles);
}

/// <summary>Who is asking, as it is at this moment: when they last proved to be the one, and whether two factors stand behind the session.</summary>
public sealed record SignedIn(Guid SessionId, Guid UserId, string Name, string Email, IReadOnlyList<string> Roles, DateTime VerifiedAt, bool IsStrong)
{
    /// <summary>What all their roles together allow.</summary>
    public IReadOnlyList<Right> Rights { get; init; } = [];
}

/// <summary>One line of “where you are signed in”.</summary>
public sealed record OpenSession(Guid Id, string Device, string Address, DateTime CreatedAt, DateTime LastSeenAt);
