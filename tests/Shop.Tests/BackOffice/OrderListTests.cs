using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Desk;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;

namespace Shop.Tests.BackOffice;

/// <summary>The list of orders, and with it what every list can do.</summary>
public sealed class OrderListTests : IClassFixture<OrderListTests.Filled>
{
    private readonly Filled shop;

    public OrderListTests(Filled shop) => this.shop = shop;

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_and_lead_back()
    {
        var staff = await shop.Desk();
        var (seen, url) = (new List<string>(), "/backoffice/orders?sort=total");
        IHtmlDocument page;
        for (page = await staff.GetPage(url); ; page = await staff.GetPage(url))
        {
            seen.AddRange(Numbers(page));
            if (page.QuerySelector("a[rel=next]") is not { } next) break;
            url = next.GetAttribute("href")!;
        }
        Assert.Equal(Filled.Count, seen.Count);
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(Enumerable.Range(0, Filled.Count).Select(i => $"L{i:000}"), seen);
        page = await staff.GetPage(page.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(seen.GetRange(ListDesk.PageSize, ListDesk.PageSize)[^1], Numbers(page)[^1]);
        page = await staff.GetPage(page.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(seen.Take(ListDesk.PageSize), Numbers(page));
        Assert.Null(page.QuerySelector("a[rel=prev]"));
    }

    [Fact]
    public async Task Orders_without_a_promise_come_last_and_none_is_left_out()
    {
        var staff = await shop.Desk();
        foreach (var sort in new[] { "promised", "-promised" })
        {
            var (seen, pages) = (new List<string>(), new List<IReadOnlyList<string>>());
            for (var url = $"/backoffice/orders?sort={sort}"; url is not null;)
            {
                var page = await staff.GetPage(url);
                pages.Add([.. Numbers(page)]);
                seen.AddRange(pages[^1]);
                url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
            }
            Assert.Equal(Filled.Count, seen.Distinct().Count());
            Assert.All(seen.TakeLast(Filled.Count - Filled.Promised), n => Assert.True(int.Parse(n[1..], System.Globalization.CultureInfo.InvariantCulture) >= Filled.Promised));
            for (var url = await LastUrl(staff, sort); pages.Count > 0; pages.RemoveAt(pages.Count - 1))
            {
                var page = await staff.GetPage(url);
                Assert.Equal(pages[^1], Numbers(page));
                if (pages.Count > 1) url = page.QuerySelector("a[rel=prev]")!.GetAttribute("href")!;
            }
        }
    }

    [Fact]
    public async Task A_filter_is_added_changed_and_removed_by_small_forms_and_a_mistake_loses_nothing()
    {
        var staff = await shop.Desk();
        var page = await staff.GetPage("/backoffice/orders?q=l0");
        page = await staff.SubmitForPage(page.Form("form:has(#f-total-v)"), ("op", "more"), ("v", "110"));
        Assert.Contains("f=total~more~110", Uri.UnescapeDataString(page.Location.Href), StringComparison.Ordinal);
        Assert.Contains("Total is more than €110.00", page.Text(".desk-chip"), StringComparison.Ordinal);
        Assert.Equal(89, Count(page));

        page = await staff.SubmitForPage(page.Form("form:has(#f-total-0-v)"), ("op", "between"), ("v", "110"), ("v2", "lots"));
        Assert.Contains("no amount", page.Text(".desk-chip .field-error"), StringComparison.Ordinal);
        Assert.Equal("lots", ((IHtmlInputElement)page.QuerySelector("#f-total-0-v2")!).Value);
        Assert.Equal(Filled.Count - 20, Count(page)); // the search still holds, the filter narrows nothing

        page = await staff.SubmitForPage(page.Form("form:has(#f-total-0-v)"), ("op", "between"), ("v", "110"), ("v2", "112"));
        Assert.Equal(["L010", "L011", "L012"], Numbers(page).Order());
        page = await staff.GetPage(page.QuerySelector(".desk-chip > a")!.GetAttribute("href")!);
        Assert.Empty(page.QuerySelectorAll(".desk-chip"));
        Assert.Contains("q=l0", page.Location.Search, StringComparison.Ordinal);

        page = await staff.GetPage("/backoffice/orders?f=total~more~99999");
        Assert.Contains("No orders match", page.Text(".empty"), StringComparison.Ordinal);
        Assert.Equal(Filled.Count, Count(await staff.GetPage(page.QuerySelector(".empty a")!.GetAttribute("href")!)));
    }

    [Fact]
    public async Task Views_are_kept_changed_shared_copied_and_deleted()
    {
        var staff = await shop.Desk();
        var page = await staff.GetPage("/backoffice/orders?f=total~less~103&sort=-total&cols=number,total");
        page = await staff.SubmitForPage(page.Form("#new-view"), ("name", "Small ones"));
        Assert.Contains("view=own-", page.Location.Search, StringComparison.Ordinal);
        Assert.Equal(["L002", "L001", "L000"], Numbers(page));
        Assert.Equal(["Order", "Total"], page.QuerySelectorAll("thead th:not(.desk-tick)").Select(h => h.TextContent.Trim()));
        Assert.DoesNotContain("(changed)", page.Text(".desk-views"), StringComparison.Ordinal);

        var own = page.Location.PathName + page.Location.Search;
        page = await staff.GetPage(page.QuerySelector("#sort-total")!.GetAttribute("href")!);
        Assert.Contains("Small ones (changed)", page.Text(".desk-views nav"), StringComparison.Ordinal);
        var colleague = await shop.Desk("colleague@example.org");
        Assert.DoesNotContain("Small ones", (await colleague.GetPage("/backoffice/orders")).Text(".desk-views nav"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form("#view-name"), ("name", "Smallest"), ("shareWith", "*"), ("keep", "true"));
        Assert.Equal(["L000", "L001", "L002"], Numbers(page));

        var theirs = await colleague.GetPage(own);
        Assert.Contains("Smallest", theirs.Text(".desk-views [aria-current]"), StringComparison.Ordinal);
        Assert.Null(theirs.QuerySelector("#view-name")); // not theirs to change
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.Post($"{page.QuerySelector("form[action*='/views/']")!.GetAttribute("action")}", theirs, ("name", "Mine"))).StatusCode);
        page = await staff.SubmitForPage(page.Form("form[action$='/delete']"));
        Assert.DoesNotContain("Smallest", page.Text(".desk-views nav"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_chooses_their_columns()
    {
        var staff = await shop.Desk("columns@example.org");
        var page = await staff.GetPage("/backoffice/orders");
        page = await staff.GetPage($"/backoffice/orders?choose-columns=1&col=total&col=number&place-number=1&place-total=2");
        Assert.Equal(["Order", "Total"], Heads(page));
        await staff.SubmitForPage(page.Form("form[action$='/columns']"));
        Assert.Equal(["Order", "Total"], Heads(await staff.GetPage("/backoffice/orders")));
        await staff.SubmitForPage(page.Form("form[action$='/columns']"), ("reset", "true"));
        Assert.Equal(6, Heads(await staff.GetPage("/backoffice/orders")).Count);
    }

    [Fact]
    public async Task A_list_is_taken_away_as_a_file_in_which_nothing_is_a_formula()
    {
        var staff = await shop.Desk();
        var csv = await (await staff.Get("/backoffice/lists/orders/export?format=csv&bom=true&f=total~less~103&sort=total&cols=number,customer,total")).Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.Equal("Order,Customer,Total\r\nL000,'=HYPERLINK(1),100\r\nL001,\"Solberg, Ingrid\",101\r\nL002,\"Solberg, Ingrid\",102\r\n", System.Text.Encoding.UTF8.GetString(csv[3..]));
        var json = await (await staff.Get("/backoffice/lists/orders/export?format=json&cols=number,total")).Content.ReadAsStringAsync();
        Assert.Equal(Filled.Count, System.Text.Json.JsonDocument.Parse(json).RootElement.GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await (await shop.Desk("packer@example.org", Roles.Packer)).Get("/backoffice/lists/orders/export?format=csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get("/backoffice/lists/nothing/export")).StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+47", "'+47")]
    [InlineData("-1", "'-1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData(-12, "-12")]
    [InlineData(true, "yes")]
    [InlineData(null, "")]
    public void A_cell_is_written_so_that_it_is_read_as_it_was(object? value, string cell) => Assert.Equal(cell, ListFile.CsvCell(value));

    [Fact]
    public async Task Many_are_packed_at_once_what_cannot_be_is_named_and_stays_ticked()
    {
        var staff = await shop.Desk();
        var page = await staff.GetPage("/backoffice/orders?sort=total");
        var ids = new[] { "L000", "L001", "L002" }.Select(n => page.QuerySelector($"tr:has(a[href*='{n}']) .desk-tick input")!.GetAttribute("value")!).ToList(); // the first is not paid
        var question = await staff.SubmitForPage(page.Form("#bulk"), [("action", "pack"), .. ids.Select(id => ("id", id))]);
        Assert.Contains("Pack: 3 orders", question.Text("h1"), StringComparison.Ordinal);
        Assert.Equal(0, await Packed());
        var run = await staff.SubmitForPage(question.Form("form[action$='/start']"));
        Assert.Contains("0 done, 0 failed", run.Text("#run"), StringComparison.Ordinal);

        await shop.With<BulkWork>(async work => // one row, and then this node dies
        {
            var next = (await work.Next(default))!.Value;
            Assert.True(await work.Step(next.Id, (_, _) => throw new RuleBroken("Not paid yet."), default));
        });
        await shop.With<RunBulk>(work => work.Run(default));
        await shop.With<RunBulk>(work => work.Run(default)); // being told twice changes nothing
        run = await staff.GetPage(run.Location.PathName);
        Assert.Contains("2 done, 1 failed.", run.Text("#run"), StringComparison.Ordinal);
        Assert.Contains("L000Not paid yet.", run.Text("#run tbody"), StringComparison.Ordinal);
        Assert.Equal(2, await Packed());
        Assert.Equal(1, await shop.InDb(db => db.Orders.Where(o => o.Number == "L001").Select(o => o.Timeline.Count(t => t.Kind == TimelineKind.Packed)).SingleAsync()));

        page = await staff.GetPage(run.QuerySelector("a.btn-primary")!.GetAttribute("href")!);
        Assert.Equal(["L000"], Numbers(page));
        Assert.Single(page.QuerySelectorAll(".desk-tick input[checked]"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await shop.Desk("colleague2@example.org")).Get(run.Location.PathName)).StatusCode);

        var all = await staff.SubmitForPage((await staff.GetPage("/backoffice/orders?f=total~less~110")).Form("#bulk"), ("which", "all"), ("action", "pack"));
        Assert.Contains("10 orders", all.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("Tick the orders first", (await staff.SubmitForPage(page.Form("#bulk"), ("id", ""), ("action", "pack"))).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Papers_are_printed_for_many()
    {
        var staff = await shop.Desk();
        var list = await staff.GetPage("/backoffice/orders?f=total~between~120..122");
        var slips = await staff.SubmitForPage(list.Form("#bulk"), ("which", "all"), ("action", "packing-slips"));
        Assert.Equal(3, slips.QuerySelectorAll("article.sheet").Length);
        var pick = await staff.SubmitForPage(list.Form("#bulk"), ("action", "pick-list"), ("id", list.QuerySelector(".desk-tick input[name=id]")!.GetAttribute("value")!));
        Assert.Contains("1 order", pick.Text(".sheet-head"), StringComparison.Ordinal);
        Assert.Contains("Mug", pick.Text("tbody"), StringComparison.Ordinal);
        Assert.Equal(3, (await staff.SubmitForPage(list.Form("#bulk"), ("which", "all"), ("action", "invoices"))).QuerySelectorAll("article.sheet").Length);
    }

    [Fact]
    public async Task Old_addresses_still_lead_there()
    {
        var staff = await shop.Desk();
        Assert.EndsWith("/backoffice/orders?view=late&q=ada", (await staff.Get("/backoffice/orders?filter=Late&q=ada")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Unpaid for more than a day: yes", (await staff.GetPage("/backoffice/orders?filter=LongUnpaid")).Text(".desk-chip"), StringComparison.Ordinal);
        Assert.Equal(Filled.Count, Count(await staff.GetPage("/backoffice/orders?view=nothing&f=rubbish&sort=rubbish&cols=rubbish&after=rubbish")));
    }

    private Task<int> Packed() => shop.InDb(db => db.Orders.CountAsync(o => o.DeliveryState == DeliveryState.Packed));

    private static async Task<string> LastUrl(Visitor staff, string sort)
    {
        for (var url = $"/backoffice/orders?sort={sort}"; ;)
        {
            if ((await staff.GetPage(url)).QuerySelector("a[rel=next]")?.GetAttribute("href") is not { } next) return url;
            url = next;
        }
    }

    private static List<string> Numbers(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr td:not(.desk-tick):nth-of-type(2) a").Select(a => a.TextContent)];

    private static List<string> Heads(IHtmlDocument page) => [.. page.QuerySelectorAll("thead th:not(.desk-tick)").Select(h => h.TextContent.Trim())];

    private static int Count(IHtmlDocument page) => int.Parse(page.Text(".desk-list-foot").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A shop with enough orders for three pages, all paid but the first.</summary>
    public sealed class Filled : ShopFactory
    {
        public const int Count = 120, Promised = 70;

        public Filled() => InDb(db =>
        {
            for (var i = 0; i < Count; i++)
            {
                var at = Clock.Now.AddDays(-2).AddMinutes(i);
                var order = Order.Place(new OrderRequest($"L{i:000}", null, null, OrderChannel.Web, $"l{i}@example.org", null, Given.Address(i == 0 ? "=HYPERLINK(1)" : "Solberg, Ingrid"), null, null, "EUR",
                    [new OrderLine(null, null, "SKU", "Mug", null, null, 1, new Money(95_00 + i * 100), Money.Zero, 2500, new Money(2_00))],
                    new Money(95_00 + i * 100), Money.Zero, new Money(5_00), new Money(3_00), new Money(100_00 + i * 100), DeliveryMethods.Home, 2500,
                    i < Promised ? DateOnly.FromDateTime(at).AddDays(i % 7) : null, i < Promised ? DateOnly.FromDateTime(at).AddDays(i % 7 + 1) : null, at.AddDays(20), Actor.Guest("x@example.org")), at);
                if (i > 0) order.MarkPaid(order.Total, at, Actor.Gateway);
                db.Add(order);
            }
            return db.SaveChangesAsync();
        }).GetAwaiter().GetResult();

        public async Task<Visitor> Desk(string email = "desk@example.org", string role = Roles.Administrator)
        {
            if (_known.Add(email)) await this.Account(email, role);
            return await this.SignedIn(email);
        }

        private readonly HashSet<string> _known = [];
    }
}
