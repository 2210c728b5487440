using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

/// <summary>Many at once, over HTTP: exact winners, and everybody else a page instead of an error. SHOP_TEST_ROUNDS repeats each of them.</summary>
public sealed class CheckoutRaceTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("SHOP_TEST_ROUNDS"), out var rounds) ? rounds : 2;

    [Fact]
    public async Task The_same_cart_sent_fifty_times_makes_one_order_and_one_payment()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var mug = await shop.Stock(Given.Product().Stocked(60));
            var (visitor, review) = await shop.AtReview(mug);

            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => visitor.Pay(review))));

            Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
            var orders = await shop.InDb(db => db.Set<Order>().Where(o => o.Lines.Any(l => l.VariantId == mug.Variants[0].Id)).ToListAsync());
            var order = Assert.Single(orders);
            Assert.All(answers, a => Assert.True(a.Headers.Location!.ToString().Contains(order.Token, StringComparison.Ordinal) || a.Headers.Location.ToString().Contains("/test-gateway/pay/", StringComparison.Ordinal), a.Headers.Location.ToString()));
            Assert.Single(answers.Select(a => a.Headers.Location!.ToString()).Where(l => l.Contains("gateway", StringComparison.Ordinal)).Distinct());
            Assert.Equal(1, await shop.InDb(db => db.Set<PaymentAttempt>().CountAsync(a => a.OrderId == order.Id)));
            Assert.Equal(1, (await shop.Level(mug)).Reserved);
        }
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(7, 30)]
    public async Task The_last_ones_go_to_as_many_as_there_are(int stock, int customers)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var mug = await shop.Stock(Given.Product().Stocked(stock));
            var buyers = new List<(Visitor Visitor, AngleSharp.Html.Dom.IHtmlDocument Review, int Quantity)>();
            for (var i = 0; i < customers; i++)
            {
                var quantity = stock == 1 ? 1 : 1 + i % 3;
                var (visitor, review) = await shop.AtReview(mug, quantity, email: $"buyer{i}@example.com");
                buyers.Add((visitor, review, quantity));
            }

            var answers = await Task.WhenAll(buyers.Select(b => Task.Run(() => b.Visitor.Pay(b.Review))));

            Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
            var won = buyers.Zip(answers).Where(p => p.Second.Headers.Location!.ToString().Contains("gateway", StringComparison.Ordinal)).Sum(p => p.First.Quantity);
            var level = await shop.Level(mug);
            Assert.Equal(won, level.Reserved);
            Assert.True(won <= stock && stock - won < 3, $"{won} of {stock} were sold."); // nobody lost who could have won, but for a rest smaller than a wish
            if (stock == 1) Assert.Equal(1, won);
        }
    }

    [Fact]
    public async Task Twenty_windows_that_add_to_one_cart_lose_nothing()
    {
        var mug = await shop.Stock(Given.Product().Stocked(100));
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), mug);
        var page = await visitor.GetPage("/cart");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => visitor.Add(page, mug))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal("Cart, 21 items", (await visitor.GetPage("/cart")).QuerySelector("#cart-link")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Twenty_sign_ins_at_once_merge_a_cart_once()
    {
        var (mug, bowl) = (await shop.Stock(Given.Product().Stocked(50)), await shop.Stock(Given.Product().Stocked(50)));
        var customer = Guid.CreateVersion7();
        var (guest, own) = await shop.With<ChangeCart, (Guid, Guid)>(async change =>
        {
            var guest = (ChangeCart.Done)await change.Add(null, null, mug.Variants[0].Id, 2, default);
            var own = (ChangeCart.Done)await change.Add(null, customer, mug.Variants[0].Id, 1, default);
            await change.Add(guest.CartId, null, bowl.Variants[0].Id, 3, default);
            return (guest.CartId, own.CartId);
        });

        var merged = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.With<MergeCarts, Guid?>(m => m.Run(guest, customer, default)))));

        Assert.All(merged, m => Assert.Equal(own, m));
        var cart = await shop.InDb(db => db.Set<Cart>().AsNoTracking().SingleAsync(c => c.Id == own));
        Assert.Equal([(mug.Variants[0].Id, 2), (bowl.Variants[0].Id, 3)], cart.Items.OrderBy(i => i.Quantity).Select(i => (i.VariantId, i.Quantity)));
    }
}
