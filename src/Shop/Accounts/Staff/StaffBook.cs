using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>A colleague in the list.</summary>
/// <param name="IsSecure">Whether a second step or a passkey stands behind their sign-in.</param>
/// <param name="IsInvited">They have not yet chosen a password.</param>
public sealed record Colleague(Guid Id, string Name, string Email, IReadOnlyList<string> Roles, DateTime? LastSeenAt, bool IsSecure, bool IsInvited, bool IsDisabled);

/// <summary>A role with what it allows and who has it.</summary>
public sealed record RoleSheet(Guid Id, string Name, IReadOnlySet<Right> Rights, IReadOnlyList<(Guid Id, string Name)> Holders)
{
    /// <summary>The administrator's role allows everything, and stays.</summary>
    public bool IsFixed => Name == Roles.Administrator;

    /// <summary>What it allows in one word: whoever changes it says from what.</summary>
    public string Print => Secret.PrintOf(string.Join(' ', Rights.Select(r => r.ToString()).Order(StringComparer.Ordinal)))[..16];
}

/// <summary>Somebody asks for a right.</summary>
/// <param name="Through">The role by which they have the right meanwhile; null while they do not.</param>
public sealed record OpenRequest(Guid Id, Guid UserId, string Name, Right Right, string Path, string? Why, DateTime AskedAt, string? Through);

/// <summary>Reads who works here, what each role allows, and who asks for more.</summary>
public sealed class StaffBook(ShopDb db)
{
    public async Task<IReadOnlyList<Colleague>> All(CancellationToken ct)
    {
        var holders = db.Set<IdentityUserRole<Guid>>().Select(h => h.UserId);
        return await Read(db.AccountUsers.Where(u => holders.Contains(u.Id)), ct);
    }

    /// <summary>Null when nobody with a role has this id.</summary>
    public async Task<Colleague?> One(Guid id, CancellationToken ct)
    {
        var held = db.Set<IdentityUserRole<Guid>>();
        return (await Read(db.AccountUsers.Where(u => u.Id == id && held.Any(h => h.UserId == u.Id)), ct)).SingleOrDefault();
    }

    /// <summary>The administrator first, the others by name.</summary>
    public async Task<IReadOnlyList<RoleSheet>> Sheets(CancellationToken ct)
    {
        var roles = await db.Set<IdentityRole<Guid>>().AsNoTracking().Select(r => new { r.Id, r.Name }).ToListAsync(ct);
        var rights = (await db.RoleRights.AsNoTracking().ToListAsync(ct)).ToLookup(r => r.RoleId, r => r.Right);
        var users = db.AccountUsers;
        var holders = (await db.Set<IdentityUserRole<Guid>>().Join(users, h => h.UserId, u => u.Id, (h, u) => new { h.RoleId, u.Id, u.DisplayName }).ToListAsync(ct)).ToLookup(h => h.RoleId);
        return [.. roles.OrderBy(r => r.Name != Roles.Administrator).ThenBy(r => r.Name, StringComparer.Ordinal).Select(r => new RoleSheet(r.Id, r.Name!,
            r.Name == Roles.Administrator ? Rights.All.ToHashSet() : rights[r.Id].Where(Rights.Exists).ToHashSet(), [.. holders[r.Id].OrderBy(h => h.DisplayName, StringComparer.Ordinal).Select(h => (h.Id, h.DisplayName))]))];
    }

    /// <summary>Those that wait first; then those whose asker has the right meanwhile.</summary>
    public async Task<IReadOnlyList<OpenRequest>> Requests(CancellationToken ct)
    {
        var sheets = await Sheets(ct);
        var users = db.AccountUsers;
        var open = await db.AccessRequests.AsNoTracking().Where(r => r.AnsweredAt == null).OrderBy(r => r.AskedAt)
            .Join(users, r => r.UserId, u => u.Id, (r, u) => new { r.Id, r.UserId, u.DisplayName, r.Area, r.Act, r.Path, r.Why, r.AskedAt }).Take(100).ToListAsync(ct);
        return [.. open.Select(r => new OpenRequest(r.Id, r.UserId, r.DisplayName, new Right(r.Area, r.Act), r.Path, r.Why, r.AskedAt,
            sheets.FirstOrDefault(s => s.Rights.Contains(new Right(r.Area, r.Act)) && s.Holders.Any(h => h.Id == r.UserId))?.Name)).OrderBy(r => r.Through is not null)];
    }

    private async Task<IReadOnlyList<Colleague>> Read(IQueryable<User> who, CancellationToken ct)
    {
        var (held, roles, sessions, apps, passkeys) = (db.Set<IdentityUserRole<Guid>>(), db.Set<IdentityRole<Guid>>(), db.AccountSessions, db.Authenticators, db.Passkeys);
        var people = await who.AsNoTracking().OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new
        {
            u.Id, u.DisplayName, u.Email, u.EmailConfirmed, u.IsDisabled,
            Last = sessions.Where(s => s.UserId == u.Id).Max(s => (DateTime?)s.LastSeenAt),
            Secure = apps.Any(a => a.UserId == u.Id) || passkeys.Any(k => k.UserId == u.Id),
        }).ToListAsync(ct);
        var ids = people.Select(p => p.Id).ToList();
        var names = (await held.Where(h => ids.Contains(h.UserId)).Join(roles, h => h.RoleId, r => r.Id, (h, r) => new { h.UserId, r.Name }).ToListAsync(ct)).ToLookup(h => h.UserId, h => h.Name!);
        return [.. people.Select(p => new Colleague(p.Id, p.DisplayName, p.Email!, [.. names[p.Id].Order(StringComparer.Ordinal)], p.Last, p.Secure, !p.EmailConfirmed, p.IsDisabled))];
    }
}
