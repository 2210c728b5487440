using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.BackOffice;

/// <summary>Customers at the desk: found, listed, and all that is known of one.</summary>
public sealed class CustomersTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_customer_is_listed_with_what_they_bought_and_their_page_tells_everything()
    {
        await shop.Account("desk@example.org", Roles.Administrator);
        var id = await Known("Ada Lovelace", "ada@example.net", orders: 30);
        await Known("Grace Hopper", "grace@example.net", orders: 0);
        var staff = await shop.SignedIn("desk@example.org");

        var list = await staff.GetPage("/backoffice/customers?q=love");
        Assert.Equal("Ada Lovelace", list.QuerySelector("tbody a")!.TextContent);
        Assert.Contains("30", list.Text("td[data-label=Orders]"), StringComparison.Ordinal);
        Assert.Contains("€435.00", list.Text("td[data-label=Spent]"), StringComparison.Ordinal); // one of them was refunded
        Assert.Contains("Ada", (await staff.GetPage("/backoffice/customers?f=tier~is~Gold")).Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Grace", (await staff.GetPage("/backoffice/customers?f=tier~is~none&q=grace")).Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Ada", (await staff.GetPage("/backoffice/customers?sort=-points")).QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);

        var page = await staff.GetPage(list.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("Gold", page.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("€435.00", page.Text(".office-figures"), StringComparison.Ordinal);
        Assert.Contains("Written by hand", page.Text("section[aria-labelledby=timeline]"), StringComparison.Ordinal);
        Assert.Contains("Hello?", page.Text("section[aria-labelledby=timeline]"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form("#text"), ("text", "Likes the moss glaze."));
        Assert.Contains("Likes the moss glaze.", page.Text(".timeline li"), StringComparison.Ordinal);
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#text"), ("text", " "));
        Assert.Contains("A note needs a text.", refused.Text(".error-summary"), StringComparison.Ordinal);

        var seen = new List<string>();
        for (var url = $"/backoffice/customers/{id}?kind=Order"; url is not null;)
        {
            page = await staff.GetPage(url);
            seen.AddRange(page.QuerySelectorAll("section[aria-labelledby=timeline] .timeline a").Select(a => a.GetAttribute("href")!));
            url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(30, seen.Distinct().Count());
        Assert.Equal(30, seen.Count);
        var ledger = await staff.GetPage($"/backoffice/customers/{id}?kind=Points");
        Assert.Contains("hand:", ledger.Text(".timeline details"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/customers/{Guid.NewGuid()}")).StatusCode);
        var number = await shop.InDb(db => db.Memberships.Where(m => m.CustomerId == id).Select(m => m.Number).SingleAsync());
        Assert.EndsWith(id.ToString(), (await staff.Get($"/backoffice/customers/{number}")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_looks_for_something_finds_what_they_may_open()
    {
        await shop.Account("finder@example.org", Roles.Administrator);
        await shop.Account("packer@example.org", Roles.Packer);
        await Known("Katherine Johnson", "kat@example.net", orders: 1);
        await shop.Have(Given.Product("Katydid bowl"));
        var (staff, packer) = (await shop.SignedIn("finder@example.org"), await shop.SignedIn("packer@example.org"));
        var found = (await staff.GetPage("/backoffice/find?q=kat")).Text("main");
        Assert.Contains("Katherine Johnson", found, StringComparison.Ordinal);
        Assert.Contains("Katydid bowl", found, StringComparison.Ordinal);
        Assert.Contains("Create a promotion", (await staff.GetPage("/backoffice/find?q=coupon&part=true")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("kat@example.net-0", (await staff.GetPage("/backoffice/find?q=KAT@example.net-")).Text("main"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Nothing found", (await staff.GetPage("/backoffice/find?q=zzzz")).Text("main"), StringComparison.Ordinal);

        var theirs = await packer.GetPage("/backoffice/find?q=kat");
        Assert.Empty(theirs.QuerySelectorAll("main a[href*='/customers/']"));
        Assert.Single(theirs.QuerySelectorAll("main a[href*='/orders/']"));
        Assert.DoesNotContain("Create a promotion", (await packer.GetPage("/backoffice/find")).Text("main"), StringComparison.Ordinal);
    }

    private Task<Guid> Known(string name, string email, int orders) => shop.InDb(async db =>
    {
        var now = shop.Clock.Now;
        var customer = Customer.WithoutSignIn(CustomerOrigin.Web, email, name, "NO", now.AddDays(-60));
        db.Add(customer);
        for (var i = 0; i < orders; i++)
        {
            var order = Order.Place(new OrderRequest($"{email.ToUpperInvariant()}-{i}", customer.Id, null, OrderChannel.Web, email, null, Given.Address(name), null, null, "EUR",
                [new OrderLine(null, null, "SKU", "Mug", null, null, 1, new Money(10_00), Money.Zero, 2500, new Money(2_00))],
                new Money(10_00), Money.Zero, new Money(5_00), new Money(3_00), new Money(15_00), DeliveryMethods.Home, 2500, null, null, null, Actor.Guest(email)), now.AddDays(-30)); // all at the same instant
            order.MarkPaid(order.Total, now.AddDays(-30), Actor.Gateway);
            if (i == 0) order.MarkRefunded(new Money(15_00), now.AddDays(-20), Actor.System, "Broken");
            db.Add(order);
        }
        if (orders > 1)
        {
            var account = PointsAccount.Open();
            var member = Membership.Join(customer.Id, account.Id, now.AddDays(-40));
            member.Stand(Tier.Gold, now.AddDays(-40), null, Guid.NewGuid());
            account.Grant(new Entry($"hand:{customer.Id:N}", member.Id, now, Actor.System, "Written by hand"), 500, now.AddYears(1));
            db.AddRange(account, member, ContactMessage.Write(name, email, ContactTopic.Other, null, "Hello?", now));
        }
        await db.SaveChangesAsync();
        return customer.Id;
    });
}
