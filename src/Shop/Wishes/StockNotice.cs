using Shop.Kernel;

namespace Shop.Wishes;

/// <summary>Somebody's wish to be told by mail each time an article can be had again, until they say stop or half a year is over. One mail a return, never to a mailbox whose reader did not agree.</summary>
public sealed class StockNotice : Entity
{
    public const int TokenLength = 43;
    public const int MostOfMailbox = 50;
    public const int MostMailsPerDay = 10;
    public static readonly TimeSpan Life = TimeSpan.FromDays(180);
    public static readonly TimeSpan TimeToConfirm = TimeSpan.FromDays(3);

    private StockNotice() { }

    public Guid VariantId { get; private init; }
    public Guid ProductId { get; private init; }
    public string Email { get; private init; } = "";
    public Guid? CustomerId { get; private set; }

    /// <summary>In the letters’ links: who has it reads the mailbox.</summary>
    public string Token { get; private init; } = "";
    public DateTime AskedAt { get; private set; }
    public DateTime? ConfirmedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }

    /// <summary>Set while the article is away: its return is news. Cleared with the mail, so that a return is told once.</summary>
    public bool IsWaiting { get; private set; }
    public DateTime? ToldAt { get; private set; }

    public static StockNotice Ask(Guid productId, Guid variantId, string email, DateTime now) => new()
    {
        ProductId = productId, VariantId = variantId, Email = EmailAddress.Normalise(email), Token = Secret.New(), AskedAt = now, ExpiresAt = now + TimeToConfirm, IsWaiting = true,
    };

    /// <summary>Asked for again before it was confirmed: the time to confirm starts anew.</summary>
    public void AskAgain(DateTime now)
    {
        AskedAt = now;
        if (ConfirmedAt is null) ExpiresAt = now + TimeToConfirm;
    }

    /// <summary>Its reader said yes, by the link in the mail or by being signed in with this address. Saying it again starts the half year anew.</summary>
    public void Confirm(Guid? customerId, DateTime now)
    {
        ConfirmedAt ??= now;
        ExpiresAt = now + Life;
        CustomerId ??= customerId;
    }
}
