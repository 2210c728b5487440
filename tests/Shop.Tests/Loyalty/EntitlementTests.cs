using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>What a tier entitles to acts where it belongs: in the price, in delivery, in the days to send things back; and only for who has the tier.</summary>
public sealed class EntitlementTests(EntitlementTests.OwnShop shop) : IClassFixture<EntitlementTests.OwnShop>
{
    public sealed class OwnShop : ShopFactory, IAsyncLifetime
    {
        public Shop.Catalog.Product Bowl { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await this.OpenClub(Rules);
            Bowl = await this.Stock(Given.Product("Tier bowl").Priced(20_05).Stocked(99));
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
                new TierTerms { Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = 500 }, Benefits = new TierBenefits { PercentOffBasisPoints = 1_000, FreeDeliveryFrom = new Money(15_00), ReturnDays = 60 } },
            ],
        },
    };

    [Fact]
    public async Task The_price_on_the_page_is_the_price_in_the_cart_and_on_the_order()
    {
        var (member, visitor) = await Gold("gold@example.com");
        var bowl = await shop.Stock(Given.Product("Tier bowl").Priced(20_05).Stocked(9));
        var page = await visitor.GetPage($"/p/{shop.Bowl.Slug}");
        Assert.Equal("€18.04 for you as Gold", page.Text(".price-tier"));
        Assert.Equal("Earn 18 points as Gold", page.Text(".earn"));
        Assert.Contains("60 days to change your mind", page.Text("main"), StringComparison.Ordinal);

        var review = await AtReview(visitor, shop.Bowl);
        Assert.Contains("Gold price, 10% off", review.Text(".totals"), StringComparison.Ordinal);
        Assert.Contains("we give you 60 days", review.Text("main"), StringComparison.Ordinal);
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), "4242 4242 4242 4242"));

        var order = (await shop.LatestOrder())!;
        Assert.Equal((new Money(18_04), new Money(2_01), Money.Zero, 60), (order.Goods, order.Discount, order.DeliveryPrice, order.ReturnDays)); // free from 15 on, after the reduction
        Assert.Equal("Gold price, 10% off", Assert.Single(order.Reductions).Name);
        await shop.Settle();
        Assert.Equal(18, (await shop.PointsOf(member)).Pending);

        await shop.InDb(async db =>
        {
            var sold = await db.Orders.SingleAsync(o => o.Id == order.Id);
            sold.MarkPacked(shop.Clock.Now, Actor.System);
            sold.MarkShipped(shop.Clock.Now, Actor.System, "On its way");
            sold.MarkDelivered(shop.Clock.Now, Actor.System);
            return await db.SaveChangesAsync();
        });
        await shop.Settle();
        var lot = Assert.Single((await shop.PointsOf(member)).Lots, l => l.OrderId == order.Id);
        var delivered = (await shop.LatestOrder())!.DeliveredAt!.Value;
        Assert.Equal(delivered.AddDays(60), lot.DueAt);
        shop.Clock.Advance(TimeSpan.FromDays(50));
        Assert.Contains("You can send things back until", (await visitor.GetPage($"/orders/{order.Token}")).Text("main"), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromDays(11));
        Assert.DoesNotContain("You can send things back until", (await visitor.GetPage($"/orders/{order.Token}")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_such_tier_pays_what_everybody_pays()
    {
        await Gold("other@example.com");
        var bowl = await shop.Stock(Given.Product("Plain bowl").Priced(20_00).Stocked(9));
        var (_, member) = await shop.Member("plain@example.com");
        foreach (var visitor in new[] { member, shop.Visitor() })
        {
            Assert.Null((await visitor.GetPage($"/p/{shop.Bowl.Slug}")).QuerySelector(".price-tier"));
            var review = await AtReview(visitor, shop.Bowl);
            Assert.DoesNotContain("Gold", review.Text(".totals"), StringComparison.Ordinal);
            await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), "4242 4242 4242 4242"));
            var order = (await shop.LatestOrder())!;
            Assert.Equal((new Money(20_05), Money.Zero, 30), (order.Goods, order.Discount, order.ReturnDays));
            Assert.True(order.DeliveryPrice > Money.Zero);
        }
    }

    [Fact]
    public void A_right_counts_beside_every_promotion_and_never_instead_of_one()
    {
        var item = new QuoteItem(Guid.NewGuid(), 1, new Money(100_00), Shop.Catalog.TaxClass.Standard);
        var deal = Deals.Choose(new QuoteRequest([item], VatRates.For("NO", "NO", [])) { Reductions = new Entitlements { From = "Gold", PercentOffBasisPoints = 1_000 }.Reductions },
            [new DealItem(item, Guid.NewGuid(), new HashSet<Guid>(), false)], [], false, _ => new DeliveryTerms(Money.Zero, false));
        Assert.Equal(new Money(90_00), deal.Quote.Total);
    }

    private async Task<(Membership Member, Visitor Visitor)> Gold(string email)
    {
        var (member, visitor) = await shop.Member(email);
        await shop.InDb(async db =>
        {
            var gold = await db.Memberships.SingleAsync(m => m.Id == member.Id);
            db.Add(LentTier.Of(member.Id, Tier.Gold, shop.Clock.Now, shop.Clock.Now.AddYears(2), GrantKind.Invitation, "a guest of honour", Actor.System));
            gold.Stand(Tier.Gold, shop.Clock.Now, shop.Clock.Now.AddYears(2), await db.RuleSets.Select(r => r.Id).SingleAsync());
            return await db.SaveChangesAsync();
        });
        return (member, visitor);
    }

    private static async Task<IHtmlDocument> AtReview(Visitor visitor, Shop.Catalog.Product product)
    {
        await visitor.Add(await visitor.GetPage("/track"), product);
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "buyer@example.com"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery("home"));
        return await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
    }
}
