using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What one reduction took off an order, under the name the customer was shown.</summary>
public sealed record OrderReduction(string Name, Money Amount, Guid? PromotionId = null, string? Code = null, bool OnDelivery = false)
{
    public const int NameMaxLength = 120;
    public const int CodeMaxLength = 40;

    public Guid Id { get; init; } = NewId.Next();
    public int Position { get; internal init; }

    /// <summary>“Welcome (WELCOME10)”.</summary>
    public string Title => Code is null ? Name : $"{Name} ({Code})";

    public static IReadOnlyList<OrderReduction> Of(Quote quote) =>
        [.. quote.Reductions.Where(r => !r.Amount.IsZero).Select(r => new OrderReduction(r.Name, r.Amount, r.PromotionId, r.Code, r.OnDelivery))];
}
