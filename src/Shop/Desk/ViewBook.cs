using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>A view as whoever sees it reads it.</summary>
public sealed record SavedView(Guid Id, string Name, string Query, bool Own, string OwnerName, string? SharedWith)
{
    public string Key => OfficeView.KeyOf(Id);
}

/// <summary>Somebody at the desk and their roles.</summary>
public sealed record DeskUser(Guid Id, string Name, IReadOnlyList<string> Roles);

/// <summary>The views of the lists: everybody finds their own and those shared with them, and changes only their own.</summary>
public sealed class ViewBook(ShopDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<SavedView>> Of(string list, DeskUser user, CancellationToken ct) =>
        await db.OfficeViews.AsNoTracking()
            .Where(v => v.List == list && (v.OwnerId == user.Id || v.SharedWith == OfficeView.Everybody || v.SharedWith != null && user.Roles.Contains(v.SharedWith)))
            .OrderBy(v => v.CreatedAt).ThenBy(v => v.Id).Select(v => new SavedView(v.Id, v.Name, v.Query, v.OwnerId == user.Id, v.OwnerName, v.SharedWith)).ToListAsync(ct);

    public async Task<SavedView> Save(string list, string? name, DeskUser user, ListState state, CancellationToken ct)
    {
        if (await db.OfficeViews.CountAsync(v => v.OwnerId == user.Id && v.List == list, ct) >= OfficeView.MostOfOne) throw new RuleBroken($"You have {OfficeView.MostOfOne} views of this list. Delete one you no longer need.");
        var view = OfficeView.Save(list, name, user.Id, user.Name, state, clock.GetUtcNow().UtcDateTime);
        db.Add(view);
        await db.SaveChangesAsync(ct);
        return new SavedView(view.Id, view.Name, view.Query, Own: true, view.OwnerName, null);
    }

    /// <summary>Changes a view of one's own; false when there is none.</summary>
    public async Task<bool> Change(Guid id, DeskUser user, Action<OfficeView> change, CancellationToken ct)
    {
        if (await db.OfficeViews.SingleOrDefaultAsync(v => v.Id == id && v.OwnerId == user.Id, ct) is not { } view) return false;
        change(view);
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task<bool> Delete(Guid id, DeskUser user, CancellationToken ct) => await db.OfficeViews.Where(v => v.Id == id && v.OwnerId == user.Id).ExecuteDeleteAsync(ct) > 0;

    public Task<string?> Columns(string list, Guid userId, CancellationToken ct) => db.OfficeColumns.AsNoTracking().Where(c => c.UserId == userId && c.List == list).Select(c => c.Columns).FirstOrDefaultAsync(ct)!;

    /// <summary>Remembers somebody's columns; none goes back to the list's own.</summary>
    public async Task KeepColumns(string list, Guid userId, IReadOnlyList<string> columns, CancellationToken ct) => await db.Retrying(async () =>
    {
        var kept = await db.OfficeColumns.SingleOrDefaultAsync(c => c.UserId == userId && c.List == list, ct);
        if (columns.Count == 0)
        {
            if (kept is not null) db.Remove(kept);
        }
        else if (kept is null) db.Add(new OfficeColumns { UserId = userId, List = list, Columns = string.Join(',', columns) });
        else kept.Columns = string.Join(',', columns);
        return await db.SaveChangesAsync(ct);
    }, ct);
}
