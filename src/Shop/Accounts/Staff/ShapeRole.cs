using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>Makes roles and says what they allow. It holds from each holder's next click on; nobody widens a role they have themselves.</summary>
public sealed class ShapeRole(ShopDb db, RoleManager<IdentityRole<Guid>> roles, StaffBook book, AuditTrail trail)
{
    /// <summary>Null when there is no such role.</summary>
    /// <param name="seen">What it allowed when they began, as <see cref="RoleSheet.Print"/> says it.</param>
    /// <exception cref="RuleBroken">The role is fixed, is their own, allows more than they may give, or a colleague changed it meanwhile.</exception>
    public Task<RoleSheet?> Save(Guid roleId, IReadOnlySet<Right> rights, string? seen, SignedIn by, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<IdentityRole<Guid>>().Where(r => r.Id == roleId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Name, x => x.Name), ct); // held: of two who save at once the second sees the first
        if ((await book.Sheets(ct)).SingleOrDefault(s => s.Id == roleId) is not { } sheet) return null;
        Check(sheet, rights, by);
        if (seen != sheet.Print) throw new RuleBroken(await ChangedMeanwhile(roleId, ct));
        var wanted = Rights.WithSight(rights);
        foreach (var right in sheet.Rights.Except(wanted)) db.Remove(RoleRight.Of(roleId, right));
        foreach (var right in wanted.Except(sheet.Rights)) db.Add(RoleRight.Of(roleId, right));
        if (!wanted.SetEquals(sheet.Rights)) trail.Note(Actor.Staff(by.UserId, by.Name), "Changed rights", RecordOf(sheet), Changes(sheet.Rights, wanted));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return sheet;
    }, ct);

    /// <summary>Who changed a role last, for somebody who began before that.</summary>
    public async Task<string> ChangedMeanwhile(Guid roleId, CancellationToken ct)
    {
        var id = roleId.ToString();
        var last = await db.AuditEntries.AsNoTracking().Where(e => e.Kind == "Role" && e.RecordId == id && e.Verb == "Changed rights").OrderByDescending(e => e.At).ThenByDescending(e => e.Id).FirstOrDefaultAsync(ct);
        var what = last is null ? "" : string.Join("; ", last.ReadChanges().Select(c => Right.Read(c.Field) is { } right ? $"{(c.After is null ? "no longer" : "new")}: {Rights.Words(right)}" : c.Field));
        return last is null ? "A colleague changed this role meanwhile. What you ticked is still here: look at it once more." : $"{last.ByName} changed this role meanwhile ({what}). What you ticked is still here: look at it once more.";
    }

    /// <summary>What would be refused is refused before it is asked about.</summary>
    public static void Check(RoleSheet sheet, IEnumerable<Right> rights, SignedIn by)
    {
        if (sheet.IsFixed) throw new RuleBroken("The administrator may do everything. That cannot be changed.");
        if (by.Roles.Contains(sheet.Name)) throw new RuleBroken("This is a role of your own: a colleague has to change it.");
        Delegation.Within(by, sheet.Name, sheet.Rights.Union(Rights.WithSight(rights)));
    }

    /// <exception cref="RuleBroken">The name is empty, too long or taken.</exception>
    public async Task<Guid> Create(string? name, Guid? like, SignedIn by, CancellationToken ct)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > Roles.NameMaxLength) throw new RuleBroken($"A role's name has 1 to {Roles.NameMaxLength} characters.");
        var pattern = (await book.Sheets(ct)).SingleOrDefault(s => s.Id == like);
        if (pattern is { IsFixed: true }) throw new RuleBroken("The administrator's role is the only one of its kind.");
        if (pattern is not null) Delegation.Within(by, pattern.Name, pattern.Rights);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var role = new IdentityRole<Guid>(name) { Id = NewId.Next() };
        if (await roles.FindByNameAsync(name) is not null || await roles.CreateAsync(role) is { Succeeded: false }) throw new RuleBroken($"There is a role “{name}” already.");
        foreach (var right in pattern?.Rights ?? new HashSet<Right>()) db.Add(RoleRight.Of(role.Id, right));
        trail.Note(Actor.Staff(by.UserId, by.Name), "Created", new AuditRecord("Role", role.Id.ToString(), name), Changes(new HashSet<Right>(), pattern?.Rights ?? new HashSet<Right>()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return role.Id;
    }

    /// <summary>False when there is no such role.</summary>
    /// <exception cref="RuleBroken">Somebody has it, or it is fixed.</exception>
    public Task<bool> Delete(Guid roleId, SignedIn by, CancellationToken ct) => db.Retrying(async () =>
    {
        if ((await book.Sheets(ct)).SingleOrDefault(s => s.Id == roleId) is not { } sheet) return false;
        if (sheet.Holders.Count > 0) throw new RuleBroken($"{sheet.Holders[0].Name}{(sheet.Holders.Count > 1 ? $" and {sheet.Holders.Count - 1} more" : "")} {(sheet.Holders.Count > 1 ? "have" : "has")} this role. Give them another first.");
        Check(sheet, [], by);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var held = db.Set<IdentityUserRole<Guid>>();
        if (await db.Set<IdentityRole<Guid>>().Where(r => r.Id == roleId && !held.Any(h => h.RoleId == roleId)).ExecuteDeleteAsync(ct) == 0) throw new RuleBroken("Somebody has just been given this role.");
        trail.Note(Actor.Staff(by.UserId, by.Name), "Deleted", RecordOf(sheet), Changes(sheet.Rights, new HashSet<Right>()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }, ct);

    private static AuditRecord RecordOf(RoleSheet sheet) => new("Role", sheet.Id.ToString(), sheet.Name);

    private static List<AuditChange> Changes(IReadOnlySet<Right> before, IReadOnlySet<Right> after) =>
        [.. Rights.All.Where(r => before.Contains(r) != after.Contains(r)).Select(r => new AuditChange(r.ToString(), before.Contains(r) ? "yes" : null, after.Contains(r) ? "yes" : null))];
}
