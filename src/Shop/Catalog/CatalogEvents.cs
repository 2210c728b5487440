using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What is shown of a product has changed: texts, prices, variants, status or rating. The search index follows.</summary>
public sealed record ProductChanged(Guid ProductId) : IEvent;

/// <summary>An article can be bought that could not, or the other way round.</summary>
public sealed record StockTurned(Guid ProductId, Guid VariantId, bool InStock) : IEvent;

/// <summary>A review was read by staff and is shown now.</summary>
public sealed record ReviewApproved(Guid ReviewId, Guid ProductId, Guid? CustomerId, bool WithPhotos) : IEvent;
