using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Mail;

/// <summary>A mail to be sent: written with the change it tells of, sent at least once, parked when nobody takes it. Its key makes the same news one mail, its message id makes a second copy recognisable.</summary>
public sealed class OutgoingMail
{
    public const int SubjectMaxLength = 200;
    public const int TemplateMaxLength = 60;
    public const int KeyMaxLength = 200;
    public const int MessageIdMaxLength = 200;
    public const int ErrorMaxLength = 2000;
    public const int UnsubscribeMaxLength = 500;

    private OutgoingMail() { }

    public Guid Id { get; private init; } = NewId.Next();
    public string To { get; private init; } = "";
    public string Subject { get; private init; } = "";
    public string Html { get; private init; } = "";
    public string Text { get; private init; } = "";
    public string Template { get; private init; } = "";
    public string Key { get; private init; } = "";
    public string MessageId { get; private init; } = "";
    /// <summary>Where its reader ends letters of this kind with one click.</summary>
    public string? Unsubscribe { get; private init; }
    public DateTime CreatedAt { get; private init; }
    public int Attempts { get; private set; }
    public DateTime? NextTryAt { get; private set; }
    public DateTime? SentAt { get; private set; }
    public DateTime? DeadAt { get; private set; }
    public string? Error { get; private set; }

    /// <param name="host">The right side of the message id: the shop's own host.</param>
    internal static OutgoingMail Of(string to, RenderedMail content, string template, string key, string host, DateTime now, string? unsubscribe = null)
    {
        if (!EmailAddress.IsValid(to)) throw new RuleBroken($"“{to}” is not an e-mail address.");
        var id = NewId.Next();
        return new OutgoingMail
        {
            Id = id, To = to, Subject = content.Subject, Html = content.Html, Text = content.Text, Template = template, Key = key,
            MessageId = $"<{id:N}@{host}>", CreatedAt = now, Unsubscribe = unsubscribe,
        };
    }
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("mail_outgoing");
        mail.Property(m => m.To).HasMaxLength(EmailAddress.MaxLength);
        mail.Property(m => m.Subject).HasMaxLength(OutgoingMail.SubjectMaxLength);
        mail.Property(m => m.Template).HasMaxLength(OutgoingMail.TemplateMaxLength);
        mail.Property(m => m.Key).HasMaxLength(OutgoingMail.KeyMaxLength);
        mail.Property(m => m.MessageId).HasMaxLength(OutgoingMail.MessageIdMaxLength);
        mail.Property(m => m.Unsubscribe).HasMaxLength(OutgoingMail.UnsubscribeMaxLength);
        mail.Property(m => m.Error).HasMaxLength(OutgoingMail.ErrorMaxLength);
        mail.HasIndex(m => m.Key).IsUnique();
        mail.HasIndex(m => new { m.SentAt, m.DeadAt, m.NextTryAt }); // what SendWaitingMail looks for
        mail.HasIndex(m => new { m.CreatedAt, m.Id }); // the order of their list
        mail.HasIndex(m => new { m.To, m.CreatedAt }); // what somebody got
    }
}
