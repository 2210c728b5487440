using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Crm;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.BackOffice;

/// <summary>The first page of the back office.</summary>
public sealed class DashboardTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;
    private readonly DateOnly _yesterday;

    public DashboardTests(ShopFactory shop) => (this.shop, _yesterday) = (shop, DateOnly.FromDateTime(shop.Clock.Now).AddDays(-1));

    [Fact]
    public async Task It_opens_on_an_empty_shop_and_then_says_what_needs_attention_and_where()
    {
        await shop.Account("first@example.org", Roles.Administrator);
        var staff = await shop.SignedIn("first@example.org");
        var page = await staff.GetPage("/backoffice");
        Assert.Equal("Dashboard", page.Text("h1"));
        Assert.Contains("No orders yet", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(["€0.00", "0", "–", "1", "–"], page.QuerySelectorAll(".figure-card strong").Select(f => f.TextContent.Trim()));
        Assert.Contains("Nothing waits for you", page.Text("section[aria-labelledby=attention]"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".office-menu .badge"));

        await shop.InDb(async db =>
        {
            var now = shop.Clock.Now;
            var late = Placed("late", promised: _yesterday, now.AddDays(-5));
            late.MarkPaid(late.Total, now, Actor.Gateway);
            var inTime = Placed("in-time", promised: _yesterday.AddDays(1), now.AddHours(-20)); // due today is not late, and unpaid since yesterday evening is not long
            var unpaid = Placed("unpaid", promised: null, now.AddHours(-25));
            var (untracked, tracked, fetched) = (Sent("untracked", now), Sent("tracked", now), Sent("fetched", now));
            db.AddRange(late, inTime, unpaid, untracked, tracked, fetched);
            foreach (var (order, carrier, number) in new[] { (untracked, "Posten", (string?)null), (tracked, "Posten", "42"), (fetched, "", null) })
                db.Add(Shipment.Send(order.Id, carrier, number, [new ShipmentItem(order.Lines[0].Id, 1)], null, null, now));
            db.Add(ContactMessage.Write("Ada", "ada@example.org", ContactTopic.Other, null, "Hello?", now));
            var product = Given.Product().Put(db, now);
            db.Add(Review.Write(product.Id, null, "Ada", null, 5, "", "Good.", verified: false, now));
            return await db.SaveChangesAsync();
        });

        page = await staff.GetPage("/backoffice");
        var links = page.QuerySelectorAll(".attention a").Cast<IHtmlAnchorElement>().Select(a => (Url: a.GetAttribute("href")!, Text: string.Join(' ', a.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).ToList();
        Assert.Equal(["1 order is past its promised date", "1 order is unpaid for more than a day", "1 order is on its way without a tracking number", "1 message is not answered", "1 review waits to be read"], links.Select(l => l.Text));
        foreach (var (link, there) in links.Zip(["late", "unpaid", "untracked", "Ada", "Good."])) Assert.Contains(there, (await staff.GetPage(link.Url)).Text("main"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, (await staff.GetPage(links[0].Url)).QuerySelectorAll("tbody tr").Length);
        Assert.Equal([("/backoffice/orders", "(3 to look at)"), ("/backoffice/reviews", "(1 to look at)"), ("/backoffice/messages", "(1 to look at)")],
            page.QuerySelectorAll(".office-menu a:has(.badge)").Select(a => (a.GetAttribute("href")!, a.QuerySelector(".badge")!.TextContent)));

        await shop.Account("packs@example.org", Roles.Packer); // who sees no figures sees what is to be packed
        page = await (await shop.SignedIn("packs@example.org")).GetPage("/backoffice");
        Assert.Empty(page.QuerySelectorAll(".figure-card, .chart-card, .dashboard-range, .cohorts"));
        Assert.Equal(["late"], page.QuerySelectorAll("section[aria-labelledby=orders-title] tbody a").Select(a => a.TextContent));
    }

    private static Order Sent(string number, DateTime now)
    {
        var order = Placed(number, promised: null, now.AddHours(-2));
        order.MarkPaid(order.Total, now, Actor.Gateway);
        order.MarkPacked(now, Actor.System);
        order.MarkShipped(now, Actor.System, "Shipped");
        return order;
    }

    private static Order Placed(string number, DateOnly? promised, DateTime at) => Order.Place(new OrderRequest(number, null, null, OrderChannel.Web, "ada@example.org", null, Given.Address(), null, null, "EUR",
        [new OrderLine(null, null, "SKU", "Mug", null, null, 1, new Money(10_00), Money.Zero, 2500, new Money(2_00))],
        new Money(10_00), Money.Zero, new Money(5_00), new Money(3_00), new Money(15_00), DeliveryMethods.Home, 2500, promised, promised, at.AddDays(2), Actor.Guest("ada@example.org")), at);
}
