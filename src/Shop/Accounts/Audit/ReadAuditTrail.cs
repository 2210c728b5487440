using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts.Audit;

/// <summary>What is looked for in the trail; null is everything.</summary>
public sealed record AuditFilter(Guid? Person = null, string? Kind = null, string? Record = null, string? Verb = null, Area? Area = null, DateTime? From = null, DateTime? Until = null);

/// <summary>Where a page of the trail ends, so that the next goes on there however many were added meanwhile.</summary>
public sealed record AuditPlace(DateTime At, Guid Id);

/// <summary>One line of the trail.</summary>
public sealed record AuditLine(Guid Id, DateTime At, Guid? ById, string ByName, Guid? SessionId, string Address, Area? Area, string Action, string Verb, string Kind, string RecordId, string RecordName, bool IsPersonal, IReadOnlyList<AuditChange> Changes, string? Reason);

/// <summary>Reads the trail, the newest first, page after page.</summary>
public sealed class ReadAuditTrail(ShopDb db)
{
    public const int PageSize = 50;

    /// <summary>A page, and where the next begins; null when it is the last.</summary>
    public async Task<(IReadOnlyList<AuditLine> Lines, AuditPlace? Next)> Page(AuditFilter filter, AuditPlace? after, CancellationToken ct, int size = PageSize)
    {
        var entries = Matching(filter);
        if (after is not null)
        {
            var (at, id) = (after.At, after.Id);
            entries = entries.Where(e => e.At < at || e.At == at && e.Id.CompareTo(id) < 0);
        }
        var found = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(size + 1).ToListAsync(ct);
        var page = found.Take(size).ToList();
        return ([.. page.Select(Line)], found.Count > size ? new AuditPlace(page[^1].At, page[^1].Id) : null);
    }

    /// <summary>Everything that matches, read bit by bit.</summary>
    public async IAsyncEnumerable<AuditLine> All(AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        AuditPlace? after = null;
        do
        {
            (var lines, after) = await Page(filter, after, ct, 500);
            foreach (var line in lines) yield return line;
        }
        while (after is not null);
    }

    /// <summary>Everybody who ever acted, and those who work here, to choose from. Found by jumps through an index, however long the trail is.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> People(CancellationToken ct)
    {
        var acted = await db.Database.SqlQueryRaw<Guid>("""
            with recursive actors(id) as (
                select * from (select "ById" from audit_entries where "ById" is not null order by "ById" limit 1) as first
                union all
                select (select e."ById" from audit_entries e where e."ById" > actors.id order by e."ById" limit 1) from actors where actors.id is not null
            ) select id as "Value" from actors where id is not null
            """).ToListAsync(ct);
        var holders = db.Set<IdentityUserRole<Guid>>().Select(h => h.UserId);
        var people = await db.AccountUsers.AsNoTracking().Where(u => holders.Contains(u.Id) || acted.Contains(u.Id)).OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).Take(500).ToListAsync(ct);
        return [.. people.Select(p => (p.Id, p.DisplayName))];
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (filter.Person is { } person) entries = entries.Where(e => e.ById == person);
        if (filter.Kind is { } kind) entries = entries.Where(e => e.Kind == kind);
        if (filter.Record is { } record) entries = entries.Where(e => e.RecordId == record || e.RecordName == record);
        if (filter.Verb is { } verb) entries = entries.Where(e => e.Verb == verb);
        if (filter.Area is { } area) entries = entries.Where(e => e.Area == area);
        if (filter.From is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.Until is { } until) entries = entries.Where(e => e.At < until);
        return entries;
    }

    private static AuditLine Line(AuditEntry e) => new(e.Id, e.At, e.ById, e.ByName, e.SessionId, e.Address, e.Area, e.Action, e.Verb, e.Kind, e.RecordId, e.RecordName, e.IsPersonal, e.ReadChanges(), e.Reason);
}
