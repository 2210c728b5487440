using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Tests.Ordering;

namespace Shop.Tests.Members;

/// <summary>Rewards and vouchers over HTTP: what can be had and why the rest cannot, taking one, using it, getting it back.</summary>
public sealed class RewardPagesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task What_can_be_had_comes_first_and_the_rest_says_why_not()
    {
        await shop.OpenClub();
        var mug = await shop.Have(Given.Product("Sold out mug").Stocked(0));
        var seen = shop.Clock.TenOff("Seen");
        var twice = await shop.Reward(seen with { Name = "Had once", LimitPerMember = 1, Cost = 10 });
        foreach (var terms in new[]
        {
            seen with { Name = "To be had", Cost = 300 }, seen with { Name = "Too dear", Cost = 1_000 }, seen with { Name = "For Gold", LowestTier = Tier.Gold }, seen with { Name = "Tomorrow", From = shop.Clock.Now.AddDays(1) },
            seen with { Name = "Yesterday", Until = shop.Clock.Now.AddHours(-1) }, seen with { Name = "Long ago", From = shop.Clock.Now.AddDays(-60), Until = shop.Clock.Now.AddDays(-40) },
            seen with { Name = "Empty gift", Kind = RewardKind.GiftProduct, ProductId = mug.Id },
        }) await shop.Reward(terms);
        var (_, visitor) = await shop.Member("why@example.org", 500);
        await visitor.Take(twice);

        var page = await visitor.GetPage("/account/club/rewards");
        var told = page.QuerySelectorAll(".reward").Where(r => mine.Contains(r.QuerySelector("h3")!.TextContent)).ToDictionary(r => r.QuerySelector("h3")!.TextContent, r => r.QuerySelector(".reward-foot a, .reward-why")!.TextContent.Trim());
        Assert.Equal("To be had", told.Keys.First());
        Assert.StartsWith("Take it", told["To be had"], StringComparison.Ordinal);
        Assert.Equal("510 points missing", told["Too dear"]);
        Assert.Equal("For Gold and above", told["For Gold"]);
        Assert.Equal("You have had it", told["Had once"]);
        Assert.StartsWith("From 3 June 2026", told["Tomorrow"], StringComparison.Ordinal);
        Assert.StartsWith("Over since 2 June 2026", told["Yesterday"], StringComparison.Ordinal);
        Assert.Equal("All taken", told["Empty gift"]);
        Assert.DoesNotContain("Long ago", told.Keys);

        // Whoever is not in the club sees them too, and nothing that is a member's.
        var open = await shop.Visitor().GetPage("/club");
        Assert.Contains("To be had", open.Text(".rewards"), StringComparison.Ordinal);
        Assert.Empty(open.QuerySelectorAll(".reward-foot a, .reward-foot progress"));
        // What cannot be had is not sold by asking for it all the same.
        var dear = (await shop.InDb(db => db.Rewards.AsNoTracking().SingleAsync(r => r.Name == "Too dear"))).Id;
        Assert.Null((await visitor.GetPage($"/account/club/rewards/{dear}")).QuerySelector("input[name=once]"));
        var answer = await visitor.Post($"/account/club/rewards/{dear}", page, ("once", Guid.NewGuid().ToString()), ("cost", "1000"));
        Assert.Contains("510 points missing. No points were spent.", (await visitor.Read(answer, HttpStatusCode.UnprocessableEntity)).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/account/club/rewards/{Guid.NewGuid()}")).StatusCode);
    }

    private static readonly string[] mine = ["To be had", "Too dear", "For Gold", "Had once", "Tomorrow", "Yesterday", "Long ago", "Empty gift"];

    [Fact]
    public async Task A_double_press_takes_once_and_a_price_that_changed_is_told()
    {
        var reward = await shop.Reward(shop.Clock.TenOff());
        var (member, visitor) = await shop.Member("double@example.org", 500);
        var form = (await visitor.GetPage($"/account/club/rewards/{reward}")).Form($"form[action$='/rewards/{reward}']");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => visitor.Submit(form)));
        var claim = Assert.Single(await shop.ClaimsOf(reward));
        Assert.Equal(300, (await shop.PointsOf(member)).Available);
        Assert.Equal(1, (await shop.InDb(db => db.Rewards.AsNoTracking().SingleAsync(r => r.Id == reward))).Taken);

        form = (await visitor.GetPage($"/account/club/rewards/{reward}")).Form($"form[action$='/rewards/{reward}']");
        await shop.With<ChangeReward, Guid>(change => change.Save(reward, shop.Clock.TenOff() with { Cost = 250 }, default));
        Assert.Contains("It costs 250 points now", (await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form)).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(300, (await shop.PointsOf(member)).Available);

        // The statement says what it was for and leads to it.
        var line = (await visitor.GetPage("/account/club/statement")).QuerySelector(".club-statement tbody tr")!;
        Assert.Contains("Reward: Ten off", line.TextContent, StringComparison.Ordinal);
        Assert.EndsWith($"/account/club/vouchers#claim-{claim.Id}", line.QuerySelectorAll("a")[^1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task A_voucher_is_used_by_one_press_and_comes_back_with_an_order_that_is_cancelled()
    {
        var reward = await shop.Reward(shop.Clock.TenOff());
        var (member, visitor) = await shop.Member("uses@example.org", 500);
        var page = await visitor.Take(reward);
        Assert.Contains("It is yours.", page.Text(".voucher"), StringComparison.Ordinal);
        Assert.Contains("Ready to use", page.Text(".voucher"), StringComparison.Ordinal);
        Assert.Contains("Ten off, ready to use", (await visitor.GetPage("/account/club")).Text("section[aria-labelledby=have]"), StringComparison.Ordinal);
        var code = page.Text(".voucher-code");
        Assert.Equal(19, code.Length);
        page = await visitor.SubmitForPage(page.Form("form[action$='/use']"));
        Assert.Contains("Put something into the cart first", page.Text("main"), StringComparison.Ordinal);

        var product = await shop.Have(Given.Product("Jug").Priced(40_00).Stocked(5));
        await visitor.Add(await visitor.GetPage("/track"), product);
        page = await visitor.SubmitForPage((await visitor.GetPage("/cart")).Form(".ready-vouchers form")); // offered where one pays, too
        Assert.Contains("Ten off counts", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".ready-vouchers"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/codes/remove']"));
        page = await visitor.SubmitForPage((await visitor.GetPage("/account/club/vouchers")).Form("form[action$='/use']"));
        Assert.Contains("Ten off counts", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("−€10.00", page.Text(".totals").Replace('-', '−'), StringComparison.Ordinal);

        page = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "uses@example.org"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
        var review = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
        var button = await visitor.Pay(review);
        Assert.Contains("In an order being paid", (await visitor.GetPage("/account/club/vouchers")).Text(".voucher"), StringComparison.Ordinal);
        await visitor.Follow(await visitor.PayWith(button, "4242 4242 4242 4242"));
        var order = (await shop.LatestOrder())!;
        page = await visitor.GetPage("/account/club/vouchers");
        Assert.Contains($"Order {order.Number}", page.Text(".voucher"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$='/use']"));
        var claim = Assert.Single(await shop.ClaimsOf(reward));
        await Assert.ThrowsAsync<RuleBroken>(() => shop.With<SettleClaim, bool>(settle => settle.CallOff(claim.Id, Actor.System, null, default)));

        await shop.With<CancelOrder, CancelOrder.Outcome>(cancel => cancel.Run(order.Id, Actor.System, "Changed my mind", default));
        Assert.Contains("Ready to use", (await visitor.GetPage("/account/club/vouchers")).Text(".voucher"), StringComparison.Ordinal);
        Assert.Equal(300, (await shop.PointsOf(member)).Available);

        // After its last day it counts no more, and its points stay spent.
        shop.Clock.Advance(TimeSpan.FromDays(92));
        page = await (await shop.SignedIn("uses@example.org")).GetPage("/account/club/vouchers");
        Assert.Contains("Expired", page.Text(".voucher"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".voucher-code"));
        Assert.Equal(OfferTrouble.Over, (await shop.With<ReadOffers, IReadOnlyList<Offer>>(offers => offers.For([code.Replace("-", "", StringComparison.Ordinal)], new OfferAsker(null, null, []), shop.Clock.Now, default)))[0].Trouble);
        await Assert.ThrowsAsync<RuleBroken>(() => shop.With<SettleClaim, bool>(settle => settle.CallOff(claim.Id, Actor.System, null, default)));
        shop.Clock.Advance(TimeSpan.FromDays(-92));
    }

    [Fact]
    public async Task A_product_that_is_given_goes_into_the_cart_and_one_of_it_is_free()
    {
        var bowl = await shop.Have(Given.Product("Gift bowl").Priced(24_00).Stocked(3));
        var reward = await shop.Reward(shop.Clock.TenOff("A bowl") with { Kind = RewardKind.GiftProduct, ProductId = bowl.Id });
        var (_, visitor) = await shop.Member("gift@example.org", 500);
        var page = await visitor.SubmitForPage((await visitor.Take(reward)).Form("form[action$='/use']"));
        Assert.Contains("Gift bowl", page.Text("main"), StringComparison.Ordinal);
        var cart = await shop.InDb(db => db.Carts.AsNoTracking().SingleAsync(c => c.Codes.Any() && c.Items.Any(i => i.VariantId == bowl.Variants[0].Id)));
        Assert.Equal(Money.Zero, (await shop.With<CartPrices, PricedCart?>(prices => prices.Read(cart.Id, default)))!.Quote.Goods);
        // The goods cost nothing and their delivery does: the lines add up to the total.
        var (rows, sum) = (page.QuerySelectorAll(".totals tr:not(.note)").ToList(), 0m);
        foreach (var row in rows) if (!row.ClassList.Contains("grand")) sum += Amount(row);
        Assert.Equal(Amount(rows.Single(r => r.ClassList.Contains("grand"))), sum);
        Assert.True(sum > 0);

        static decimal Amount(AngleSharp.Dom.IElement row) => row.QuerySelector("td")!.TextContent.Trim() is "Free" ? 0
            : decimal.Parse(row.QuerySelector("td")!.TextContent.Trim().Replace("€", "", StringComparison.Ordinal).Replace('−', '-'), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture);

        await visitor.Add(page, bowl);
        await visitor.SubmitForPage((await visitor.GetPage("/account/club/vouchers")).Form("form[action$='/use']")); // again: nothing more is put in
        Assert.Equal(new Money(24_00), (await shop.With<CartPrices, PricedCart?>(prices => prices.Read(cart.Id, default)))!.Quote.Goods);
    }

    [Fact]
    public async Task A_voucher_keeps_what_it_was_taken_for_and_is_nobody_elses_to_see()
    {
        var reward = await shop.Reward(shop.Clock.TenOff());
        var (_, visitor) = await shop.Member("keeps@example.org", 500);
        var (_, other) = await shop.Member("other@example.org", 500);
        await visitor.Take(reward);
        var claim = Assert.Single(await shop.ClaimsOf(reward));
        await shop.With<ChangeReward, Guid>(change => change.Save(reward, shop.Clock.TenOff() with { Amount = new Money(5_00), Minimum = new Money(500_00) }, default));
        var old = await shop.InDb(db => db.Promotions.AsNoTracking().SingleAsync(p => db.Set<PromotionCode>().Any(c => c.Id == claim.CodeId && c.PromotionId == p.Id)));
        Assert.Equal((new Money(10_00), (Money?)null), (old.Amount, old.Minimum));

        Assert.Contains("Nothing here yet", (await other.GetPage("/account/club/vouchers")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/account/club/vouchers/{claim.Id}/use", await other.GetPage("/account/club"))).StatusCode);
    }
}
