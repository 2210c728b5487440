using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;

namespace Shop.Crm;

/// <summary>What kinds of things happen between a customer and the shop.</summary>
public enum HappeningKind { Order, Points, Tier, Return, Review, Message, Mail, Note, Merge }

/// <summary>One thing that happened.</summary>
/// <param name="About">The number of the order or return, or the id of the message, by which it is found; null where there is no page of its own.</param>
public sealed record Happening(HappeningKind Kind, DateTime At, Guid Id, string Title, string? Text, string? About)
{
    /// <summary>The line of the journal, for who answers for it.</summary>
    public LedgerLine? Ledger { get; init; }
}

/// <summary>A transaction of the points' journal, as it was sealed.</summary>
public sealed record LedgerLine(long Number, PointsMove Kind, string SourceKey, string ByName, long AvailableAfter, long PendingAfter, string Hash, IReadOnlyList<Posting> Postings);

/// <summary>A page of what happened, the newest first.</summary>
/// <param name="Older">Where the next page begins; null when this is the last.</param>
public sealed record HappeningPage(IReadOnlyList<Happening> Rows, string? Older);

/// <summary>Everything that happened between a customer and the shop, in one row or of one kind. A page is found by the instant at which the last one ended.</summary>
public sealed class CustomerTimeline(ShopDb db, RuleBook rules, TimeProvider clock)
{
    public const int PageSize = 25;
    private const int ShownText = 300;

    /// <param name="email">What was written to and from there belongs to them.</param>
    /// <param name="allowed">What the reader may see.</param>
    /// <param name="kind">Null for everything of that.</param>
    /// <param name="older">As <see cref="HappeningPage.Older"/> said; null for the newest.</param>
    public async Task<HappeningPage> Of(Guid customerId, string? email, IReadOnlyCollection<HappeningKind> allowed, HappeningKind? kind, string? older, CancellationToken ct)
    {
        var (before, beforeId) = ReadPlace(older);
        var found = new List<Happening>();
        foreach (var each in allowed.Where(k => kind is null || k == kind)) found.AddRange(await Some(each, customerId, email, before, beforeId, ct));
        var rows = found.OrderByDescending(h => h.At).ThenByDescending(h => h.Id).Take(PageSize).ToList();
        return new HappeningPage(rows, found.Count > PageSize ? $"{rows[^1].At.Ticks:x}-{rows[^1].Id:N}" : null);
    }

