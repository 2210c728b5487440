using Shop.Kernel;

namespace Shop.Promotions;

/// <summary>Where the use of a promotion stands: held while the order is being paid, taken with the payment, released when the order was called off.</summary>
public enum RedemptionState { Held, Taken, Released }

/// <summary>One use of a promotion in one order.</summary>
public sealed class Redemption
{
    public const int KeyMaxLength = 260;

    public Guid Id { get; init; } = NewId.Next();
    public Guid PromotionId { get; init; }
    public Guid? CodeId { get; init; }
    public Guid OrderId { get; init; }

    /// <summary>Under which keys the customer's own uses are counted: the e-mail address, and the account if there is one.</summary>
    public string EmailKey { get; init; } = "";
    public string? CustomerKey { get; init; }
    public Money Amount { get; init; }
    public DateTime HeldAt { get; init; }
    public RedemptionState State { get; init; }
}

/// <summary>How often one customer uses a promotion. Changed only by <see cref="Redemptions"/>.</summary>
public sealed class CustomerUse
{
    public Guid PromotionId { get; init; }
    public string Key { get; init; } = "";
    public int Used { get; init; }

    public static string KeyOf(string email) => "e:" + EmailAddress.Normalise(email);

    public static string KeyOf(Guid customerId) => $"c:{customerId:N}";
}
