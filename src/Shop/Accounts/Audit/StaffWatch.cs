using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts.Audit;

/// <summary>While somebody at the desk does something, notes for every record that is saved what changed in it, in the same transaction. Nobody has to remember it.</summary>
public sealed partial class StaffWatch(AuditOrigin origin, Func<Money, string> money, DateTime now) : SaveWatch
{
    private const int MostRecords = 100;
    private const int MostFields = 60;
    private const int ValueMaxLength = 300;

    // Journals of their own, letters and the machinery: the record they belong to tells of the step.
    private static readonly HashSet<string> Quiet =
    [
        "AuditEntry", "AuditSeal", "SavedEvent", "JobRun", "OutgoingMail", "Session", "SignInTry", "MailedLink", "RecoveryCode", "TimelineEntry", "RoleRight", "IdentityUserRole`1", "IdentityRole`1",
        "PointsTransaction", "PointsPosting", "Posting", "LentTier", "EarnedLine", "Lot", "TierChange", "StockMovement", "PriceRecord", "BulkItem", "OfficeView", "PastPrice", "PriceItem", "GoodsLine", "StockLevel", "MergedThing",
    ];

    private static readonly HashSet<string> Personal =
        ["Customer", "Order", "Return", "ReturnRequest", "Shipment", "PaymentAttempt", "ContactMessage", "Adviser", "Review", "Membership", "Referral", "RewardClaim", "Household", "HouseholdSeat", "NewsletterSubscriber", "StockNotice", "Wishlist", "PointsAccount", "CustomerNote", "Correction", "PointsGift", "Cart", "CustomerMerge", "Likeness"];

    private static readonly string[] Names = ["Number", "Name", "DisplayName", "Title", "Code", "Sku", "Slug", "Email"];

    private readonly List<AuditEntry> _written = [];

    internal AuditOrigin Origin => origin;

    /// <summary>Whether anything was noted: by watching, or by whoever acted.</summary>
    public bool HasWritten { get; private set; }

    protected internal override void Saving(ShopDb db)
    {
        // A save that failed before is tried again: what was noted for it is noted anew.
        foreach (var stale in db.ChangeTracker.Entries<AuditEntry>().Where(e => e.State == EntityState.Added && _written.Contains(e.Entity)).ToList()) stale.State = EntityState.Detached;
        _written.Clear();

        var records = Changed(db).ToList();
        foreach (var (root, changes) in records.Take(MostRecords)) Write(db, VerbOf(root.State), RecordOf(root), changes);
        foreach (var kind in records.Skip(MostRecords).GroupBy(r => r.Root.Metadata.ClrType.Name))
            Write(db, "Changed", new AuditRecord(kind.Key, "", $"{kind.Count().ToString(CultureInfo.InvariantCulture)} more", Personal.Contains(kind.Key)), []);
        HasWritten |= db.ChangeTracker.Entries<AuditEntry>().Any(e => e.State == EntityState.Added);
    }

    private void Write(ShopDb db, string verb, AuditRecord record, IReadOnlyList<AuditChange> changes)
    {
        var entry = AuditEntry.Of(origin, verb, record, changes, now);
        _written.Add(entry);
        db.AuditEntries.Add(entry);
    }

