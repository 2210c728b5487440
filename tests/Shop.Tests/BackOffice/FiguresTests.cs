using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Shop.Accounts;
using Shop.Customers;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.BackOffice;

/// <summary>Each figure of the dashboard is the sum of the list that it leads to.</summary>
public sealed class FiguresTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private int _count;

    [Fact]
    public async Task Every_figure_is_the_sum_of_its_list_and_nothing_else()
    {
        await Fill();
        await shop.Account("counts@example.org", Roles.Administrator);
        var staff = await shop.SignedIn("counts@example.org");
        foreach (var range in new[] { "range=30&vs=previous", "range=7&vs=last-year", "range=own&from=2026-04-03&to=2026-05-03&vs=none" })
        {
            var page = await staff.GetPage($"/backoffice?{range}");
            Assert.Equal(await Sum(staff, page, "revenue", "revenue"), Amount(page, "revenue"));
            Assert.Equal(await Sum(staff, page, "orders", null), Amount(page, "orders"));
            Assert.Equal(Math.Round(await Sum(staff, page, "basket", "revenue") / await Sum(staff, page, "basket", null), 2), Amount(page, "basket"));
            Assert.Equal(await Sum(staff, page, "customers", null), Amount(page, "customers"));
            Assert.Equal(Share(await Sum(staff, page, "again", null), await Sum(staff, page, "orders", null)), Amount(page, "again"));
            Assert.Equal(Share(await Sum(staff, page, "share", "revenue"), await Sum(staff, page, "revenue", "revenue")), Amount(page, "share"));
            Assert.Equal(await Sum(staff, page, "active", null), Amount(page, "active"));
            foreach (var points in new[] { "issued", "redeemed", "expired" }) Assert.Equal(await Sum(staff, page, points, points), Amount(page, points));
            Assert.Contains((await staff.GetPage(Link(page, "owed"))).Text(".figure-card strong"), page.Text("#figure-owed"), StringComparison.Ordinal);
            foreach (var row in page.QuerySelectorAll("section[aria-labelledby=states-title] tbody tr, section[aria-labelledby=tiers-title] tbody tr").Where(r => r.QuerySelector("a") is not null))
                Assert.Equal(decimal.Parse(row.QuerySelector("td")!.TextContent, CultureInfo.InvariantCulture), (await Rows(staff, row.QuerySelector("a")!.GetAttribute("href")!, "number,name")).Count);
        }

        // What it must be, counted by hand: a figure and its list could be wrong together.
        var month = await staff.GetPage("/backoffice?range=30");
        Assert.Equal((410m, 4m, 102.5m, 50m), (Amount(month, "revenue"), Amount(month, "orders"), Amount(month, "basket"), Amount(month, "again")));
        Assert.Equal((600m, 150m, 0m, 1m), (Amount(month, "issued"), Amount(month, "redeemed"), Amount(month, "expired"), Amount(month, "active")));
        Assert.Contains("+412.5%, from €80.00", month.Text("#figure-revenue"), StringComparison.Ordinal);
        Assert.Equal(2, month.QuerySelectorAll(".cohorts tbody tr").Length);
        Assert.Contains("100%", month.Text(".cohorts tbody tr"), StringComparison.Ordinal);

        var wrong = await staff.GetPage("/backoffice?range=own&from=2026-06-01&to=2026-05-01");
        Assert.Contains("before the first", wrong.Text("#range-note"), StringComparison.Ordinal);
        Assert.Equal("2026-05-01", ((IHtmlInputElement)wrong.QuerySelector("#to")!).Value);
    }

    // In Oslo it is noon on 2 June; the last thirty days began at midnight of 4 May, 22:00 UTC of the day before.
    private async Task Fill()
    {
        var start = new DateTime(2026, 5, 3, 22, 0, 0, DateTimeKind.Utc);
        await shop.OpenClub();
        await shop.InDb(async db =>
        {
            var (member, other) = (Customer.WithoutSignIn(CustomerOrigin.Web, "m@example.org", "Member", "NO", start.AddDays(-20)), Customer.WithoutSignIn(CustomerOrigin.Web, "o@example.org", "Other", "NO", start.AddDays(-20)));
            db.AddRange(member, other, Customer.WithoutSignIn(CustomerOrigin.Web, "n@example.org", "New", "NO", start), Customer.WithoutSignIn(CustomerOrigin.Web, "b@example.org", "Before", "NO", start.AddTicks(-10_000_000)));
            var account = PointsAccount.Open();
            var membership = Membership.Join(member.Id, account.Id, start.AddDays(-15));
            Entry At(DateTime at) => new($"test:{_count++}", membership.Id, at, Actor.System);
            account.Grant(At(start.AddDays(-14)), 200, start.AddDays(-7));
            account.Expire(At(start.AddDays(-6)), account.Lots[0]);
            account.Grant(At(start), 600, start.AddDays(300));
            account.TakeAway(At(start.AddDays(2)), 150, PointsMove.Redeemed);
            db.AddRange(account, membership);

            db.AddRange(Paid(member.Id, 50, start.AddDays(-10)), Paid(other.Id, 30, start.AddTicks(-10_000_000))); // the days before
            var back = Paid(member.Id, 200, start); // the first instant counts
            back.MarkRefunded(new Money(90_00), start.AddDays(1), Actor.System, "Refunded");
            var gone = Paid(other.Id, 500, start.AddDays(3));
            gone.Cancel(start.AddDays(3), Actor.System, "Cancelled");
            db.AddRange(back, Paid(member.Id, 100, start.AddDays(20)), Paid(null, 120, start.AddDays(5)), Paid(null, 80, start.AddDays(28)), gone, Placed(other.Id, 70, start.AddDays(6)));
            return await db.SaveChangesAsync();
        });
    }

    private Order Paid(Guid? customer, int total, DateTime at)
    {
        var order = Placed(customer, total, at);
        order.MarkPaid(order.Total, at, Actor.Gateway);
        return order;
    }

    private Order Placed(Guid? customer, int total, DateTime at) => Order.Place(new OrderRequest($"F{_count++:000}", customer, null, OrderChannel.Web, "x@example.org", null, Given.Address(), null, null, "EUR",
        [new OrderLine(null, null, "SKU", "Mug", null, null, 1, new Money(total * 100 - 5_00), Money.Zero, 2500, new Money(2_00))],
        new Money(total * 100 - 5_00), Money.Zero, new Money(5_00), new Money(3_00), new Money(total * 100), DeliveryMethods.Home, 2500, null, null, at.AddDays(2), Actor.Guest("x@example.org")), at);

    private static string Link(IHtmlDocument page, string card) => page.QuerySelector($"#figure-{card} p a")?.GetAttribute("href") ?? throw new InvalidOperationException($"{card} leads nowhere.");

    private static decimal Amount(IHtmlDocument page, string card) =>
        page.Text($"#figure-{card} strong") is "–" ? 0 : decimal.Parse(page.Text($"#figure-{card} strong").TrimStart('€').TrimEnd('%', ' '), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static decimal Share(decimal part, decimal whole) => whole == 0 ? 0 : Math.Round(part / whole * 100, 1, MidpointRounding.AwayFromZero);

    // The whole list behind a card, as a file; without a column it is counted.
    private static async Task<decimal> Sum(Visitor staff, IHtmlDocument page, string card, string? column)
    {
        var rows = await Rows(staff, Link(page, card), column ?? "number,name,at");
        return column is null ? rows.Count : rows.Sum(r => r.GetProperty(column).GetDecimal());
    }

    private static async Task<List<JsonElement>> Rows(Visitor staff, string link, string columns)
    {
        var (path, query) = (link.Split('?')[0], string.Join('&', link.Split('?')[1].Split('&').Where(p => !p.StartsWith("cols=", StringComparison.Ordinal))));
        Assert.Empty((await staff.GetPage(link)).QuerySelectorAll(".field-error:not(:empty)")); // the list understands every filter
        var json = await (await staff.Get($"/backoffice/lists/{path.Split('/')[^1]}/export?format=json&{query}&cols={columns}")).Content.ReadAsStringAsync();
        return [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];
    }
}
