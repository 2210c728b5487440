using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.BackOffice;

/// <summary>Somebody at the desk makes an order for a customer who calls: priced as theirs, kept while it is made, paid by link or at the desk.</summary>
public sealed class DeskOrderTests(ShopFactory shop) : IClassFixture<ShopFactory>, IAsyncLifetime
{
    private static readonly ProgrammeRules Rules = new()
    {
        Ladder = new LadderTerms
        {
            Tiers =
            [
                new TierTerms { Tier = Tier.Member, Name = "Member" },
                new TierTerms { Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = 500 }, Benefits = new TierBenefits { PercentOffBasisPoints = 1_000, FreeDeliveryFrom = new Money(15_00), ReturnDays = 60 } },
            ],
        },
    };

    public Task InitializeAsync() => shop.OpenClub(Rules);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_gold_members_order_has_their_price_and_is_paid_by_the_link_they_get()
    {
        var staff = await Desk("phone@example.org", Roles.Support); // who may not take money
        var (member, visitor) = await shop.Member("gold@example.org", 1_000);
        await shop.StandAt(member, Tier.Gold);
        var bowl = await shop.Stock(Given.Product("Telephone bowl").Priced(20_05).Stocked(3));
        await visitor.Add(await visitor.GetPage("/track"), bowl); // their own cart stays theirs

        var page = await Begin(staff, "gold@example.org");
        Assert.Contains("Gold", page.Text("h1"), StringComparison.Ordinal);
        var draft = page.Location.PathName;
        page = await staff.GetPage($"{draft}?q=telephone+bowl");
        page = await staff.SubmitForPage(page.Form("form[action$='/items']"), ("quantity", "2"));
        Assert.Contains("Gold price, 10", page.Text(".totals"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form("form[action$='/quantities']"), ("quantity", "9"));
        Assert.Contains("Only 3 of Telephone bowl are left", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("2", page.QuerySelector("form[action$='/quantities'] [name=quantity]")!.GetAttribute("value"));

        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#delivery-form"), [.. Buyer.Delivery(), ("Contact.Email", "gold@example"), ("channel", "Phone")]);
        Assert.Equal("Havnegata 4", bad.QuerySelector("#Delivery_Line1")!.GetAttribute("value"));
        page = await staff.SubmitForPage(bad.Form("#delivery-form"), ("Contact.Email", "gold@example.org"));

        bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/points']"), ("points", "100"), ("consent", " "));
        Assert.Contains("Note how the member agreed", bad.Text("#consent-error"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(bad.Form("form[action$='/points']"), ("consent", "asked on the telephone"));
        Assert.Contains("100 points", page.Text(".totals"), StringComparison.Ordinal);

        Assert.Null(page.QuerySelector("#place [value=taken]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Submit(page.Form("#place"), ("Form.Pay", "taken"), ("Form.Reason", "cash"))).StatusCode);
        page = await staff.SubmitForPage(page.Form("#place"));
        Assert.Contains("gets the link to pay it", page.Text("main"), StringComparison.Ordinal);

        var order = (await shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.CustomerId == member.CustomerId)))!;
        Assert.Equal((OrderChannel.Phone, OrderState.Placed, new Money(36_09), Money.Zero, 100L), (order.Channel, order.State, order.Goods, order.DeliveryPrice, order.PointsSpent!.Value)); // 40.10 less a tenth; delivery is free from 15
        Assert.Equal("Ingrid Solberg", order.Timeline.Single(t => t.Kind == TimelineKind.Placed).ByName);
        Assert.Contains(order.Timeline, t => t.Text.Contains("asked on the telephone", StringComparison.Ordinal));
        Assert.Equal(1, (await shop.InDb(db => db.Carts.AsNoTracking().SingleAsync(c => c.CustomerId == member.CustomerId))).Count);

        var caller = shop.Visitor(); // the link needs no sign-in
        var pay = await caller.GetPage(await shop.NewestLink("gold@example.org", "/checkout/return/"));
        var answer = await caller.Submit(pay.Form("form[action*='/checkout/pay/']"));
        await caller.Follow(await caller.PayWith(answer, "4242 4242 4242 4242"));
        order = await shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == order.Id));
        Assert.Equal((OrderState.Confirmed, PaymentState.Paid, order.Due), (order.State, order.Payment, order.Captured));
        Assert.Contains((await shop.Mailbox("gold@example.org")), m => m.Template == "order-confirmed");
        Assert.Equal(900, (await shop.PointsOf(member)).Available);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Somebody_new_pays_at_the_desk_and_gets_the_money_back_there()
    {
        var staff = await Desk("counter@example.org", Roles.Administrator);
        var mug = await shop.Stock(Given.Product("Counter mug").Priced(12_00).Stocked(5));
        var page = await staff.GetPage("/backoffice/orders/new?q=nobody-at-all");
        Assert.Contains("Nobody is known", page.Text("main"), StringComparison.Ordinal);
        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#new-customer"), ("Form.Name", "Nora New"), ("Form.Email", "nora"));
        Assert.Equal("Nora New", bad.QuerySelector("#Form_Name")!.GetAttribute("value"));
        page = await staff.SubmitForPage(bad.Form("#new-customer"), ("Form.Email", "nora@example.org"));
        var draft = page.Location.PathName;
        Assert.Contains("Nora New", (await staff.GetPage("/backoffice/orders/new")).Text("section[aria-labelledby=drafts]"), StringComparison.Ordinal); // it is kept

        page = await staff.GetPage($"{draft}?q={mug.Variants[0].Sku}");
        page = await staff.SubmitForPage(page.Form("form[action$='/items']"));
        Assert.Contains("Say where it goes", page.Text("main"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form("#delivery-form"), [.. Buyer.Delivery(), ("channel", "Counter")]);
        var before = page;
        bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#place"), ("Form.Pay", "taken"), ("Form.Reason", ""));
        Assert.Contains("Say how the money was taken", bad.Text("#Form_Reason-error"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(bad.Form("#place"), ("Form.Pay", "taken"), ("Form.Reason", "cash"));
        Assert.Contains("stands and is paid", page.Text("main"), StringComparison.Ordinal);
        await staff.Submit(before.Form("#place"), ("Form.Pay", "taken"), ("Form.Reason", "cash")); // sent twice

        var order = Assert.Single(await shop.InDb(db => db.Orders.AsNoTracking().Where(o => o.Email == "nora@example.org").ToListAsync()));
        Assert.Equal((OrderChannel.Counter, OrderState.Confirmed, order.Total), (order.Channel, order.State, order.Captured));
        Assert.NotNull(order.InvoiceNumber);
        Assert.Equal(4, (await shop.Level(mug)).OnHand);
        Assert.Equal(["order-confirmed"], (await shop.Mailbox("nora@example.org")).Select(m => m.Template));

        var nora = shop.Visitor(); // what was paid at the desk is not called off from home
        page = await nora.GetPage($"/orders/{order.Token}");
        await nora.Post($"/orders/{order.Token}/cancel", page);
        Assert.Equal(OrderState.Confirmed, await State(order.Id));
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/orders/{order.Number}")).Form("form[action$='/cancel']"), ("reason", "She changed her mind"));
        order = await shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == order.Id));
        Assert.Equal((OrderState.Cancelled, PaymentState.Refunded, order.Captured), (order.State, order.Payment, order.Refunded));
        Assert.Equal(5, (await shop.Level(mug)).OnHand);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task What_changed_meanwhile_is_asked_again_a_link_that_is_not_used_gives_the_goods_back_and_a_draft_can_be_dropped()
    {
        var staff = await Desk("late@example.org", Roles.Administrator);
        await shop.Account("waits@example.org");
        var vase = await shop.Stock(Given.Product("Late vase").Priced(30_00).Stocked(2));
        var page = await Begin(staff, "waits@example.org");
        var draft = page.Location.PathName;
        page = await staff.SubmitForPage((await staff.GetPage($"{draft}?q=late+vase")).Form("form[action$='/items']"));
        page = await staff.SubmitForPage(page.Form("#delivery-form"), [.. Buyer.Delivery(), ("channel", "Phone")]);
        await shop.InDb(async db => { (await db.Products.Include(p => p.Variants).SingleAsync(p => p.Id == vase.Id)).Variants[0].SetPrice(new Money(35_00), shop.Clock.Now); return await db.SaveChangesAsync(); });
        page = await staff.SubmitForPage(page.Form("#place"));
        Assert.Contains("To pay is now", page.Text("main"), StringComparison.Ordinal);
        await staff.SubmitForPage(page.Form("#place"));
        Assert.Equal(1, (await shop.Level(vase)).Available);

        shop.Clock.Advance(TimeSpan.FromHours(47));
        await shop.Settle();
        Assert.Equal(1, (await shop.Level(vase)).Available);
        shop.Clock.Advance(TimeSpan.FromHours(2));
        await shop.Settle();
        Assert.Equal(2, (await shop.Level(vase)).Available);

        page = await (await Desk("late2@example.org", Roles.Administrator)).GetPage(draft); // it is a draft again
        staff = await shop.SignedIn("late2@example.org");
        page = await staff.SubmitForPage((await staff.GetPage(draft)).Form($"form[action$='/delete']"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get(draft)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Desk("packs2@example.org", Roles.Packer)).Get("/backoffice/orders/new")).StatusCode);
    }

    private Task<OrderState> State(Guid id) => shop.InDb(db => db.Orders.Where(o => o.Id == id).Select(o => o.State).SingleAsync());

    private async Task<Visitor> Desk(string email, string role)
    {
        await shop.Account(email, role);
        return await shop.SignedIn(email);
    }

    private static async Task<IHtmlDocument> Begin(Visitor staff, string email) =>
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/orders/new?q={Uri.EscapeDataString(email)}")).Form("form[action$='/drafts']"));
}
