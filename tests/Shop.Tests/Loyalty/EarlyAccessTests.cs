using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>What comes out later is found and bought by who comes earlier, and by nobody else, in the pages and past them.</summary>
public sealed class EarlyAccessTests(EarlyAccessTests.OwnShop shop) : IClassFixture<EarlyAccessTests.OwnShop>
{
    public sealed class OwnShop : ShopFactory, IAsyncLifetime
    {
        public Category Bowls { get; } = Given.Category("bowls", "Bowls");
        public Category Others { get; } = Given.Category("others", "Others");

        public async Task InitializeAsync()
        {
            await this.OpenClub(Rules);
            await InDb(db => { db.AddRange(Bowls, Others); return db.SaveChangesAsync(); });
            await Have(Given.Product("Plain bowl").At("plain-bowl").In(Bowls).Stocked(99));
        }

        Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;
    }

    private static readonly ProgrammeRules Rules = new()
    {
        Ladder = new LadderTerms
        {
            Tiers =
            [
                new TierTerms { Tier = Tier.Member, Name = "Member" },
                new TierTerms { Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = 500 }, Benefits = new TierBenefits { EarlyAccessHours = 48, EarlyAccessQuota = 2 } },
            ],
        },
    };

    [Fact]
    public async Task It_is_found_and_bought_by_who_comes_earlier_and_by_everybody_when_it_is_out()
    {
        var dawn = await shop.Have(Given.Product("Dawn bowl").At("dawn-bowl").In(shop.Bowls).Stocked(20));
        var far = await shop.Have(Given.Product("Faraway bowl").At("faraway-bowl").In(shop.Bowls));
        await shop.ComesOut(dawn, shop.Clock.Now.AddHours(24));
        await shop.ComesOut(far, shop.Clock.Now.AddDays(9));
        var (_, gold) = await shop.MemberAt(Tier.Gold, "gold@example.com");
        var (_, member) = await shop.Member("plain@example.com");
        string[] lists = ["/", "/shop", "/c/bowls", "/search?q=bowl", "/search/suggestions?q=dawn"];

        foreach (var visitor in new[] { shop.Visitor(), member })
        {
            foreach (var list in lists) Assert.DoesNotContain("Dawn bowl", await Html(visitor, list), StringComparison.Ordinal);
            var page = await visitor.GetPage("/p/dawn-bowl");
            Assert.Contains("Comes out on", page.Text("#early"), StringComparison.Ordinal);
            Assert.Contains("Gold from", page.Text("#early"), StringComparison.Ordinal);
            Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
            Assert.Null(page.QuerySelector("#buy-form"));
            Assert.Null(page.QuerySelector("#sticky-buy button"));
            Assert.DoesNotContain("\"Offer\"", page.Source.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/p/dawn-bowl/choose")).StatusCode);

            var refused = await visitor.Add(await visitor.GetPage("/track"), dawn);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Dawn bowl can be bought from", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("dawn-bowl", await Html(gold, "/sitemap.xml"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get("/p/no-such-bowl")).StatusCode);

        foreach (var list in lists) Assert.Contains(list.Contains("suggestions", StringComparison.Ordinal) ? "bowl" : "Dawn bowl", await Html(gold, list), StringComparison.Ordinal);
        Assert.Equal(2, (await gold.GetPage("/c/bowls")).QuerySelectorAll("main .product-card").Length);
        Assert.Contains("Early access", (await gold.GetPage("/c/bowls")).Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Faraway", await Html(gold, "/c/bowls"), StringComparison.Ordinal);
        Assert.Contains("You as Gold can buy it from", (await gold.GetPage("/p/faraway-bowl")).Text("#early"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await gold.Add(await gold.GetPage("/track"), far)).StatusCode);
        var sheet = await gold.GetPage("/p/dawn-bowl");
        Assert.Contains("Early for Gold until", sheet.Text("#early"), StringComparison.Ordinal);
        Assert.Equal("2", sheet.QuerySelector("#buy-form [name=quantity]")!.GetAttribute("max"));
        await gold.Follow(await gold.PayWith(await gold.Pay(await AtReview(gold, dawn)), "4242 4242 4242 4242"));
        Assert.Equal(1, await Sold(dawn));

        shop.Clock.Advance(TimeSpan.FromHours(25));
        var guest = shop.Visitor();
        foreach (var list in lists.Skip(1).SkipLast(1)) Assert.Contains("Dawn bowl", await Html(guest, list), StringComparison.Ordinal);
        var open = await guest.GetPage("/p/dawn-bowl");
        Assert.Null(open.QuerySelector("#early"));
        Assert.Null(open.QuerySelector("meta[name=robots]"));
        Assert.NotNull(open.QuerySelector("#buy-form"));
        await guest.Follow(await guest.PayWith(await guest.Pay(await AtReview(guest, dawn, 3)), "4242 4242 4242 4242"));
        Assert.Equal(1, await Sold(dawn)); // what everybody buys is not counted
    }

    [Fact]
    public async Task What_lies_in_a_cart_stays_there_with_the_reason_when_the_right_is_gone_and_is_not_ordered()
    {
        var dusk = await shop.Have(Given.Product("Dusk bowl").At("dusk-bowl").In(shop.Others).Stocked(20));
        await shop.ComesOut(dusk, shop.Clock.Now.AddHours(24));
        var (member, gold) = await shop.MemberAt(Tier.Gold, "fallen@example.com");
        var review = await AtReview(gold, dusk);
        Assert.Contains("Early for Gold until", (await gold.GetPage("/cart")).Text(".cart-line"), StringComparison.Ordinal);

        await shop.StandAt(member, Tier.Member);
        var orders = await shop.InDb(db => db.Orders.CountAsync());
        await gold.Submit(review.Form("form[action$='/checkout/pay']"));
        Assert.Equal((orders, 0), (await shop.InDb(db => db.Orders.CountAsync()), await Sold(dusk)));
        var cart = await gold.GetPage("/cart");
        Assert.Contains("Dusk bowl can be bought from", cart.Text(".cart-line-note"), StringComparison.Ordinal);
        Assert.Contains("/cart", (await gold.Get("/checkout")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("/cart", (await gold.Post("/checkout/express", cart)).Headers.Location!.OriginalString, StringComparison.Ordinal);

        shop.Clock.Advance(TimeSpan.FromHours(25));
        Assert.DoesNotContain("can be bought", (await gold.GetPage("/cart")).Text(".cart-line-note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_holds_for_all_and_for_each_and_comes_back_with_what_is_called_off()
    {
        var few = await shop.Have(Given.Product("Few bowl").At("few-bowl").In(shop.Others).Stocked(20));
        await shop.ComesOut(few, shop.Clock.Now.AddHours(40), quota: 3);
        var (_, first) = await shop.MemberAt(Tier.Gold, "first@example.com");
        var (_, second) = await shop.MemberAt(Tier.Gold, "second@example.com");

        Assert.Contains("limited to 2 pieces for each member", await Refused(first, few, "3"), StringComparison.Ordinal);
        await first.Follow(await first.PayWith(await first.Pay(await AtReview(first, few, 2)), "4242 4242 4242 4242"));
        Assert.Equal(2, await Sold(few));
        var paid = (await shop.LatestOrder())!;
        Assert.Contains("limited to 2", await Refused(first, few, "1"), StringComparison.Ordinal);
        Assert.Contains("limited to 2", (await first.SubmitForPage((await first.GetPage($"/orders/{paid.Token}")).Form("form[action$='/again']"))).Text("main"), StringComparison.Ordinal);

        Assert.Contains("has only 1 piece left for members", await Refused(second, few, "2"), StringComparison.Ordinal);
        await second.Pay(await AtReview(second, few));
        Assert.Equal(3, await Sold(few));
        var unpaid = (await shop.LatestOrder())!;
        Assert.Contains("Early for Gold", (await second.GetPage("/cart")).Text(".cart-line-note"), StringComparison.Ordinal); // what one's own unpaid order holds is one's own
        var (_, third) = await shop.MemberAt(Tier.Gold, "third@example.com");
        var sheet = await third.GetPage("/p/few-bowl");
        Assert.Contains("The pieces for members are taken", sheet.Text("#early"), StringComparison.Ordinal);
        Assert.Null(sheet.QuerySelector("#buy-form"));
        Assert.Contains("has no pieces left for members", await Refused(third, few, "1"), StringComparison.Ordinal);

        foreach (var _ in new[] { 1, 2 }) await shop.With<CallOffUnpaid>(c => c.Run(unpaid.Id, Actor.System, "not paid", default));
        Assert.Equal(2, await Sold(few));
        Assert.NotNull((await third.GetPage("/p/few-bowl")).QuerySelector("#buy-form"));
        foreach (var _ in new[] { 1, 2 }) await shop.With<CancelOrder>(c => c.Run(paid.Id, Actor.System, "changed their mind", default));
        Assert.Equal(0, await Sold(few));
        Assert.Equal(2, await shop.InDb(db => db.EarlySales.CountAsync(s => s.ProductId == few.Id && s.GivenBackAt != null)));
    }

    [Fact]
    public async Task What_nothing_acts_upon_is_told_at_the_desk_and_not_to_members()
    {
        Assert.Empty(Acting.Missing(Rules));
        var said = Acting.Missing(FullRules.First).Select(p => p.Path).ToList();
        Assert.Contains("ladder.tiers[3].benefits.warrantyMonths", said);
        Assert.DoesNotContain(said, p => p.EndsWith("adviser", StringComparison.Ordinal));
        Assert.DoesNotContain(said, p => p.EndsWith("earlyAccessHours", StringComparison.Ordinal));
        Assert.Contains("Gold: 2 days before others, up to 2 of each", (await shop.Visitor().GetPage("/club")).Text("main"), StringComparison.Ordinal);
    }

    private static async Task<string> Html(Visitor visitor, string path) => await (await visitor.Get(path)).Content.ReadAsStringAsync();

    private static async Task<string> Refused(Visitor visitor, Product product, string quantity)
    {
        var answer = await visitor.Add(await visitor.GetPage("/track"), product, quantity);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<int> Sold(Product product) => shop.InDb(db => db.Products.Where(p => p.Id == product.Id).Select(p => p.EarlySold).SingleAsync());

    private static async Task<IHtmlDocument> AtReview(Visitor visitor, Product product, int quantity = 1)
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Add(await visitor.GetPage("/track"), product, quantity.ToString(System.Globalization.CultureInfo.InvariantCulture))).StatusCode);
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "buyer@example.com"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery("home"));
        return await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
    }
}
