using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>
/// A payment provider, in the words of modern ones: an intent is created for an order, the customer authorizes it on the provider's pages,
/// and its state is asked for on the server. Every call that changes something carries a key saved beforehand; the same key has one effect.
/// A provider that cannot be reached, or answers nonsense, throws <see cref="PaymentOutcomeUnknown"/>: ask again, never charge again.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>“test” or “stripe”: kept with each attempt.</summary>
    string Provider { get; }

    Task<PaymentIntent> Create(PaymentIntentRequest request, CancellationToken ct);

    /// <summary>What the provider knows now. Null when it never heard of it.</summary>
    Task<PaymentIntent?> Retrieve(string intentId, CancellationToken ct);

    /// <summary>Takes the money of an authorized intent.</summary>
    Task<PaymentIntent> Capture(string intentId, Money amount, string idempotencyKey, CancellationToken ct);

    /// <summary>Gives up an intent that has not succeeded. One that has is returned as it is.</summary>
    Task<PaymentIntent> Cancel(string intentId, string idempotencyKey, CancellationToken ct);

    /// <summary>Gives back money that was captured; never more than is left of it.</summary>
    Task<PaymentRefund> Refund(string intentId, Money amount, string idempotencyKey, CancellationToken ct);
}

/// <summary>Where an intent stands at the provider.</summary>
public enum IntentStatus { RequiresPayment, RequiresAction, Processing, RequiresCapture, Succeeded, Canceled }

/// <summary>What the provider is asked to prepare. The order's id travels as metadata and comes back with every notice.</summary>
public sealed record PaymentIntentRequest(Guid OrderId, string OrderNumber, Money Amount, string Currency, string Email, string ReturnUrl, string IdempotencyKey, bool CaptureLater = false);

/// <summary>An intent as the provider describes it.</summary>
/// <param name="PayUrl">Where the customer authorizes it.</param>
/// <param name="FailureReason">Why the last try failed, as a sentence for the customer.</param>
public sealed record PaymentIntent(string Id, Guid OrderId, IntentStatus Status, Money Amount, string Currency, Money Captured, Money Refunded, string? PayUrl, string? FailureReason)
{
    /// <summary>What tells the card or account that paid apart, equal for each payment with it and saying nothing of its number; null where the provider tells none.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>A refund as the provider describes it.</summary>
public sealed record PaymentRefund(string Id, string IntentId, Money Amount, bool Succeeded, string? FailureReason);

/// <summary>The provider may or may not have done it. Whoever catches this keeps the key and asks.</summary>
public sealed class PaymentOutcomeUnknown(string message, Exception? inner = null) : Exception(message, inner);
