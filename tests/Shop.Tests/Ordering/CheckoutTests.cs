using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class CheckoutTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Sections_are_filled_in_one_after_the_other()
    {
        var mug = await shop.Stock(Given.Product());
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), mug);

        foreach (var step in new[] { "delivery", "payment", "review" })
            Assert.Equal("/checkout?step=contact", (await visitor.Get($"/checkout?step={step}")).Headers.Location!.ToString());
        var page = await visitor.GetPage("/checkout");
        Assert.Equal("Contact", page.Text(".steps [aria-current=step]"));
        Assert.Equal("/checkout?step=contact", (await visitor.Post("/checkout/payment", page)).Headers.Location!.ToString());
        Assert.Equal("/checkout?step=contact", (await visitor.Post("/checkout/pay", page, ("Version", "1"), ("Due", "1590"))).Headers.Location?.ToString() ?? "",
            ignoreCase: true);
        Assert.Null(await shop.InDb(db => db.Set<Order>().FirstOrDefaultAsync(o => o.Lines.Any(l => l.VariantId == mug.Variants[0].Id))));
    }

    [Fact]
    public async Task A_guest_sees_at_most_twelve_fields()
    {
        var (visitor, _) = await shop.AtReview(await shop.Stock(Given.Product()));
        var fields = 0;
        foreach (var step in new[] { "contact", "delivery", "payment" })
        {
            var page = await visitor.GetPage($"/checkout?step={step}");
            var form = page.Form($"form[action$='/checkout/{step}']");
            fields += form.QuerySelectorAll("input:not([type=hidden]):not([type=radio]), select, textarea").Count(f => f.Closest("details.more-fields, .billing-fields, .choice-more") is null);
            fields += form.QuerySelectorAll("input[type=radio]").Select(r => r.GetAttribute("name")).Distinct().Count();
        }
        Assert.InRange(fields, 6, 12);
    }

    [Fact]
    public async Task Mistakes_answer_422_with_a_summary_that_leads_to_the_fields_and_nothing_typed_is_lost()
    {
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), await shop.Stock(Given.Product()));
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "Ada@Example.com"), ("Contact.Phone", "+47 55 00 00 00"));

        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/checkout/delivery']"),
            ("Delivery.Name", "Þórdís 李"), ("Delivery.Line1", ""), ("Delivery.Postcode", "12"), ("Delivery.City", "Bergen"), ("Delivery.Country", "NO"), ("Delivery.Method", "pickup"), ("Delivery.Note", "Ring twice"));

        Assert.StartsWith("Error:", refused.Title, StringComparison.Ordinal);
        foreach (var (field, words) in new[] { ("Delivery_Line1", "Enter the street and number"), ("Delivery_Postcode", "A postcode in Norway looks like 5555"), ("Delivery_Point", "Choose the shop where you want to fetch it") })
        {
            Assert.Equal(words, refused.Text($".error-summary a[href='#{field}']"));
            var control = refused.GetElementById(field)!;
            Assert.Contains(words, refused.Text("#" + control.GetAttribute("aria-describedby")!.Split(' ')[^1]), StringComparison.Ordinal);
        }
        Assert.Equal("Þórdís 李", ((IHtmlInputElement)refused.GetElementById("Delivery_Name")!).Value);
        Assert.Equal("Ring twice", ((IHtmlTextAreaElement)refused.GetElementById("Delivery_Note")!).Value);
        Assert.True(((IHtmlInputElement)refused.QuerySelector("input[value=pickup]")!).IsChecked);
        Assert.Contains("ada@example.com, +47 55 00 00 00", refused.Text(".checkout-section.done"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@localhost")]
    [InlineData("ada@example.com, eve@example.com")]
    public async Task An_address_no_mail_could_reach_is_refused(string email)
    {
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), await shop.Stock(Given.Product()));
        var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", email));
        Assert.Contains("name@example.com", page.Text("#Contact_Email-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_options_have_price_carrier_and_date_and_differ_by_country()
    {
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), await shop.Stock(Given.Product()));
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "ada@example.com"));

        Assert.Equal(["store", "pickup", "home", "express"], page.QuerySelectorAll("input[name='Delivery.Method']").Select(i => i.GetAttribute("value")));
        Assert.Contains("Thu 4 – Fri 5 Jun, Nordpost", page.Text(".choice:has(input[value=home])"), StringComparison.Ordinal);
        Assert.Contains("€14.90", page.Text(".choice:has(input[value=express])"), StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("#Delivery_Point option[value^=no-]"));

        visitor.Headers.Add("HX-Request", "true");
        var part = await visitor.GetPage("/checkout/methods?Delivery.Country=PT&Delivery.Method=home");
        Assert.Equal(["home", "express"], part.QuerySelectorAll("input[name='Delivery.Method']").Select(i => i.GetAttribute("value")));
        Assert.Contains("€11.90", part.Text(".choice:has(input[value=home])"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_of_delivery_the_country_does_not_have_is_asked_again_with_those_it_has()
    {
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), await shop.Stock(Given.Product()));
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "ada@example.com"));
        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/checkout/delivery']"),
            [.. Buyer.Delivery("store").Where(f => f.Item1 is not ("Delivery.Country" or "Delivery.Postcode")), ("Delivery.Country", "DE"), ("Delivery.Postcode", "10115")]);
        Assert.Contains("not offered to that country", refused.Text("#Delivery_Method-error"), StringComparison.Ordinal);
        Assert.Equal(["home", "express"], refused.QuerySelectorAll("input[name='Delivery.Method']").Select(i => i.GetAttribute("value")));

        refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/checkout/delivery']"),
            [.. Buyer.Delivery().Where(f => f.Item1 != "Delivery.Country"), ("Delivery.Country", "US")]);
        Assert.Contains("Choose", refused.Text("#Delivery_Country-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_review_names_amount_vat_terms_and_withdrawal()
    {
        var (_, review) = await shop.AtReview(await shop.Stock(Given.Product().Priced(100_00)));
        Assert.Equal("Pay €100.00", review.Text("form[action$='/checkout/pay'] button")); // free delivery from 75
        Assert.Contains("VAT included, 25%€20.00", review.Text(".totals"), StringComparison.Ordinal);
        Assert.Contains("withdraw", review.Text(".review-facts"), StringComparison.Ordinal);
        Assert.NotNull(review.QuerySelector("form a[href='/terms']"));
    }

    [Fact]
    public async Task Vat_is_that_of_where_it_goes_and_the_price_stays()
    {
        var (_, review) = await shop.AtReview(await shop.Stock(Given.Product().Priced(119_00)), country: "DE");
        Assert.Equal("Pay €119.00", review.Text("form[action$='/checkout/pay'] button"));
        Assert.Contains("VAT included, 19%€19.00", review.Text(".totals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_to_another_address_is_asked_for_only_when_wanted()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var payment = (await visitor.GetPage("/checkout?step=payment")).Form("form[action$='/checkout/payment']");

        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, payment, ("Payment.SameAddress", "false"), ("Payment.Billing.Name", "Byron Ltd"));
        Assert.NotNull(refused.QuerySelector(".error-summary a[href='#Payment_Billing_Line1']"));

        await visitor.SubmitForPage(payment, ("Payment.SameAddress", "false"), ("Payment.Billing.Name", "Byron Ltd"), ("Payment.Billing.Line1", "Gate 1"), ("Payment.Billing.Postcode", "0155"), ("Payment.Billing.City", "Oslo"), ("Payment.Billing.Country", "NO"));
        review = await visitor.GetPage("/checkout?step=review");
        Assert.Contains("Byron Ltd, Gate 1, 0155 Oslo, Norway", review.Text("main"), StringComparison.Ordinal);
        await visitor.Pay(review);
        Assert.Equal("Byron Ltd", (await shop.LatestOrder())!.Billing!.Name);
    }

    [Fact]
    public async Task Fields_nobody_asked_for_change_nothing()
    {
        var mug = await shop.Stock(Given.Product().Priced(80_00));
        var (visitor, review) = await shop.AtReview(mug);
        await visitor.Submit(review.Form("form[action$='/checkout/pay']"), ("UnitPrice", "1"), ("Goods", "1"), ("Points", "9999"), ("CustomerId", Guid.NewGuid().ToString()), ("State", "Confirmed"), ("Payment", "Paid"), ("CartId", Guid.NewGuid().ToString()));
        var order = (await shop.LatestOrder())!;
        Assert.Equal((new Money(80_00), (Guid?)null, OrderState.Placed, PaymentState.Unpaid), (order.Total, order.CustomerId, order.State, order.Payment));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-8000")]
    [InlineData("0")]
    public async Task A_total_that_was_not_shown_is_not_charged(string total)
    {
        var mug = await shop.Stock(Given.Product().Priced(80_00));
        var (visitor, review) = await shop.AtReview(mug);
        var page = await visitor.SubmitExpecting(HttpStatusCode.Conflict, review.Form("form[action$='/checkout/pay']"), ("Due", total));
        Assert.Contains("The total is now €80.00", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(0, (await shop.Level(mug)).Reserved);
    }

    [Fact]
    public async Task A_price_that_changed_meanwhile_is_shown_and_asked_about_before_anything_is_charged()
    {
        var mug = await shop.Stock(Given.Product().Priced(80_00));
        var (visitor, review) = await shop.AtReview(mug);
        await shop.InDb(async db =>
        {
            (await db.Set<Variant>().SingleAsync(v => v.Id == mug.Variants[0].Id)).SetPrice(new Money(85_00), shop.Clock.Now);
            return await db.SaveChangesAsync();
        });

        var asked = await visitor.SubmitExpecting(HttpStatusCode.Conflict, review.Form("form[action$='/checkout/pay']"));
        Assert.Equal("Pay €85.00", asked.Text("form[action$='/checkout/pay'] button"));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Pay(asked)).StatusCode);
        Assert.Equal(new Money(85_00), (await shop.LatestOrder())!.Total);
    }

    [Fact]
    public async Task What_sold_out_meanwhile_is_told_in_the_cart_and_nothing_is_ordered()
    {
        var mug = await shop.Stock(Given.Product("Last mug").Stocked(1));
        var (late, lateReview) = await shop.AtReview(mug);
        var (quick, quickReview) = await shop.AtReview(mug);
        Assert.Contains("/test-gateway/pay/", (await quick.Pay(quickReview)).Headers.Location!.ToString(), StringComparison.Ordinal);

        var page = await late.Read(await late.Follow(await late.Pay(lateReview)), HttpStatusCode.OK);

        Assert.Contains("Nothing was ordered", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Contains("Sold out in the meantime", page.Text(".cart-lines"), StringComparison.Ordinal);
    }
}
