using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
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
    public async Task What_a_customer_may_have_once_is_held_by_one_of_twenty_orders_and_free_again_when_that_comes_to_nothing()
    {
        for (var round = 0; round < Rounds.Or(3); round++)
        {
            var code = await shop.Offer(shop.Clock.Percent(10) with { LimitPerCustomer = 1 });
            var promotion = await shop.PromotionOf(code);
            var customer = NewId.Next();
            PromotionClaim[] claims = [new(promotion.Id, promotion.Name, code, new Money(1_00))];
            for (var again = 0; again < 2; again++)
            {
                var held = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Hold(claims, customer))))).OfType<Guid>().ToList();
                Assert.Equal(1, (await shop.PromotionOf(code)).Used);
                await shop.InDb(async db =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await new Redemptions(db).Release(Assert.Single(held), default);
                    await transaction.CommitAsync();
                    return 0;
                });
                Assert.Equal(0, (await shop.PromotionOf(code)).Used);
            }
        }
    }

    private Task<Guid?> Hold(IReadOnlyList<PromotionClaim> claims, Guid customer) => shop.InDb(db => db.Retrying<Guid?>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var order = NewId.Next();
        if (await new Redemptions(db).Hold(order, claims, "twenty@example.com", customer, shop.Clock.Now, default) is not null) return null;
        await transaction.CommitAsync();
        return order;
    }, default));

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
