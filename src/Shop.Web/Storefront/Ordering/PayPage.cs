using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What is known of a payment that is not through: being prepared, broken off, declined, at the bank, or not to be known now.</summary>
public sealed record PayPage(OrderDetails Order, PayPageState State, string? Reason)
{
    /// <summary>After how many seconds the page looks again by itself; null when the customer has to do something.</summary>
    public int? LooksAgainAfter => State switch { PayPageState.Preparing => 2, PayPageState.AtTheBank => 5, _ => null };

    /// <summary>What is on record, without asking the provider.</summary>
    public static PayPage Of(OrderDetails order) => order.LastPayment switch
    {
        null or { State: PaymentAttemptState.Started } => new PayPage(order, PayPageState.Preparing, null),
        { State: PaymentAttemptState.Processing } => new PayPage(order, PayPageState.AtTheBank, null),
        { State: PaymentAttemptState.Unknown } => new PayPage(order, PayPageState.NotKnown, null),
        { FailureReason: { } reason } => new PayPage(order, PayPageState.Declined, reason),
        _ => new PayPage(order, PayPageState.BrokenOff, null),
    };

    public static PayPage Of(OrderDetails order, SettlePayment.Outcome outcome) => outcome switch
    {
        SettlePayment.NotKnown => new PayPage(order, PayPageState.NotKnown, null),
        SettlePayment.StillOpen { State: PaymentAttemptState.Processing } => new PayPage(order, PayPageState.AtTheBank, null),
        SettlePayment.StillOpen { Reason: { } reason } => new PayPage(order, PayPageState.Declined, reason),
        _ => new PayPage(order, PayPageState.BrokenOff, null),
    };
}

/// <summary>Why somebody sees the page of an open payment.</summary>
public enum PayPageState { Preparing, BrokenOff, Declined, AtTheBank, NotKnown }
