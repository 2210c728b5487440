namespace Shop.Catalog;

/// <summary>What the catalogue needs to know of orders: who has which product from us.</summary>
public interface IPurchases
{
    /// <summary>Whether it was delivered to this customer; what they sent back later counts too.</summary>
    Task<bool> Delivered(Guid customerId, Guid productId, CancellationToken ct);

    /// <summary>The products that were delivered to this customer, the latest first.</summary>
    Task<IReadOnlyList<DeliveredProduct>> DeliveredTo(Guid customerId, CancellationToken ct);

    /// <summary>Those of these pictures that stand in somebody's order, whatever became of the product.</summary>
    Task<IReadOnlyList<string>> Pictured(IReadOnlyList<string> files, CancellationToken ct);
}

/// <summary>A product somebody has, and since when.</summary>
public sealed record DeliveredProduct(Guid ProductId, DateTime At);
