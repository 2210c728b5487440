using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Customers;

/// <summary>How two records were before they became one.</summary>
public sealed record BeforeMerge(
    string? Email, string? IntoEmail, Guid? UserId, Guid? IntoUserId, DateTime? Consent, DateTime? IntoConsent, string? IntoPhone, string? IntoCountry, int? IntoBirthMonth, int? IntoBirthDay)
{
    /// <summary>Whether only the record that goes could sign in.</summary>
    public bool SignInMoves => UserId is not null && IntoUserId is null;

    /// <summary>Whether both could: the sign-in of the record that goes is closed.</summary>
    public bool SignInCloses => UserId is not null && IntoUserId is not null;
}

/// <summary>Staff found out that two records are one person. The record that went stays readable, and for some days all of it can be undone.</summary>
public sealed class CustomerMerge : Entity
{
    public const int ReasonMaxLength = 500;
    public static readonly TimeSpan CanBeUndoneFor = TimeSpan.FromDays(7);

    private CustomerMerge() { }

    public Guid FromId { get; private init; }
    public Guid IntoId { get; private init; }
    public DateTime At { get; private init; }
    public Guid ById { get; private init; }
    public string ByName { get; private init; } = "";
    public string Reason { get; private init; } = "";

    /// <summary>How both were, as JSON.</summary>
    public string Before { get; private init; } = "{}";
    public DateTime? UndoneAt { get; private set; }
    public string? UndoneBy { get; private set; }
    public string? UndoneReason { get; private set; }

    public DateTime UndoneUntil => At + CanBeUndoneFor;

    public static CustomerMerge Of(Guid fromId, Guid intoId, BeforeMerge before, string? reason, Actor by, DateTime now) => new()
    {
        FromId = fromId, IntoId = intoId, At = now, ById = by.Id ?? throw new RuleBroken("Somebody at the desk merges."), ByName = by.Name, Reason = Why(reason), Before = JsonSerializer.Serialize(before),
    };

    public BeforeMerge ReadBefore() => JsonSerializer.Deserialize<BeforeMerge>(Before)!;

    public void Undo(string? reason, Actor by, DateTime now)
    {
        if (now >= UndoneUntil) throw new RuleBroken($"It was merged more than {CanBeUndoneFor.Days} days ago: it cannot be undone any more.");
        (UndoneAt, UndoneBy, UndoneReason) = (now, by.Name, Why(reason));
    }

    private static string Why(string? reason) => reason?.Trim() switch
    {
        null or "" => throw new RuleBroken("Write why: the reason is kept with it."),
        { Length: > ReasonMaxLength } => throw new RuleBroken($"A reason has at most {ReasonMaxLength} characters."),
        var said => said,
    };
}

/// <summary>What kind of thing went from one record to the other.</summary>
public enum MergedKind { Order, Return, ReturnRequest, EarlySale, Cart, CartItem, Draft, Review, Wishlist, StockNotice, Note, Address, Membership, Member, Absorbed, Advocate, Friend, Earned, Adviser }

/// <summary>One thing that a merge moved: undoing it moves exactly these back.</summary>
public sealed class MergedThing
{
    public const int NoteMaxLength = 60;

    private MergedThing() { }

    public Guid MergeId { get; private init; }
    public MergedKind What { get; private init; }
    public Guid ThingId { get; private init; }

    /// <summary>What of it was otherwise before.</summary>
    public string? Note { get; private init; }

    public static MergedThing Of(Guid mergeId, MergedKind what, Guid thingId, string? note = null) => new() { MergeId = mergeId, What = what, ThingId = thingId, Note = note };
}

internal sealed class CustomerMergeMapping : IEntityTypeConfiguration<CustomerMerge>, IEntityTypeConfiguration<MergedThing>
{
    public void Configure(EntityTypeBuilder<CustomerMerge> merge)
    {
        merge.ToTable("customers_merges");
        merge.Property(m => m.ByName).HasMaxLength(Actor.NameMaxLength);
        merge.Property(m => m.Reason).HasMaxLength(CustomerMerge.ReasonMaxLength);
        merge.Property(m => m.UndoneBy).HasMaxLength(Actor.NameMaxLength);
        merge.Property(m => m.UndoneReason).HasMaxLength(CustomerMerge.ReasonMaxLength);
        merge.Ignore(m => m.UndoneUntil);
        merge.HasIndex(m => new { m.FromId, m.At });
        merge.HasIndex(m => new { m.IntoId, m.At });
        merge.HasOne<Customer>().WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
        merge.HasOne<Customer>().WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MergedThing> thing)
    {
        thing.ToTable("customers_merged_things");
        thing.HasKey(t => new { t.MergeId, t.What, t.ThingId });
        thing.Property(t => t.What).HasConversion<string>().HasMaxLength(20);
        thing.Property(t => t.Note).HasMaxLength(MergedThing.NoteMaxLength);
        thing.HasOne<CustomerMerge>().WithMany().HasForeignKey(t => t.MergeId).OnDelete(DeleteBehavior.Restrict);
    }
}
