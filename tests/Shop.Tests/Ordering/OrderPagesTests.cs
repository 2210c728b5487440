using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Customers;
using Shop.Kernel;
using Shop.Mail;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

/// <summary>What customers and staff see and do after the order: account pages, desk, letters, invoice.</summary>
public sealed class OrderPagesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private const string Good = "4242 4242 4242 4242";

    [Fact]
    public async Task A_guest_cart_is_the_customers_after_signing_in_and_the_old_cookie_opens_nothing()
    {
        await shop.Account("merge@example.com");
        var (mug, bowl) = (await shop.Stock(Given.Product("Merge mug").Stocked(20)), await shop.Stock(Given.Product("Merge bowl").Stocked(20)));
        var first = await shop.SignedIn("merge@example.com");
        await first.Add(await first.GetPage("/cart"), mug, "2");

        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), mug, "1");
        await visitor.Add(await visitor.GetPage("/cart"), bowl, "3");
        var cookie = visitor.Cookies["__Host-cart"];
        await visitor.SignIn("merge@example.com");

        Assert.Equal("Cart, 5 items", (await visitor.GetPage("/cart")).QuerySelector("#cart-link")!.GetAttribute("aria-label"));
        Assert.False(visitor.Cookies.ContainsKey("__Host-cart"));
        var stranger = shop.Visitor();
        stranger.SetCookie("__Host-cart", cookie);
        Assert.NotNull((await stranger.GetPage("/cart")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task A_customer_buys_with_the_address_we_know_and_finds_the_order_in_the_account()
    {
        var user = await shop.Account("known@example.com");
        await shop.InDb(async db =>
        {
            (await db.Set<Customer>().SingleAsync(c => c.UserId == user.Id)).AddAddress(Given.Address("Known Person"), "55 00 11 22");
            return await db.SaveChangesAsync();
        });
        var visitor = await shop.SignedIn("known@example.com");
        await visitor.Add(await visitor.GetPage("/cart"), await shop.Stock(Given.Product("Account mug")));

        Assert.Equal("/checkout?step=delivery", (await visitor.Get("/checkout")).Headers.Location!.ToString()); // the contact is known
        var page = await visitor.GetPage("/checkout?step=contact");
        Assert.Equal("known@example.com", page.QuerySelector("#Contact_Email")!.GetAttribute("value"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/contact']"));
        Assert.Equal("Known Person", page.QuerySelector("#Delivery_Name")!.GetAttribute("value"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), ("Delivery.Method", "home"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(page), Good));

        var order = (await shop.LatestOrder())!;
        Assert.Contains(order.Number, (await visitor.GetPage("/account/orders")).Text(".order-row"), StringComparison.Ordinal);
        Assert.Contains("Thank you, Known", (await visitor.GetPage($"/account/orders/{order.Number}")).Text(".account-page"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/account/orders/{order.Number}/invoice.pdf")).StatusCode);

        var contact = await visitor.GetPage("/contact"); // who they are, and which orders they may mean, is known
        Assert.Equal("known@example.com", ((IHtmlInputElement)contact.QuerySelector("#Email")!).Value);
        Assert.Equal(["", order.Number], contact.QuerySelectorAll("#OrderNumber option").Select(o => o.GetAttribute("value")));
        Assert.NotEmpty(((IHtmlInputElement)contact.QuerySelector("#Name")!).Value);
        var again = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, contact.Form("main form"), ("OrderNumber", order.Number), ("Text", ""));
        Assert.Equal(order.Number, ((IHtmlSelectElement)again.QuerySelector("#OrderNumber")!).Value);

        await shop.Account("other@example.com");
        var other = await shop.SignedIn("other@example.com");
        foreach (var path in new[] { "", "/invoice", "/invoice.pdf" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/account/orders/{order.Number}{path}")).StatusCode);
        var form = await other.GetPage("/cart");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/account/orders/{order.Number}/cancel", await other.GetPage("/account"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/account/orders/{order.Number}/again", await other.GetPage("/account"))).StatusCode);
        Assert.Equal(OrderState.Confirmed, (await shop.LatestOrder())!.State);
        Assert.NotEqual(HttpStatusCode.OK, (await shop.Visitor().Get($"/account/orders/{order.Number}")).StatusCode);
        Assert.NotNull(form);
    }

    [Fact]
    public async Task A_guests_orders_join_the_account_of_the_same_confirmed_address()
    {
        var order = await Bought("joins@example.com");
        var user = await shop.Account("joins@example.com");
        await shop.Tell();
        var customer = await shop.InDb(db => db.Set<Customer>().Where(c => c.UserId == user.Id).Select(c => c.Id).SingleAsync());
        Assert.Equal(customer, (await Load(order.Id)).CustomerId);

        var later = await Bought("joins@example.com"); // not signed in again
        await shop.Tell();
        Assert.Equal(customer, (await Load(later.Id)).CustomerId);
    }

    [Fact]
    public async Task Staff_pack_send_and_deliver_and_the_customer_follows_it_and_reads_of_it()
    {
        await shop.Account("desk@example.com", Roles.Staff);
        var order = await Bought("follows@example.com");
        var staff = await shop.SignedIn("desk@example.com");
        Assert.Contains(order.Number, (await staff.GetPage("/backoffice/orders?filter=ToPack")).Text("tbody"), StringComparison.Ordinal);

        var desk = await staff.GetPage($"/backoffice/orders/{order.Number}");
        desk = await staff.SubmitForPage(desk.Form("form[action$='/pack']"));
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, desk.Form("form[action$='/ship']"), ("Shipment.Carrier", ""));
        Assert.Contains("Enter who carries it", refused.Text("#Shipment_Carrier-error"), StringComparison.Ordinal);
        refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, desk.Form("form[action$='/ship']"), ("Shipment.Carrier", "Nordpost"), ("Shipment.TrackingNumber", ""));
        Assert.Contains("tick that it goes without one", refused.Text("#Shipment_TrackingNumber-error"), StringComparison.Ordinal);
        Assert.Contains("Paid by card", desk.Text("main"), StringComparison.Ordinal);
        desk = await staff.SubmitForPage(desk.Form("form[action$='/ship']"), ("Shipment.Carrier", "Nordpost"), ("Shipment.TrackingNumber", "NP123456789NO"));

        var page = await shop.Visitor().GetPage($"/orders/{order.Token}");
        Assert.Contains("NP123456789NO", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("On its way", page.Text(".order-head .badge"));
        Assert.Null(page.QuerySelector("form[action$='/cancel']"));

        shop.Clock.Advance(TimeSpan.FromDays(2));
        staff = await shop.SignedIn("desk@example.com"); // a staff session is over by then
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/orders/{order.Number}")).Form("form[action$='/deliver']"));
        Assert.Contains(order.Number, (await staff.GetPage("/backoffice/orders?filter=Delivered")).Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("You can send things back until", (await shop.Visitor().GetPage($"/orders/{order.Token}")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(["order-confirmed", "order-shipped", "order-delivered"], (await shop.Mailbox("follows@example.com")).Select(m => m.Template));
        var confirmed = (await shop.Mailbox("follows@example.com"))[0];
        Assert.Contains($"/orders/{order.Token}", confirmed.Text, StringComparison.Ordinal);
        Assert.Contains(order.Number, confirmed.Subject, StringComparison.Ordinal);
        Assert.Contains("Havnegata 4", confirmed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_was_done_by_somebody_else_is_refused_in_words()
    {
        await shop.Account("desk2@example.com", Roles.Staff);
        var order = await Bought("twice@example.com");
        var staff = await shop.SignedIn("desk2@example.com");
        var desk = await staff.GetPage($"/backoffice/orders/{order.Number}");
        await staff.Submit(desk.Form("form[action$='/pack']"));
        Assert.Contains("was packed already", (await staff.SubmitForPage(desk.Form("form[action$='/pack']"))).Text("main"), StringComparison.Ordinal);
        Assert.Contains("already packed", (await staff.SubmitForPage(desk.Form("form[action$='/cancel']"), ("reason", "Gone"))).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_cancels_without_saying_why()
    {
        await shop.Account("desk4@example.com", Roles.Staff);
        var order = await Bought("kept@example.com");
        var staff = await shop.SignedIn("desk4@example.com");
        var desk = await staff.GetPage($"/backoffice/orders/{order.Number}");
        Assert.False(desk.QuerySelector("details:has(form[action$='/cancel'])")!.HasAttribute("open")); // not by one slip of the hand
        var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, desk.Form("form[action$='/cancel']"), ("reason", " "));
        Assert.Contains("Say why", again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(OrderState.Confirmed, (await Load(order.Id)).State);
    }

    [Fact]
    public async Task Who_packs_is_led_from_order_to_order_and_finds_them_by_any_part()
    {
        await shop.Account("packer@example.com", Roles.Staff);
        var (first, second) = (await Bought("line-one@example.com"), await Bought("line-two@example.com"));
        var staff = await shop.SignedIn("packer@example.com");
        var row = (await staff.GetPage("/backoffice/orders?filter=ToPack")).QuerySelector($"tbody a[href*='{first.Number}']")!;
        var desk = await staff.GetPage(row.GetAttribute("href")!);
        Assert.EndsWith("/backoffice/orders?view=to-pack", desk.QuerySelector(".office-actions a")!.GetAttribute("href"), StringComparison.Ordinal);

        var next = await staff.SubmitForPage(desk.Form("form[action$='/pack']"), ("next", "true"));
        Assert.Contains($"{first.Number} is packed.", next.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(next.QuerySelector("form[action$='/pack']"));
        Assert.DoesNotContain(first.Number, next.Text("h1"), StringComparison.Ordinal);

        var found = await staff.GetPage($"/backoffice/orders?q={second.Number[..3].ToLowerInvariant()}+two");
        Assert.Contains(second.Number, found.Text("tbody"), StringComparison.Ordinal);
        Assert.DoesNotContain(first.Number, found.Text("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_cancel_with_a_reason_that_the_customer_reads_and_the_money_goes_back()
    {
        await shop.Account("desk3@example.com", Roles.Staff);
        var order = await Bought("cancelled@example.com");
        var staff = await shop.SignedIn("desk3@example.com");
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/orders/{order.Number}")).Form("form[action$='/cancel']"), ("reason", "The glaze cracked in the kiln"));

        Assert.Equal((OrderState.Cancelled, PaymentState.Refunded), ((await Load(order.Id)).State, (await Load(order.Id)).Payment));
        var letter = (await shop.Mailbox("cancelled@example.com"))[^1];
        Assert.Equal("order-cancelled", letter.Template);
        Assert.Contains("The glaze cracked in the kiln.", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_that_fails_after_the_customer_left_is_told_by_mail_once()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()), email: "late@example.com");
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), "4000 0000 0000 0341"));
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.Settle();
        await shop.Settle();
        var letter = Assert.Single(await shop.Mailbox("late@example.com"));
        Assert.Equal("payment-failed", letter.Template);
        Assert.Contains("/checkout/return/", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_orders_are_for_those_they_are_for()
    {
        var order = await Bought("private@example.com");
        await shop.Account("plain@example.com");
        var customer = await shop.SignedIn("plain@example.com");
        Assert.NotEqual(HttpStatusCode.OK, (await customer.Get("/backoffice/orders")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await customer.Get($"/backoffice/orders/{order.Number}")).StatusCode);
        Assert.True((await shop.Visitor().Get($"/orders/{order.Token}")).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_invoice_says_who_what_how_much_and_which_vat()
    {
        var order = await Bought("invoice@example.com", 100_00);
        var page = await shop.Visitor().GetPage($"/orders/{order.Token}/invoice");
        var text = page.Text(".sheet");
        Assert.Contains($"Invoice {order.InvoiceNumber}", text, StringComparison.Ordinal);
        Assert.Contains("25%€80.00€20.00€100.00", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is due", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoice_numbers_have_no_gaps_even_when_many_pay_at_once()
    {
        var orders = new List<(Visitor Visitor, HttpResponseMessage Button)>();
        for (var i = 0; i < 8; i++)
        {
            var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()), email: $"gap{i}@example.com");
            orders.Add((visitor, await visitor.Pay(review)));
        }
        var pages = new List<HttpResponseMessage>();
        foreach (var (visitor, button) in orders) pages.Add(await visitor.PayWith(button, Good));
        await Task.WhenAll(orders.Zip(pages).Select(p => Task.Run(() => p.First.Visitor.Follow(p.Second))));

        var numbers = await shop.InDb(db => db.Set<Order>().Where(o => o.InvoiceNumber != null).Select(o => o.InvoiceNumber!).OrderBy(n => n).ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => $"2026-{n:000000}"), numbers);
    }

    private async Task<Order> Bought(string email, long price = 40_00)
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product("Bought mug").Priced(price)), email: email);
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good));
        return await shop.InDb(db => db.Set<Order>().AsNoTracking().Where(o => o.Email == email).OrderByDescending(o => o.Id).FirstAsync());
    }

    private Task<Order> Load(Guid id) => shop.InDb(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id));
}
