using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Crm;

/// <summary>Whether an address gets the newsletter.</summary>
public enum NewsletterState { Asked, Confirmed, Ended }

/// <summary>An address that was entered for the newsletter. Nothing but the question is sent before its reader says yes; when, and where they did, is kept as long as it holds.</summary>
public sealed class NewsletterSubscriber : Entity
{
    public const int SourceMaxLength = 40;

    public static readonly TimeSpan LinkLives = TimeSpan.FromDays(7);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMinutes(15);

    private NewsletterSubscriber() { }

    public string Email { get; private set; } = "";
    public NewsletterState State { get; private set; }

    /// <summary>Where it was asked for: the page's own word, such as “footer” or “account”.</summary>
    public string Source { get; private set; } = "";
    public DateTime AskedAt { get; private set; }
    public DateTime? ConfirmedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>Who may say yes carries the secret behind this print.</summary>
    public string? ConfirmPrint { get; private set; }

    /// <summary>Part of the link with which each letter can be ended. It can do nothing else, so it is kept as it is.</summary>
    public string EndKey { get; private init; } = Secret.New();

    public static NewsletterSubscriber Of(string email)
    {
        if (!EmailAddress.IsValid(email)) throw new RuleBroken("This does not look like an e-mail address, such as name@example.com.");
        return new NewsletterSubscriber { Email = EmailAddress.Normalise(email), State = NewsletterState.Ended };
    }

    /// <summary>The secret for the mail that asks whether its reader meant it; null when they said yes before, or were asked a moment ago.</summary>
    public string? Ask(string source, DateTime now)
    {
        if (State == NewsletterState.Confirmed) return null;
        if (State == NewsletterState.Asked && AskedAt > now - BetweenQuestions) return null;
        var secret = Secret.New();
        (State, Source, AskedAt, ConfirmPrint, EndedAt) = (NewsletterState.Asked, source, now, Secret.PrintOf(secret), null);
        return secret;
    }

    public bool MayConfirm(string secret, DateTime now) =>
        State == NewsletterState.Asked && ConfirmPrint is { } print && now < AskedAt + LinkLives && Secret.Fits(secret, print);

    /// <summary>Their reader said yes: by the link in the mail, or in an account whose address is confirmed. Being told twice changes nothing.</summary>
    public void Confirm(string source, DateTime now)
    {
        if (State == NewsletterState.Confirmed) return;
        if (State == NewsletterState.Ended) AskedAt = now;
        (State, Source, ConfirmedAt, ConfirmPrint, EndedAt) = (NewsletterState.Confirmed, source, now, null, null);
    }

    /// <summary>Being told twice changes nothing.</summary>
    public void End(DateTime now)
    {
        if (State == NewsletterState.Ended) return;
        (State, EndedAt, ConfirmPrint) = (NewsletterState.Ended, now, null);
    }
}

internal sealed class NewsletterSubscriberMapping : IEntityTypeConfiguration<NewsletterSubscriber>
{
    public void Configure(EntityTypeBuilder<NewsletterSubscriber> subscriber)
    {
        subscriber.ToTable("crm_newsletter_subscribers");
        subscriber.Property(s => s.Email).HasMaxLength(EmailAddress.MaxLength);
        subscriber.Property(s => s.State).HasConversion<string>().HasMaxLength(20);
        subscriber.Property(s => s.Source).HasMaxLength(NewsletterSubscriber.SourceMaxLength);
        subscriber.Property(s => s.ConfirmPrint).HasMaxLength(Secret.PrintLength);
        subscriber.Property(s => s.EndKey).HasMaxLength(Secret.PrintLength);
        subscriber.HasIndex(s => s.Email).IsUnique();
        subscriber.HasIndex(s => s.ConfirmPrint).IsUnique();
        subscriber.HasIndex(s => s.EndKey).IsUnique();
        subscriber.HasIndex(s => new { s.State, s.AskedAt });
    }
}
