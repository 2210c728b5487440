using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Crm;

/// <summary>What somebody writes about.</summary>
public enum ContactTopic { Order, Product, Return, Membership, Other }

/// <summary>Where a message stands.</summary>
public enum ContactState { New, Answered }

/// <summary>What somebody wrote to the shop, kept until it is answered, whatever becomes of the mail about it.</summary>
public sealed class ContactMessage : Entity
{
    public const int NameMaxLength = 120;
    public const int EmailMaxLength = 254;
    public const int OrderNumberMaxLength = 30;
    public const int TextMaxLength = 4000;

    private const int MostUrgent = 100;
    private const long PlaceOfPriority = 10_000_000_000_000_000; // more milliseconds than any clock will show

    private ContactMessage() { }

    public string Name { get; private init; } = "";
    public string Email { get; private init; } = "";
    public ContactTopic Topic { get; private init; }
    public string? OrderNumber { get; private init; }
    public string Text { get; private init; } = "";
    public ContactState State { get; private set; }
    public DateTime WrittenAt { get; private init; }

    /// <summary>What the rules gave its sender's tier when it was written: the higher, the sooner it is answered.</summary>
    public int? Priority { get; private init; }

    /// <summary>Its place among those that wait: the more urgent first, and among equals the older.</summary>
    public long? Turn { get; private init; }
    public string? AnswerText { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTime? AnsweredAt { get; private set; }

    public static ContactMessage Write(string name, string email, ContactTopic topic, string? orderNumber, string text, DateTime now, int priority = 0)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new RuleBroken("A message needs a text.");
        return new ContactMessage
        {
            Name = name.Trim(), Email = email.Trim(), Topic = topic, OrderNumber = string.IsNullOrWhiteSpace(orderNumber) ? null : orderNumber.Trim(), Text = text.Trim(), WrittenAt = now,
            Priority = priority, Turn = (MostUrgent - Math.Clamp(priority, 0, MostUrgent)) * PlaceOfPriority + new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeMilliseconds(),
        };
    }

    /// <param name="text">Null when the answer went another way.</param>
    public void Answer(string? text, Actor by, DateTime now)
    {
        if (State == ContactState.Answered) throw new RuleBroken($"{AnsweredBy} has answered this message already.");
        text = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        if (text?.Length > TextMaxLength) throw new RuleBroken($"An answer has at most {TextMaxLength} characters.");
        (State, AnswerText, AnsweredBy, AnsweredAt) = (ContactState.Answered, text, by.Name, now);
    }
}

internal sealed class ContactMessageMapping : IEntityTypeConfiguration<ContactMessage>
{
    public void Configure(EntityTypeBuilder<ContactMessage> message)
    {
        message.ToTable("crm_contact_messages");
        message.Property(m => m.Name).HasMaxLength(ContactMessage.NameMaxLength);
        message.Property(m => m.Email).HasMaxLength(ContactMessage.EmailMaxLength);
        message.Property(m => m.Topic).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.OrderNumber).HasMaxLength(ContactMessage.OrderNumberMaxLength);
        message.Property(m => m.Text).HasMaxLength(ContactMessage.TextMaxLength);
        message.Property(m => m.AnswerText).HasMaxLength(ContactMessage.TextMaxLength);
        message.Property(m => m.AnsweredBy).HasMaxLength(Actor.NameMaxLength);
        message.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        message.HasIndex(m => new { m.State, m.WrittenAt });
        message.HasIndex(m => new { m.Turn, m.Id }); // who is answered next
        message.HasIndex(m => m.Email); // what somebody wrote
    }
}
