using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Crm;

/// <summary>What somebody at the desk wrote down about a customer, for colleagues; it stays as it was written, with its author.</summary>
public sealed class CustomerNote
{
    public const int TextMaxLength = 2000;

    private CustomerNote() { }

    public Guid Id { get; private init; } = NewId.Next();
    public Guid CustomerId { get; private init; }
    public Guid AuthorId { get; private init; }
    public string AuthorName { get; private init; } = "";
    public string Text { get; private init; } = "";
    public DateTime At { get; private init; }

    public static CustomerNote Write(Guid customerId, string? text, Actor by, DateTime now) => text?.Trim() switch
    {
        null or "" => throw new RuleBroken("A note needs a text."),
        { Length: > TextMaxLength } => throw new RuleBroken($"A note has at most {TextMaxLength} characters."),
        var said => new CustomerNote { CustomerId = customerId, Text = said, AuthorId = by.Id ?? throw new RuleBroken("A note has an author."), AuthorName = by.Name, At = now },
    };
}

internal sealed class CustomerNoteMapping : IEntityTypeConfiguration<CustomerNote>
{
    public void Configure(EntityTypeBuilder<CustomerNote> note)
    {
        note.ToTable("crm_customer_notes");
        note.Property(n => n.Text).HasMaxLength(CustomerNote.TextMaxLength);
        note.Property(n => n.AuthorName).HasMaxLength(Actor.NameMaxLength);
        note.HasIndex(n => new { n.CustomerId, n.At });
        note.HasOne<Customer>().WithMany().HasForeignKey(n => n.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
