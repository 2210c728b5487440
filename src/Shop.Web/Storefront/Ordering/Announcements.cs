using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What a visitor should know before anything else: what is offered at present, from which sum delivery is free, how long things can be returned.</summary>
public sealed class Announcements(DeliveryMethods delivery, IOptions<OrderingOptions> options, Announced announced, ClubNow club, CurrentShop shop, MoneyText money)
{
    private static readonly object NotOpen = new();

    /// <returns>The lines, and the object that lives as long as they say the same in one shop.</returns>
    public async ValueTask<(object Said, IEnumerable<Announcement> Lines)> Now(CancellationToken ct)
    {
        if (!shop.IsOpen) return (NotOpen, Lines([], Entitlements.None));
        var said = await announced.Now(ct);
        // Kept HTML is another for each tier.
        var entitled = await club.Member(ct) is { } me && await club.Club(ct) is { } now ? now.Rules.EntitlementsOf(me.Tier) : Entitlements.None;
        return (said, Lines(said.Lines, entitled));
    }

    private IEnumerable<Announcement> Lines(IReadOnlyList<string> offers, Entitlements entitled)
    {
        foreach (var line in offers) yield return new Announcement("tag", line);
        if (shop.IsOpen && delivery.FreeFromFor(entitled.FreeDeliveryFrom) is { } from) yield return new Announcement("truck-delivery", from <= Kernel.Money.Zero ? "Free delivery" : $"Free delivery from {money.Whole(from)}", "/delivery");
        if (Math.Max(options.Value.ReturnDays, entitled.ReturnDays ?? 0) is > 0 and var days) yield return new Announcement("arrow-back-up", $"{days} days to change your mind", "/returns");
    }
}
