using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.Races;

/// <summary>Fifty members at once for ten early pieces: ten have one, the others are told, and called off in a rush they are there again.</summary>
public sealed class EarlyRaces(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private const int Many = 50;
    private const int Quota = 10;

    [Fact]
    public async Task Ten_pieces_go_to_ten_of_fifty_members_and_come_back_once()
    {
        await shop.OpenClub(new ProgrammeRules { Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member", Benefits = new TierBenefits { EarlyAccessHours = 48, EarlyAccessQuota = 1 } }] } });
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var product = await shop.Have(Given.Product("Early").Stocked(500));
            await shop.ComesOut(product, shop.Clock.Now.AddHours(24), Quota);
            var attempts = await Attempts(product, round);
            var outcomes = await Task.WhenAll(attempts.Select(a => Task.Run(() => shop.With<PlaceOrder, PlaceOrder.Outcome>(p => p.Run(a, default)))));

            Assert.Equal(Quota, outcomes.Count(o => o is PlaceOrder.GoPay));
            Assert.All(outcomes, o => Assert.True(o is PlaceOrder.GoPay or PlaceOrder.EarlyGone or PlaceOrder.Changed, o.ToString()));
            Assert.Equal((Quota, Quota, Quota), await Counted(product));

            // Each is called off three times at once.
            var orders = await shop.InDb(db => db.Orders.Where(o => o.State == OrderState.Placed && o.Lines.Any(l => l.ProductId == product.Id)).Select(o => o.Id).ToListAsync());
            await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => orders).Select(id => Task.Run(() => shop.With<CallOffUnpaid>(c => c.Run(id, Actor.System, "the round is over", default)))));
            Assert.Equal((0, 0, 0), await Counted(product));
        }
    }

    private Task<(int Sold, int Taken, int Reserved)> Counted(Product product) => shop.InDb(async db => (
        await db.Products.Where(p => p.Id == product.Id).Select(p => p.EarlySold).SingleAsync(),
        await db.EarlySales.Where(s => s.ProductId == product.Id && s.GivenBackAt == null).SumAsync(s => s.Quantity),
        await db.StockLevels.Where(l => l.VariantId == product.Variants[0].Id).Select(l => l.Reserved).SingleAsync()));

    private async Task<List<CheckoutAttempt>> Attempts(Product product, int round)
    {
        var carts = await shop.InDb(async db =>
        {
            var made = new List<Cart>();
            for (var i = 0; i < Many; i++)
            {
                var customer = Customer.WithoutSignIn(CustomerOrigin.Web, $"early{round}-{i}@example.net", $"Early {i}", "NO", shop.Clock.Now);
                var account = PointsAccount.Open();
                var cart = Cart.Open(customer.Id, shop.Clock.Now);
                cart.Add(product.Variants[0].Id, 1, product.Variants[0].Price, shop.Clock.Now);
                cart.FillIn(draft => (draft.Email, draft.Delivery, draft.DeliveryMethod, draft.PaymentSeen) = (customer.Email, Given.Address(), DeliveryMethods.Home, true), shop.Clock.Now);
                db.AddRange(customer, account, Membership.Join(customer.Id, account.Id, shop.Clock.Now), cart);
                made.Add(cart);
            }
            await db.SaveChangesAsync();
            return made;
        });
        var due = (await shop.With<CartPrices, PricedCart?>(p => p.Read(carts[0].Id, default)))!.Quote.Due;
        return [.. carts.Select(c => new CheckoutAttempt(c.Id, c.Version, due, "https://localhost/checkout/return/{token}"))];
    }
}
