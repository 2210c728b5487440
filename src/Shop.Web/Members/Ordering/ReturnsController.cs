using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.Members.Ordering;

/// <summary>Sending back what a customer bought. Somebody else's order is answered like one that does not exist.</summary>
[Route("account/orders/{number}/returns")]
public sealed class ReturnsController(CurrentMember member, OrderReader orders, ReturnReader returns, PreviewReturn preview, AskForReturn ask, DecideReturn decide, TimeProvider clock)
    : ReturnPagesController(returns, preview, ask, decide, clock)
{
    protected override string Home => $"/account/orders/{RouteData.Values["number"]}";

    protected override async Task<OrderDetails?> Find(CancellationToken ct) => await orders.OwnedBy(await member.RequiredCustomerId(ct), (string)RouteData.Values["number"]!, ct);
}