    private IEnumerable<(EntityEntry Root, List<AuditChange> Changes)> Changed(ShopDb db)
    {
        var parts = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !Quiet.Contains(e.Metadata.ClrType.Name)).ToList();
        foreach (var whole in parts.GroupBy(p => RootOf(p, db)?.Entity).Where(g => g.Key is not null))
        {
            var root = db.Entry(whole.Key!);
            if (Quiet.Contains(root.Metadata.ClrType.Name)) continue;
            var changes = whole.SelectMany(p => Fields(p, p.Entity == root.Entity ? "" : PartName(p))).Take(MostFields).ToList();
            if (changes.Count > 0 || root.State == EntityState.Deleted) yield return (root, changes);
        }
    }

    private static string PartName(EntityEntry part) => $"{part.Metadata.FindOwnership()?.PrincipalToDependent?.Name ?? part.Metadata.ClrType.Name}.";

    private static EntityEntry? RootOf(EntityEntry part, ShopDb db)
    {
        while (part.Metadata.FindOwnership() is { } owned)
        {
            var key = owned.Properties.Select(p => part.Property(p.Name).CurrentValue ?? part.Property(p.Name).OriginalValue).ToList();
            var owner = db.ChangeTracker.Entries().FirstOrDefault(e => e.Metadata == owned.PrincipalEntityType && owned.PrincipalKey.Properties.Select(p => e.Property(p.Name).CurrentValue).SequenceEqual(key));
            if (owner is null) return null;
            part = owner;
        }
        return part;
    }

    private IEnumerable<AuditChange> Fields(EntityEntry part, string prefix)
    {
        foreach (var property in part.Properties.Where(p => !p.Metadata.IsShadowProperty() && !p.Metadata.IsPrimaryKey() && p.Metadata.Name is not ("Version" or "ConcurrencyStamp" or "NormalizedEmail" or "NormalizedUserName" or "NormalizedName")))
        {
            var (before, after) = (part.State == EntityState.Added ? null : Text(property.OriginalValue), part.State == EntityState.Deleted ? null : Text(property.CurrentValue));
            (before, after) = Shortened(before, after);
            if (before == after || part.State == EntityState.Modified && !property.IsModified) continue;
            yield return SecretName().IsMatch(property.Metadata.Name) ? new AuditChange(prefix + property.Metadata.Name, before is null ? null : "(kept secret)", after is null ? null : "(kept secret, changed)") : new AuditChange(prefix + property.Metadata.Name, before, after);
        }
    }

    private static string VerbOf(EntityState state) => state switch { EntityState.Added => "Created", EntityState.Deleted => "Deleted", _ => "Changed" };

    private static AuditRecord RecordOf(EntityEntry root)
    {
        var kind = root.Metadata.ClrType.Name;
        var id = string.Join(" ", root.Metadata.FindPrimaryKey()!.Properties.Select(p => Convert.ToString(root.Property(p.Name).CurrentValue, CultureInfo.InvariantCulture)));
        var name = Names.Where(n => root.Metadata.FindProperty(n) is not null).Select(n => Convert.ToString(root.Property(n).CurrentValue, CultureInfo.InvariantCulture)).FirstOrDefault(n => !string.IsNullOrEmpty(n));
        return new AuditRecord(kind, id, name ?? "", Personal.Contains(kind));
    }

    private string? Text(object? value)
    {
        var text = value switch
        {
            null => null,
            string s => s,
            Money amount => money(amount),
            DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            bool yes => yes ? "yes" : "no",
            byte[] => "(data)",
            IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable list => JsonSerializer.Serialize(list),
            _ => value.ToString(),
        };
        return string.IsNullOrEmpty(text) ? null : text.Replace("\r\n", "\n", StringComparison.Ordinal); // a browser's line ends are no change
    }

    // Of long texts the part where they begin to differ.
    private static (string? Before, string? After) Shortened(string? before, string? after)
    {
        if (before == after || (before?.Length ?? 0) <= ValueMaxLength && (after?.Length ?? 0) <= ValueMaxLength) return (before, after);
        var same = 0;
        while (same < Math.Min(before?.Length ?? 0, after?.Length ?? 0) && before![same] == after![same]) same++;
        var from = Math.Max(0, same - ValueMaxLength / 10);
        return (Part(before, from), Part(after, from));
    }

    private static string? Part(string? text, int from)
    {
        if (text is null) return null;
        var rest = text.AsSpan(Math.Min(from, text.Length));
        return string.Concat(from > 0 ? "…" : "", rest.Length > ValueMaxLength ? rest[..ValueMaxLength] : rest, rest.Length > ValueMaxLength ? "…" : "");
    }

    [GeneratedRegex("Password|Stamp|Print|Secret|Sealed|Token|Hash")]
    private static partial Regex SecretName();
}
