using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Tests.Ordering;

namespace Shop.Tests.Races;

/// <summary>Many at once with one code over real sockets: exactly as many have it as may, everybody else is told so on a page. SHOP_TEST_ROUNDS repeats each of them.</summary>
public sealed class CodeRaces(CodeRaces.Crowd crowd) : IClassFixture<CodeRaces.Crowd>
{
    private static readonly int Times = Rounds.Or(1);

    private readonly ListeningShop shop = crowd.Shop;

    [Fact]
    public async Task A_code_for_one_order_goes_to_one_of_fifty()
    {
        for (var round = 0; round < Times; round++) await Race(50, 1, await shop.Offer(shop.Clock.Percent(10), codeLimit: 1));
    }

    [Fact]
    public async Task A_promotion_for_a_hundred_orders_goes_to_a_hundred_of_a_hundred_and_fifty()
    {
        for (var round = 0; round < Times; round++) await Race(150, 100, await shop.Offer(shop.Clock.Percent(10) with { Limit = 100 }));
    }

    [Fact]
    public async Task A_customer_with_two_windows_uses_it_once_and_has_it_back_when_that_order_comes_to_nothing()
    {
        for (var round = 0; round < Times; round++)
        {
            var code = await shop.Offer(shop.Clock.Percent(10) with { LimitPerCustomer = 1 });
            var product = await shop.Have(Given.Product("Two windows").Stocked(10));
            var email = $"two{Guid.NewGuid():N}@example.com";
            var windows = new List<Visitor>();
            for (var i = 0; i < 2; i++)
            {
                var (visitor, review) = await shop.AtReview(product, email: email);
                await visitor.Enter(review, code);
                windows.Add(visitor);
            }

            var answers = await PressPay(windows);
            Assert.Single(answers, a => a.LeadsToPayment);
            Assert.Contains("You have already used the code", answers.Single(a => !a.LeadsToPayment).Text, StringComparison.Ordinal);
            Assert.Equal(1, (await shop.PromotionOf(code)).Used);

            // The other window orders all the same, without the code; then both are paid.
            var loser = windows[answers[0].LeadsToPayment ? 1 : 0];
            Assert.Contains("You have already used the code", (await loser.GetPage("/checkout?step=review")).Text(".codes"), StringComparison.Ordinal);
            Assert.True((await PressPay([loser])).Single().LeadsToPayment);
            var orders = await shop.InDb(db => db.Orders.AsNoTracking().Where(o => o.Email == email).ToListAsync());
            Assert.Equal([1_00L, 0], orders.Select(o => o.Discount.Minor).OrderDescending());

            foreach (var order in orders) await shop.With<CallOffUnpaid>(callOff => callOff.Run(order.Id, Actor.System, "The round is over", default));
            Assert.Equal(0, (await shop.PromotionOf(code)).Used);
            Assert.Null((await windows[0].GetPage("/checkout?step=review")).QuerySelector(".codes p"));
        }
    }

    private async Task Race(int many, int may, string code)
    {
        var buyers = crowd.Buyers.Take(many).ToList();
        foreach (var buyer in buyers) Assert.Equal(303, (int)(await buyer.Enter(await buyer.GetPage("/cart"), code)).StatusCode);
        var answers = await PressPay(buyers);

        Assert.Equal(may, answers.Count(a => a.LeadsToPayment));
        Assert.All(answers.Where(a => !a.LeadsToPayment), a => Assert.Equal(409, a.Status));
        var promotion = await shop.PromotionOf(code);
        Assert.Equal(may, promotion.Used);
        var orders = await shop.InDb(db => db.Orders.AsNoTracking().Where(o => o.Reductions.Any(r => r.PromotionId == promotion.Id)).ToListAsync());
        Assert.Equal(may, orders.Count);
        Assert.All(orders, o => Assert.Equal(1_00, o.Discount.Minor));

        // Those who won do not pay after all: what they held is free again, for others and for the next round.
        foreach (var order in orders) await shop.With<CallOffUnpaid>(callOff => callOff.Run(order.Id, Actor.System, "The round is over", default));
        Assert.Equal(0, (await shop.PromotionOf(code)).Used);
        Assert.Equal(0, await shop.InDb(db => db.PromotionCodes.Where(c => c.Code == code).Select(c => c.Used).SingleAsync()));
        foreach (var buyer in buyers) await buyer.Submit((await buyer.GetPage("/cart")).Form("form[action$='/cart/codes/remove']"));
    }

    private async Task<IReadOnlyList<RaceAnswer>> PressPay(List<Visitor> buyers)
    {
        var requests = new List<byte[]>();
        foreach (var buyer in buyers) requests.Add(await buyer.Written((await buyer.GetPage("/checkout?step=review")).Form("form[action$='/checkout/pay']")));
        var answers = await RaceClient.AllAtOnce(shop.Address, requests);
        Assert.All(answers, a => Assert.True(a.Status is 303 or 409, $"{a.Status}: {a.Text[..Math.Min(400, a.Text.Length)]}"));
        return answers;
    }

    /// <summary>A hundred and fifty buyers who stand at the review.</summary>
    public sealed class Crowd : IAsyncLifetime
    {
        public ListeningShop Shop { get; } = new();
        internal List<Visitor> Buyers { get; } = [];

        public async Task InitializeAsync()
        {
            var product = await Shop.Have(Given.Product("Wanted").Priced(10_00).Stocked(10_000));
            for (var i = 0; i < 150; i++) Buyers.Add((await Shop.AtReview(product, email: $"buyer{i}@example.com")).Visitor);
        }

        public async Task DisposeAsync() => await Shop.DisposeAsync();
    }
}
