using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Sending things back for who has the order's link.</summary>
[Route("orders/{token:length(32)}/returns")]
public sealed class ReturnsController(OrderReader orders, ReturnReader returns, PreviewReturn preview, AskForReturn ask, DecideReturn decide, TimeProvider clock)
    : ReturnPagesController(returns, preview, ask, decide, clock)
{
    protected override string Home => $"/orders/{RouteData.Values["token"]}";

    protected override Task<OrderDetails?> Find(CancellationToken ct) => orders.ByToken((string)RouteData.Values["token"]!, ct);
}