    private async Task<List<Happening>> Some(HappeningKind kind, Guid customer, string? email, DateTime before, Guid id, CancellationToken ct)
    {
        const int Most = PageSize + 1;
        switch (kind)
        {
            case HappeningKind.Order:
                return [.. (await db.Orders.AsNoTracking().Where(o => o.CustomerId == customer && (o.PlacedAt < before || o.PlacedAt == before && o.Id < id)).OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(Most)
                    .Select(o => new { o.Id, o.PlacedAt, o.Number, Pieces = o.Lines.Sum(l => l.Quantity), o.State, o.DeliveryState, o.Total }).ToListAsync(ct))
                    .Select(o => new Happening(kind, o.PlacedAt, o.Id, $"Ordered {(o.Pieces == 1 ? "1 piece" : $"{o.Pieces} pieces")}", null, o.Number))];
            case HappeningKind.Points:
                var memberships = db.Memberships;
                return [.. (await db.PointsTransactions.AsNoTracking().Where(t => memberships.Any(m => m.CustomerId == customer && m.Id == t.MemberId) && (t.At < before || t.At == before && t.Id < id)).OrderByDescending(t => t.At).ThenByDescending(t => t.Id).Take(Most).ToListAsync(ct))
                    .Select(t => new Happening(kind, t.At, t.Id, Sentence(t), t.Reason, null) { Ledger = new LedgerLine(t.Number, t.Kind, t.SourceKey, t.ByName, t.AvailableAfter, t.PendingAfter, t.Hash, [.. t.Postings.OrderBy(p => p.Line)]) })];
            case HappeningKind.Tier:
                var members = db.Memberships;
                var ladder = (await rules.At(clock.GetUtcNow().UtcDateTime, ct))?.Rules.Ladder ?? new();
                return [.. (await db.TierChanges.AsNoTracking().Where(t => members.Any(m => m.CustomerId == customer && m.Id == t.MemberId) && (t.At < before || t.At == before && t.Id < id)).OrderByDescending(t => t.At).ThenByDescending(t => t.Id).Take(Most)
                    .Select(t => new { t.At, t.Id, t.From, t.To, t.Reason }).ToListAsync(ct)).Select(t => new Happening(kind, t.At, t.Id, t.From == t.To ? $"{ladder.NameOf(t.To)} is valid anew" : $"{ladder.NameOf(t.From)} became {ladder.NameOf(t.To)}", t.Reason, null))];
            case HappeningKind.Return:
                return [.. (await db.ReturnRequests.AsNoTracking().Where(r => r.CustomerId == customer && (r.RequestedAt < before || r.RequestedAt == before && r.Id < id)).OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.Id).Take(Most)
                    .Select(r => new { r.RequestedAt, r.Id, r.Number, r.State, r.Comment }).ToListAsync(ct)).Select(r => new Happening(kind, r.RequestedAt, r.Id, "Wants to send something back", r.Comment, r.Number))];
            case HappeningKind.Review:
                var products = db.Products;
                return [.. (await db.Reviews.AsNoTracking().Where(r => r.CustomerId == customer && (r.WrittenAt < before || r.WrittenAt == before && r.Id < id)).OrderByDescending(r => r.WrittenAt).ThenByDescending(r => r.Id).Take(Most)
                    .Select(r => new { r.WrittenAt, r.Id, r.Rating, r.Title, Product = products.Where(p => p.Id == r.ProductId).Select(p => p.Name).FirstOrDefault() }).ToListAsync(ct))
                    .Select(r => new Happening(kind, r.WrittenAt, r.Id, $"Gave {r.Product} {(r.Rating == 1 ? "1 star" : $"{r.Rating} stars")}", r.Title, r.Id.ToString()))];
            case HappeningKind.Message when email is not null:
                return [.. (await db.ContactMessages.AsNoTracking().Where(m => m.Email == email && (m.WrittenAt < before || m.WrittenAt == before && m.Id < id)).OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(Most)
                    .Select(m => new { m.WrittenAt, m.Id, m.Text, m.State }).ToListAsync(ct)).Select(m => new Happening(kind, m.WrittenAt, m.Id, m.State == ContactState.New ? "Wrote, and waits for an answer" : "Wrote, and was answered", Short(m.Text), m.Id.ToString()))];
            case HappeningKind.Mail when email is not null:
                return [.. (await db.OutgoingMails.AsNoTracking().Where(m => m.To == email && (m.CreatedAt < before || m.CreatedAt == before && m.Id < id)).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(Most)
                    .Select(m => new { m.CreatedAt, m.Id, m.Subject, m.SentAt, m.DeadAt }).ToListAsync(ct)).Select(m => new Happening(kind, m.CreatedAt, m.Id, $"Letter: {m.Subject}", m.SentAt is not null ? null : m.DeadAt is null ? "Not sent yet" : "Could not be sent", null))];
            case HappeningKind.Note:
                return [.. (await db.CustomerNotes.AsNoTracking().Where(n => n.CustomerId == customer && (n.At < before || n.At == before && n.Id < id)).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Most).ToListAsync(ct))
                    .Select(n => new Happening(kind, n.At, n.Id, $"Note by {n.AuthorName}", n.Text, null))];
            case HappeningKind.Merge:
                var customers = db.Customers;
                var merges = await db.CustomerMerges.AsNoTracking().Where(m => m.FromId == customer || m.IntoId == customer).Select(m => new
                {
                    m.Id, m.FromId, m.At, m.Reason, m.ByName, m.UndoneAt, m.UndoneBy, m.UndoneReason,
                    Other = customers.Where(c => c.Id == (m.FromId == customer ? m.IntoId : m.FromId)).Select(c => c.Name).FirstOrDefault(),
                }).ToListAsync(ct); // few
                return [.. merges.Select(m => new Happening(kind, m.At, m.Id, m.FromId == customer ? $"Merged into {m.Other} by {m.ByName}" : $"{m.Other} was merged into this record by {m.ByName}", m.Reason, m.Id.ToString()))
                    .Concat(merges.Where(m => m.UndoneAt is not null).Select(m => new Happening(kind, m.UndoneAt!.Value, m.Id, $"Parted from {m.Other} again by {m.UndoneBy}", m.UndoneReason, m.Id.ToString())))
                    .Where(h => h.At < before || h.At == before && h.Id < id).OrderByDescending(h => h.At).ThenByDescending(h => h.Id).Take(Most)];
            default:
                return []; // who has no address was written nothing
        }
    }

    private static string Sentence(PointsTransaction transaction)
    {
        var moved = transaction.Postings.Where(p => p is { Unit: LedgerUnit.Points, Book: Book.Available }).Sum(p => p.Amount);
        var waits = transaction.Postings.Where(p => p is { Unit: LedgerUnit.Points, Book: Book.Pending }).Sum(p => p.Amount);
        var words = transaction.Kind switch { PointsMove.MadeDue => "Points got their day", PointsMove.GivenBack => "Points given back", var other => $"Points {char.ToLowerInvariant(other.ToString()[0])}{other.ToString()[1..]}" };
        return (moved, waits) switch { (not 0, _) => FormattableString.Invariant($"{words}: {moved:+#,0;−#,0}"), (_, not 0) => FormattableString.Invariant($"{words}: {waits:+#,0;−#,0} that wait"), _ => words };
    }

    private static string Short(string text) => text.Length <= ShownText ? text : text[..ShownText] + "…";

    private static (DateTime At, Guid Id) ReadPlace(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var at) && at > 0 && at <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var row)
            ? (new DateTime(at, DateTimeKind.Utc), row) : (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), Guid.Empty);
}
