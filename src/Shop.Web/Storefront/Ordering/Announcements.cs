using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What a visitor should know before anything else: what is offered at present, from which sum delivery is free, how long things can be returned.</summary>
public sealed class Announcements(DeliveryMethods delivery, IOptions<OrderingOptions> options, Announced announced, CurrentShop shop, MoneyText money) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var lines = new List<Announcement>();
        if (shop.IsOpen) lines.AddRange((await announced.Now(HttpContext.RequestAborted)).Lines.Select(line => new Announcement("tag", line)));
        if (shop.IsOpen && delivery.FreeFrom is { } from) lines.Add(new Announcement("truck-delivery", $"Free delivery from {money.Whole(from)}", "/delivery"));
        if (options.Value.ReturnDays > 0) lines.Add(new Announcement("arrow-back-up", $"{options.Value.ReturnDays} days to change your mind", "/returns"));
        return View((IReadOnlyList<Announcement>)lines);
    }
}
