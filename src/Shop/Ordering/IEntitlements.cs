using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Tells what a customer has by right of who they are to the shop. Always the same number of questions, however many rules there are.</summary>
public interface IEntitlements
{
    /// <param name="customerId">Null for a guest, who has none.</param>
    ValueTask<Entitlements> Of(Guid? customerId, CancellationToken ct);
}

/// <summary>Rights that make an order cheaper or easier; cart, checkout and order read the same ones.</summary>
public sealed record Entitlements
{
    public static readonly Entitlements None = new();

    /// <summary>Where they come from, as the customer reads it: “Gold”.</summary>
    public string From { get; init; } = "";

    /// <summary>Off all goods, beside every promotion.</summary>
    public int PercentOffBasisPoints { get; init; }

    /// <summary>From which sum of goods ordinary delivery is free; null: as for everybody.</summary>
    public Money? FreeDeliveryFrom { get; init; }

    /// <summary>How long goods can be sent back; null: as for everybody.</summary>
    public int? ReturnDays { get; init; }

    /// <summary>How much earlier than everybody they may buy what comes out.</summary>
    public EarlyRight Early { get; init; } = EarlyRight.None;

    /// <summary>What of it a quote counts.</summary>
    public IReadOnlyList<Reduction> Reductions => PercentOffBasisPoints > 0 ? [new PercentOff($"{From} price, {(decimal)PercentOffBasisPoints / 100:0.##}% off", PercentOffBasisPoints)] : [];
}
