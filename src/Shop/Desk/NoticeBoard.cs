using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>One notice as its reader sees it.</summary>
public sealed record NoticeLine(Guid Id, string Text, string Url, DateTime At, bool IsNew);

/// <summary>Tells colleagues what concerns them, once each, and keeps it for sixty days.</summary>
public sealed class NoticeBoard(ShopDb db, TimeProvider clock)
{
    public const int PageSize = 30;
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(60);

    /// <param name="source">What it tells of; who heard of that before is not told again.</param>
    /// <param name="needs">What somebody must be allowed to do to see it.</param>
    public async Task Tell(IEnumerable<Guid> people, string source, string text, string url, string? needs, CancellationToken ct)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        text = text.Length > DeskNotice.TextMaxLength ? text[..(DeskNotice.TextMaxLength - 1)] + "…" : text;
        foreach (var person in people.Distinct())
        {
            var id = NewId.Next();
            await db.Database.ExecuteSqlAsync($"""insert into office_notices ("Id", "ForId", "Source", "Text", "Url", "Needs", "At") values ({id}, {person}, {source}, {text}, {url}, {needs}, {at}) on conflict do nothing""", ct);
        }
    }

    /// <summary>Which of these were told to anybody.</summary>
    public async Task<HashSet<string>> Told(IReadOnlyCollection<string> sources, CancellationToken ct) =>
        [.. await db.DeskNotices.Where(n => sources.Contains(n.Source)).Select(n => n.Source).Distinct().ToListAsync(ct)];

    /// <summary>A page, the newest first.</summary>
    /// <param name="rights">What the reader may do, as notices write it.</param>
    /// <param name="older">Where the last page ended; null for the newest.</param>
    /// <returns>The notices, and where the next page begins; null on the last.</returns>
    public async Task<(IReadOnlyList<NoticeLine> Lines, string? Older)> Of(Guid person, IReadOnlyCollection<string> rights, string? older, CancellationToken ct)
    {
        var (at, id) = PlaceOf(older);
        var found = await db.DeskNotices.AsNoTracking().Where(n => n.ForId == person && (n.Needs == null || rights.Contains(n.Needs)) && (n.At < at || n.At == at && n.Id < id))
            .OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(PageSize + 1).Select(n => new NoticeLine(n.Id, n.Text, n.Url, n.At, n.SeenAt == null)).ToListAsync(ct);
        return found.Count <= PageSize ? (found, null) : (found[..PageSize], $"{found[PageSize - 1].At.Ticks:x}-{found[PageSize - 1].Id:N}");
    }

    /// <summary>Marks one as read.</summary>
    /// <returns>Where it leads; null when it is not theirs to see.</returns>
    public async Task<string?> Read(Guid person, IReadOnlyCollection<string> rights, Guid id, CancellationToken ct)
    {
        if (await db.DeskNotices.Where(n => n.Id == id && n.ForId == person && (n.Needs == null || rights.Contains(n.Needs))).Select(n => n.Url).SingleOrDefaultAsync(ct) is not { } url) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        await db.DeskNotices.Where(n => n.Id == id && n.SeenAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, now), ct);
        return url;
    }

    public Task ReadAll(Guid person, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.DeskNotices.Where(n => n.ForId == person && n.SeenAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, now), ct);
    }

    /// <summary>Forgets what is older than it is kept.</summary>
    public Task Tidy(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - KeptFor;
        return db.DeskNotices.Where(n => n.At < before).ExecuteDeleteAsync(ct);
    }

    private static (DateTime At, Guid Id) PlaceOf(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var at) && at > 0 && at <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var row)
            ? (new DateTime(at, DateTimeKind.Utc), row) : (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), Guid.Empty);
}
