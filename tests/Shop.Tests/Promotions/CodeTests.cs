using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Tests.Ordering;

namespace Shop.Tests.Promotions;

/// <summary>Codes and gift wishes as customers meet them, from the cart to the invoice.</summary>
public sealed class CodeTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_code_that_does_not_count_says_why_and_what_was_typed_stays()
    {
        var now = shop.Clock.Now;
        var shelf = Given.Category($"other-{Guid.NewGuid():N}"[..20], "Other");
        await shop.InDb(db => { db.Add(shelf); return db.SaveChangesAsync(); });
        var ten = shop.Clock.Percent(10);
        var free = new PromotionTerms("Free delivery", PromotionKind.FreeDelivery, now.AddDays(-1)) { NeedsCode = true };
        var expected = new Dictionary<string, string>
        {
            [""] = "Enter the code.", ["10% $$"] = "letters and digits", ["NONESUCH"] = "We do not know the code NONESUCH.",
            [await shop.Offer(ten with { StartsAt = now.AddDays(3) })] = "can be used from 5 June", // it is the second in Oslo
            [await shop.Offer(ten with { EndsAt = now.AddHours(-1) })] = "has expired",
            [await shop.Offer(ten with { Minimum = new Money(50_00) })] = "is for goods from €50.00, before anything is taken off: €30.00 more is missing",
            [await shop.Offer(ten with { Targets = [new PromotionTarget(PromotionTargetKind.Category, shelf.Id, false)] })] = "is not for the things in your cart",
            [await shop.Offer(ten with { NotOnReduced = true, Targets = [new PromotionTarget(PromotionTargetKind.Category, shelf.Id, false)] })] = "what is reduced already does not count",
        };
        var mug = await shop.Stock(Given.Product().Priced(20_00));
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/track"), mug);
        foreach (var (code, reason) in expected)
        {
            var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", code));
            Assert.Contains(reason, page.Text("#code-error"), StringComparison.Ordinal);
            Assert.Contains(reason, page.Text(".error-summary a[href='#Code']"), StringComparison.Ordinal);
            Assert.Equal(code, page.QuerySelector("#Code")!.GetAttribute("value") ?? "");
            Assert.NotNull(page.QuerySelector("details[open] #Code"));
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Enter(await visitor.GetPage("/cart"), await shop.Offer(free))).StatusCode);
    }

    [Fact]
    public async Task A_code_that_would_make_the_order_dearer_is_left_out_and_says_so_and_a_minimum_is_measured_before_reductions()
    {
        var two = await shop.Offer(new PromotionTerms("Two off", PromotionKind.AmountOff, shop.Clock.Now.AddDays(-1)) { NeedsCode = true, Amount = new Money(2_00) });
        var alone = await shop.Offer(shop.Clock.Percent(2, "Alone") with { IsExclusive = true });
        var plate = await shop.Stock(Given.Product("Plate").Priced(19_00).Stocked(20));
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/track"), plate, "4");
        foreach (var (code, more) in new[] { (two, "€3.90"), (alone, "€4.38") })
        {
            var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", code));
            Assert.Contains($"With the code {code} your order would cost {more} more, delivery included. So we left it out.", page.Text("#code-error"), StringComparison.Ordinal);
            Assert.Contains("Estimated total€76.00", page.Text(".totals"), StringComparison.Ordinal);
        }

        // Entered while it helped, left out and told beside the code when it no longer does.
        var other = shop.Visitor();
        await other.Add(await other.GetPage("/track"), plate, "3");
        Assert.Equal(HttpStatusCode.SeeOther, (await other.Enter(await other.GetPage("/cart"), two)).StatusCode);
        await other.Add(await other.GetPage("/track"), plate);
        var cart = await other.GetPage("/cart");
        Assert.Contains("would cost €3.90 more", cart.Text(".codes"), StringComparison.Ordinal);
        Assert.Contains("Estimated total€76.00", cart.Text(".totals"), StringComparison.Ordinal);

        var least = await shop.Offer(shop.Clock.Percent(5, "From forty") with { Minimum = new Money(40_00) });
        var third = shop.Visitor();
        await third.Add(await third.GetPage("/track"), plate, "2");
        await third.Enter(await third.GetPage("/cart"), two); // goods 36, before reductions 38
        var short2 = await third.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await third.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", least));
        Assert.Contains("€2.00 more is missing", short2.Text("#code-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_takes_off_is_named_from_the_cart_to_the_invoice_and_the_letter()
    {
        var code = await shop.Offer(shop.Clock.Percent(10, "Warm welcome"), codeLimit: 1);
        var free = await shop.Offer(new PromotionTerms("Post for nothing", PromotionKind.FreeDelivery, shop.Clock.Now.AddDays(-1)) { NeedsCode = true });
        var mug = await shop.Stock(Given.Product("Mug").Priced(20_00));
        var email = $"named{Guid.NewGuid():N}@example.com";
        var (visitor, review) = await shop.AtReview(mug, 2, email: email);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Enter(review, code.ToLowerInvariant().Insert(4, "-"))).StatusCode); // however it is typed
        await visitor.Enter(await visitor.GetPage("/cart"), free);
        var cart = await visitor.GetPage("/cart");
        Assert.Equal([code, free], cart.QuerySelectorAll(".codes .chip").Select(c => c.TextContent.Trim().Split([' ', '\n', ':'])[0]));

        var gift = await visitor.SubmitForPage(cart.Form("form[action$='/cart/gift']"), ("GiftWrap", "true"), ("GiftMessage", "Til lykke!\nFra oss"));
        var totals = gift.Text(".totals");
        foreach (var line in new[] { $"Warm welcome ({code})−€4.00", "€5.90", $"Post for nothing ({free})−€5.90", "Gift wrap€4.90", "Estimated total€40.90" }) Assert.Contains(line, totals, StringComparison.Ordinal);

        var paid = await visitor.PayWith(await visitor.Pay(await visitor.GetPage("/checkout?step=review")), "4242 4242 4242 4242");
        var page = await visitor.Read(await visitor.Follow(paid), HttpStatusCode.OK);
        Assert.Contains($"Warm welcome ({code})−€4.00", page.Text(".totals"), StringComparison.Ordinal);
        Assert.Contains("Til lykke!", page.Text(".gift-message"), StringComparison.Ordinal);
        var order = (await shop.LatestOrder())!;
        Assert.Equal((36_00, 0, 4_90, 40_90, 8_18), (order.Goods.Minor, order.DeliveryPrice.Minor, order.GiftWrap!.Value.Minor, order.Total.Minor, order.Vat.Minor)); // a fifth is VAT
        var invoice = await visitor.GetPage($"/orders/{order.Token}/invoice");
        Assert.Contains($"Post for nothing ({free})", invoice.Text(".sheet-totals"), StringComparison.Ordinal);
        Assert.Contains("Gift wrap", invoice.Text(".sheet-totals"), StringComparison.Ordinal);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(await (await visitor.Get($"/orders/{order.Token}/invoice.pdf")).Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        var letter = (await shop.Mailbox(email)).Single(m => m.Template == "order-confirmed");
        foreach (var text in new[] { letter.Text, letter.Html })
            foreach (var part in new[] { $"Warm welcome ({code})", $"Free (Post for nothing ({free}))", "Gift wrap", "Til lykke!" }) Assert.Contains(part, text, StringComparison.Ordinal);

        // Used: not again, until the order is called off.
        Assert.Empty((await visitor.GetPage("/cart")).QuerySelectorAll(".codes"));
        await visitor.Add(await visitor.GetPage("/track"), mug);
        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", code));
        Assert.Contains("has already been used as often as it can be", refused.Text("#code-error"), StringComparison.Ordinal);
        await visitor.Submit((await visitor.GetPage($"/orders/{order.Token}")).Form("form[action$='/cancel']"));
        Assert.Equal(0, (await shop.PromotionOf(code)).Used);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Enter(await visitor.GetPage("/cart"), code)).StatusCode);
    }

    [Fact]
    public async Task A_code_is_held_while_an_order_is_paid_and_given_back_when_the_time_is_over()
    {
        var code = await shop.Offer(shop.Clock.Percent(10) with { Limit = 1 });
        var mug = await shop.Stock(Given.Product().Priced(20_00));
        var (first, review) = await shop.AtReview(mug, email: "first@example.com");
        await first.Enter(review, code);
        Assert.Contains("gateway", (await first.Pay(await first.GetPage("/checkout?step=review"))).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Null((await first.GetPage("/cart")).QuerySelector(".codes p")); // one's own hold is one's own

        var second = shop.Visitor();
        await second.Add(await second.GetPage("/track"), mug);
        var page = await second.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await second.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", code));
        Assert.Contains("has already been used", page.Text("#code-error"), StringComparison.Ordinal);

        shop.Clock.Advance(TimeSpan.FromMinutes(31));
        await shop.RunJob<CancelUnpaidOrders>();
        Assert.Equal(HttpStatusCode.SeeOther, (await second.Enter(await second.GetPage("/cart"), code)).StatusCode);
    }

    [Fact]
    public async Task A_first_order_is_the_first_of_an_account_and_a_guest_learns_nothing_of_an_address()
    {
        var code = await shop.Offer(shop.Clock.Percent(10) with { FirstOrderOnly = true });
        var mug = await shop.Stock(Given.Product().Priced(20_00).Stocked(50));
        var (buyer, stranger) = ($"first{Guid.NewGuid():N}@example.com", $"other{Guid.NewGuid():N}@example.com");
        var (visitor, review) = await shop.AtReview(mug, email: buyer);
        await visitor.PayWith(await visitor.Pay(review), "4242 4242 4242 4242");
        await shop.HearFromGateway();

        // Whatever address is typed, every page says the same.
        var said = new List<string>();
        foreach (var email in new[] { buyer, stranger })
        {
            var guest = shop.Visitor();
            await guest.Add(await guest.GetPage("/track"), mug);
            var cart = await guest.SubmitForPage((await guest.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", code));
            Assert.Contains($"The code {code} is for the first order of an account. It counts as soon as you sign in.", cart.Text(".alert-warning"), StringComparison.Ordinal);
            Assert.Equal("/account/sign-in?returnUrl=%2Fcart", cart.QuerySelector(".codes a")!.GetAttribute("href"));
            await guest.Submit((await guest.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", email));
            await guest.Submit((await guest.GetPage("/checkout")).Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
            var page = await guest.SubmitForPage((await guest.GetPage("/checkout")).Form("form[action$='/checkout/payment']"));
            said.Add($"{page.Text(".codes")} {page.Text(".totals")}");
            Assert.DoesNotContain("Some off", said[^1], StringComparison.Ordinal);

            // Whose address it is, is known after the sign-in: there the code counts, or says why not.
            await shop.Account(email);
            await guest.SignIn(email);
            page = await guest.GetPage("/cart");
            if (email == stranger) Assert.Contains($"Some off ({code})−€2.00", page.Text(".totals"), StringComparison.Ordinal);
            else Assert.Contains("is for a first order, and you have bought here before", page.Text(".codes"), StringComparison.Ordinal);
            page = await guest.SubmitForPage(page.Form("form[action$='/cart/codes/remove']"));
            Assert.Null(page.QuerySelector(".codes"));
        }
        Assert.Equal(said[0], said[1]);
    }

    [Fact]
    public async Task What_each_customer_may_have_once_is_counted_by_account_whatever_address_is_typed()
    {
        var code = await shop.Offer(shop.Clock.Percent(10) with { LimitPerCustomer = 1 });
        var mug = await shop.Stock(Given.Product().Priced(20_00).Stocked(50));
        var (one, two) = ($"one{Guid.NewGuid():N}@example.com", $"two{Guid.NewGuid():N}@example.com");
        foreach (var (email, typed) in new[] { (one, two), (two, one) }) // each types the other's: neither takes the other's turn
        {
            await shop.Account(email);
            var customer = await shop.SignedIn(email);
            await customer.Add(await customer.GetPage("/track"), mug);
            Assert.Equal(HttpStatusCode.SeeOther, (await customer.Enter(await customer.GetPage("/cart"), code)).StatusCode);
            await customer.Submit((await customer.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", typed));
            await customer.Submit((await customer.GetPage("/checkout?step=delivery")).Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
            var review = await customer.SubmitForPage((await customer.GetPage("/checkout?step=payment")).Form("form[action$='/checkout/payment']"));
            await customer.Follow(await customer.PayWith(await customer.Pay(review), "4242 4242 4242 4242"));
            Assert.Equal(2_00, (await shop.LatestOrder())!.Discount.Minor);
            await customer.Add(await customer.GetPage("/track"), mug);
            var refused = await customer.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await customer.GetPage("/cart")).Form("form[action$='/cart/codes']"), ("Code", code));
            Assert.Contains($"You have already used the code {code}.", refused.Text("#code-error"), StringComparison.Ordinal);
        }
        Assert.Equal(2, (await shop.PromotionOf(code)).Used);
    }

    [Fact]
    public async Task One_without_a_code_comes_by_itself_with_the_things_it_is_for()
    {
        var soap = await shop.Stock(Given.Product("Soap").At($"soap-{Guid.NewGuid():N}"[..12]).Priced(9_00).Stocked(50));
        await shop.Offer(new PromotionTerms("Three soaps for two", PromotionKind.BuyXGetY, shop.Clock.Now.AddDays(-1))
        {
            BasisPoints = 10_000, Buy = 2, Get = 1, Targets = [new PromotionTarget(PromotionTargetKind.Product, soap.Id, false)],
        });
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/track"), soap, "7");
        Assert.Contains("Three soaps for two−€18.00", (await visitor.GetPage("/cart")).Text(".totals"), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Settle();
        Assert.Contains("Three soaps for two", (await visitor.GetPage($"/p/{soap.Slug}")).Text(".buy-facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_beside_the_checkout_and_kept()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, review.Form("form[action$='/cart/gift']"), ("GiftWrap", "true"), ("GiftMessage", new string('x', 301)));
        Assert.Contains("at most 300 characters", page.Text("#gift-error"), StringComparison.Ordinal);
        Assert.Equal(301, page.QuerySelector("#GiftMessage")!.TextContent.Length);
        Assert.NotNull(page.QuerySelector("form[action$='/checkout/pay']")); // the section stays open
    }
}
