using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What a visitor should know before anything else: what is offered at present, from which sum delivery is free, how long things can be returned.</summary>
public sealed class Announcements(DeliveryMethods delivery, IOptions<OrderingOptions> options, Announced announced, CurrentShop shop, MoneyText money)
{
    private static readonly object NotOpen = new();

    /// <returns>The lines, and the object that lives as long as they say the same in one shop.</returns>
    public async ValueTask<(object Said, IEnumerable<Announcement> Lines)> Now(CancellationToken ct)
    {
        if (!shop.IsOpen) return (NotOpen, Lines([]));
        var said = await announced.Now(ct);
        return (said, Lines(said.Lines));
    }

    private IEnumerable<Announcement> Lines(IReadOnlyList<string> offers)
    {
        foreach (var line in offers) yield return new Announcement("tag", line);
        if (shop.IsOpen && delivery.FreeFrom is { } from) yield return new Announcement("truck-delivery", $"Free delivery from {money.Whole(from)}", "/delivery");
        if (options.Value.ReturnDays > 0) yield return new Announcement("arrow-back-up", $"{options.Value.ReturnDays} days to change your mind", "/returns");
    }
}
