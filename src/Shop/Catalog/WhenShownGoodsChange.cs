using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Shows a changed or turned product on this node before the event counts as told.</summary>
internal sealed class WhenShownGoodsChange(Showcase showcase) : IWhen<ProductChanged>, IWhen<StockTurned>
{
    public Task Handle(ProductChanged happened, CancellationToken ct) => showcase.Refresh([happened.ProductId], ct);

    public Task Handle(StockTurned happened, CancellationToken ct) => showcase.Refresh([happened.ProductId], ct);
}
