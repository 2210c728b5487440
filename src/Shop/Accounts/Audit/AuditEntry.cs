using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts.Audit;

/// <summary>Who did something, from where, in which area, and by which action of the desk.</summary>
/// <param name="SessionId">The session, to find what else was done in it.</param>
/// <param name="Action">As the program calls it: “OrderSteps.Pack”.</param>
public sealed record AuditOrigin(Actor By, Guid? SessionId, string Address, Area? Area, string Action, string? Reason);

/// <summary>To what it was done: the kind of record, its id, and how people call it.</summary>
/// <param name="IsPersonal">The record tells about a customer: its values are for those who may see customers.</param>
public sealed record AuditRecord(string Kind, string Id, string Name, bool IsPersonal = false);

/// <summary>What one field said before, and what it says now.</summary>
public sealed record AuditChange(string Field, string? Before, string? After);

/// <summary>One thing that somebody who works here did, written in the transaction that did it. The databases refuse to change or delete it.</summary>
public sealed class AuditEntry
{
    public const int NameMaxLength = 200;
    public const int IdMaxLength = 120;
    public const int WordMaxLength = 60;
    public const int ReasonMaxLength = 500;

    private AuditEntry() { }

    public Guid Id { get; private init; } = NewId.Next();
    public DateTime At { get; private init; }
    public ActorKind ByKind { get; private init; }
    public Guid? ById { get; private init; }
    public string ByName { get; private init; } = "";
    public Guid? SessionId { get; private init; }
    public string Address { get; private init; } = "";
    public Area? Area { get; private init; }
    public string Action { get; private init; } = "";

    /// <summary>“Changed”, “Created”, “Deleted”, “Signed in”.</summary>
    public string Verb { get; private init; } = "";
    public string Kind { get; private init; } = "";
    public string RecordId { get; private init; } = "";
    public string RecordName { get; private init; } = "";
    public bool IsPersonal { get; private init; }

    /// <summary>Only the fields that changed, as JSON.</summary>
    public string Changes { get; private init; } = "[]";
    public string? Reason { get; private init; }

    public static AuditEntry Of(AuditOrigin origin, string verb, AuditRecord record, IReadOnlyList<AuditChange> changes, DateTime now) => new()
    {
        At = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), // as precise as both databases keep it
        ByKind = origin.By.Kind, ById = origin.By.Id, ByName = Cut(origin.By.Name, NameMaxLength), SessionId = origin.SessionId, Address = Cut(origin.Address, Session.AddressMaxLength),
        Area = origin.Area, Action = Cut(origin.Action, WordMaxLength), Verb = Cut(verb, WordMaxLength), Kind = Cut(record.Kind, WordMaxLength), RecordId = Cut(record.Id, IdMaxLength), RecordName = Cut(record.Name, NameMaxLength),
        IsPersonal = record.IsPersonal, Changes = JsonSerializer.Serialize(changes), Reason = (origin.By.Reason ?? origin.Reason) is { Length: > 0 } why ? Cut(why, ReasonMaxLength) : null,
    };

    public IReadOnlyList<AuditChange> ReadChanges() => JsonSerializer.Deserialize<List<AuditChange>>(Changes) ?? [];

    /// <summary>A print of all it says, and of what was sealed before it.</summary>
    public string SealAfter(string previous) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        new[] { previous, Id.ToString(), At.ToString("O", CultureInfo.InvariantCulture), ByKind.ToString(), ById?.ToString(), ByName, SessionId?.ToString(), Address, Area?.ToString(), Action, Verb, Kind, RecordId, RecordName, IsPersonal ? "personal" : "", Changes, Reason }
            .Select(part => JsonSerializer.Serialize(part)))))); // quoted, so that no text can slip from one field into the next

    private static string Cut(string text, int length) => text.Length > length ? text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] : text;

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> entry)
        {
            entry.ToTable("audit_entries");
            entry.Property(e => e.ByKind).HasConversion<string>().HasMaxLength(20);
            entry.Property(e => e.ByName).HasMaxLength(NameMaxLength);
            entry.Property(e => e.Address).HasMaxLength(Session.AddressMaxLength);
            entry.Property(e => e.Area).HasConversion<string>().HasMaxLength(20);
            entry.Property(e => e.Action).HasMaxLength(WordMaxLength);
            entry.Property(e => e.Verb).HasMaxLength(WordMaxLength);
            entry.Property(e => e.Kind).HasMaxLength(WordMaxLength);
            entry.Property(e => e.RecordId).HasMaxLength(IdMaxLength);
            entry.Property(e => e.RecordName).HasMaxLength(NameMaxLength);
            entry.Property(e => e.Reason).HasMaxLength(ReasonMaxLength);
            entry.HasIndex(e => new { e.At, e.Id });
            entry.HasIndex(e => new { e.ById, e.At, e.Id });
            entry.HasIndex(e => new { e.Area, e.At, e.Id });
            entry.HasIndex(e => new { e.Kind, e.RecordId, e.At });
        }
    }
}

/// <summary>Chains the entries: each seal holds the print of its entry and of the seal before, so that none can be changed, left out or slipped in between unseen.</summary>
public sealed class AuditSeal
{
    /// <summary>What the first seal follows.</summary>
    public const string Beginning = "";

    private AuditSeal() { }

    public long Number { get; private init; }
    public Guid EntryId { get; private init; }
    public string Hash { get; private init; } = "";
    public DateTime SealedAt { get; private init; }

    internal static AuditSeal After(AuditSeal? last, AuditEntry entry, DateTime now) => new()
    {
        Number = (last?.Number ?? 0) + 1, EntryId = entry.Id, Hash = entry.SealAfter(last?.Hash ?? Beginning), SealedAt = now,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<AuditSeal>
    {
        public void Configure(EntityTypeBuilder<AuditSeal> seal)
        {
            seal.ToTable("audit_seals");
            seal.HasKey(s => s.Number);
            seal.Property(s => s.Number).ValueGeneratedNever(); // two nodes cannot both write the next one
            seal.Property(s => s.Hash).HasMaxLength(Secret.PrintLength);
            seal.HasIndex(s => s.EntryId).IsUnique();
            seal.HasOne<AuditEntry>().WithMany().HasForeignKey(s => s.EntryId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
