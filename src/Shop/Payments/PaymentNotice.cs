using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Payments;

/// <summary>What a provider told us, word for word, kept before anything is made of it. The unique event id makes a repeat harmless.</summary>
public sealed class PaymentNotice
{
    public const int ProviderMaxLength = 20;
    public const int EventIdMaxLength = 120;
    public const int TypeMaxLength = 80;
    public const int BodyMaxLength = 256 * 1024;
    public const int ErrorMaxLength = 2000;

    private PaymentNotice() { }

    public Guid Id { get; private init; } = NewId.Next();
    public string Provider { get; private init; } = "";
    public string EventId { get; private init; } = "";
    public string Type { get; private init; } = "";
    public string? IntentId { get; private init; }
    public string Body { get; private init; } = "";
    public DateTime ReceivedAt { get; private init; }
    public int Attempts { get; private set; }
    public DateTime? NextTryAt { get; private set; }
    public DateTime? ProcessedAt { get; private set; }
    public DateTime? DeadAt { get; private set; }
    public string? Error { get; private set; }

    public static PaymentNotice Of(string provider, string eventId, string type, string? intentId, string body, DateTime now) =>
        new() { Provider = provider, EventId = eventId, Type = type, IntentId = intentId, Body = body, ReceivedAt = now };

    public void Processed(DateTime now) => (ProcessedAt, Error) = (now, null);

    /// <summary>It could not be used now: the order may not be saved yet, or the provider may be down. Three days of tries, then it waits for a person.</summary>
    public void TryAgain(string error, DateTime now)
    {
        Attempts++;
        Error = error.Length > ErrorMaxLength ? error[..ErrorMaxLength] : error;
        if (now - ReceivedAt > TimeSpan.FromDays(3)) DeadAt = now;
        else NextTryAt = now + TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, Attempts)));
    }
}

internal sealed class PaymentNoticeMapping : IEntityTypeConfiguration<PaymentNotice>
{
    public void Configure(EntityTypeBuilder<PaymentNotice> notice)
    {
        notice.ToTable("payments_notices");
        notice.Property(n => n.Provider).HasMaxLength(PaymentNotice.ProviderMaxLength);
        notice.Property(n => n.EventId).HasMaxLength(PaymentNotice.EventIdMaxLength);
        notice.Property(n => n.Type).HasMaxLength(PaymentNotice.TypeMaxLength);
        notice.Property(n => n.IntentId).HasMaxLength(PaymentNotice.EventIdMaxLength);
        notice.Property(n => n.Error).HasMaxLength(PaymentNotice.ErrorMaxLength);
        notice.HasIndex(n => new { n.Provider, n.EventId }).IsUnique();
        notice.HasIndex(n => new { n.ProcessedAt, n.DeadAt, n.NextTryAt });
    }
}
