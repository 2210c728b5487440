using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Where one try to pay stands, in the words of modern providers.</summary>
public enum PaymentAttemptState { Started, RequiresPayment, RequiresAction, Processing, Authorized, Succeeded, Failed, Canceled, Unknown }

/// <summary>One try to pay an order. Saved, with its key, before the provider is asked, so that a repeat is recognised and nothing is charged twice.</summary>
public sealed class PaymentAttempt : Entity
{
    public const int KeyMaxLength = 120;
    public const int IntentMaxLength = 120;
    public const int ProviderMaxLength = 20;
    public const int TextMaxLength = 500;
    public const int FingerprintMaxLength = 80;

    private PaymentAttempt() { }

    public Guid OrderId { get; private init; }
    public string Provider { get; private init; } = "";
    public Money Amount { get; private init; }
    public string Currency { get; private init; } = "";

    /// <summary>Sent with the request that creates the intent; the same request with the same key has one effect.</summary>
    public string IdempotencyKey { get; private init; } = "";

    /// <summary>Where the provider sends the browser afterwards; kept so that the same request can be made again after a crash.</summary>
    public string ReturnUrl { get; private init; } = "";
    public string? IntentId { get; private set; }
    public string? PayUrl { get; private set; }
    public PaymentAttemptState State { get; private set; }
    public string? FailureReason { get; private set; }
    /// <summary>Of the card or account that was used, as the provider tells it.</summary>
    public string? Fingerprint { get; private set; }
    public DateTime StartedAt { get; private init; }
    public DateTime ChangedAt { get; private set; }

    public static PaymentAttempt Start(Guid orderId, int number, string provider, Money amount, string currency, string returnUrl, DateTime now) => new()
    {
        ReturnUrl = returnUrl, OrderId = orderId, Provider = provider, Amount = amount, Currency = currency, IdempotencyKey = $"order-{orderId:N}-{number}-create", StartedAt = now, ChangedAt = now,
    };

    public void Opened(string intentId, string? payUrl, PaymentAttemptState state, DateTime now) =>
        (IntentId, PayUrl, State, ChangedAt) = (intentId, payUrl, state, now);

    public void Became(PaymentAttemptState state, string? failureReason, DateTime now)
    {
        if (State == PaymentAttemptState.Succeeded) return; // late news never undo a payment
        (State, FailureReason, ChangedAt) = (state, failureReason, now);
    }

    /// <summary>With which card or account it was paid.</summary>
    public void PaidWith(string? fingerprint)
    {
        if (fingerprint is { Length: > 0 and <= FingerprintMaxLength }) Fingerprint = fingerprint;
    }
}
