using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Races;

/// <summary>
/// Fifty at once over real sockets, twenty rounds (SHOP_TEST_ROUNDS says otherwise): exactly those win who may,
/// everybody else is told so on a page, and nobody sees an error.
/// </summary>
public sealed class CheckoutRaces(ListeningShop shop) : IClassFixture<ListeningShop>
{
    private const int Many = 50;
    private static readonly int Times = Rounds.Or(20);

    [Fact]
    public async Task The_last_one_goes_to_one_of_fifty()
    {
        var buyers = await Buyers(Given.Product("First").Stocked(Many), _ => 1);
        for (var round = 0; round < Times; round++)
        {
            var last = await shop.Have(Given.Product("Last one").Stocked(1));
            var answers = await PressPay(await Choose(buyers, last));

            Assert.Single(answers, a => a.LeadsToPayment);
            Assert.Equal((1, 1), await Held(last));
            Assert.Equal(1, await OrdersOf(last));
            await CallOff(last);
        }
    }

    [Fact]
    public async Task Seven_are_shared_out_as_far_as_they_go()
    {
        static int Wish(int buyer) => 1 + buyer % 3;
        var buyers = await Buyers(Given.Product("First").Stocked(3 * Many), Wish);
        for (var round = 0; round < Times; round++)
        {
            var few = await shop.Have(Given.Product("Seven").Stocked(7));
            var answers = await PressPay(await Choose(buyers, few));

            var sold = answers.Select((a, buyer) => a.LeadsToPayment ? Wish(buyer) : 0).Sum();
            Assert.Equal((7, sold), await Held(few));
            // Somebody wished for one only; so long as one was left, he cannot have lost.
            Assert.Equal(7, sold);
            await CallOff(few);
        }
    }

    [Fact]
    public async Task One_cart_sent_fifty_times_is_one_order_and_one_payment()
    {
        for (var round = 0; round < Times; round++)
        {
            var product = await shop.Have(Given.Product("Once").Stocked(Many));
            var (visitor, review) = await shop.AtReview(product);
            var request = await visitor.Written(PayForm(review));
            var answers = await RaceClient.AllAtOnce(shop.Address, [.. Enumerable.Repeat(request, Many)]);

            Assert.All(answers, a => Assert.Equal(303, a.Status));
            Assert.Equal(1, await OrdersOf(product));
            Assert.Equal((Many, 1), await Held(product));
            var order = await shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.Lines.Any(l => l.VariantId == product.Variants[0].Id)));
            Assert.Equal(1, await shop.InDb(db => db.PaymentAttempts.CountAsync(a => a.OrderId == order.Id)));
            Assert.Single(answers.Where(a => a.LeadsToPayment).Select(a => a.Location).Distinct());
        }
    }

    [Fact]
    public async Task What_is_charged_is_what_was_ordered_while_the_cart_is_changed()
    {
        for (var round = 0; round < Times; round++)
        {
            var product = await shop.Have(Given.Product("Changing").Priced(10_00).Stocked(10_000));
            var (visitor, review) = await shop.AtReview(product);
            var seen = long.Parse(PayForm(review).QuerySelector("[name=Due]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
            var pay = await visitor.Written(PayForm(review));
            var change = (await visitor.GetPage("/cart")).Form($"form[action$='/cart/items/{product.Variants[0].Id}']");
            var requests = new List<byte[]>();
            for (var i = 0; i < Many; i++) requests.Add(i % 2 == 0 ? pay : await visitor.Written(change, ("quantity", (2 + i % 7).ToString(System.Globalization.CultureInfo.InvariantCulture))));
            var answers = await RaceClient.AllAtOnce(shop.Address, requests);

            Assert.All(answers, a => Assert.True(a.Status is 200 or 303 or 409, $"{a.Status}: {a.Text[..Math.Min(400, a.Text.Length)]}"));
            var orders = await shop.InDb(db => db.Orders.AsNoTracking().Where(o => o.Lines.Any(l => l.VariantId == product.Variants[0].Id)).ToListAsync());
            Assert.True(orders.Count <= 1);
            foreach (var order in orders)
            {
                Assert.Equal((seen, 1), (order.Total.Minor, order.Lines[0].Quantity));
                var attempts = await shop.InDb(db => db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == order.Id).ToListAsync());
                Assert.Equal([order.Total], attempts.Select(a => a.Amount));
            }
            Assert.Equal((10_000, orders.Count), await Held(product));
        }
    }

    // Each has been through the pages from the first article to the button once.
    private async Task<List<Wisher>> Buyers(ProductBuilder first, Func<int, int> wish)
    {
        var product = await shop.Have(first);
        var forms = new List<(Visitor Visitor, IHtmlFormElement Pay)>();
        for (var i = 0; i < Many; i++)
        {
            var (visitor, review) = await shop.AtReview(product, wish(i), email: $"buyer{i}@example.com");
            forms.Add((visitor, PayForm(review)));
        }
        var carts = await shop.InDb(db => db.Carts.Where(c => c.Items.Any(i => i.VariantId == product.Variants[0].Id)).ToDictionaryAsync(c => c.Draft.Email!, c => c.Id));
        return [.. forms.Select((f, i) => new Wisher(f.Visitor, f.Pay, carts[$"buyer{i}@example.com"], wish(i)))];
    }

    // From then on only what lies in the carts changes, all at one price; the buttons are those of the carts as they now are.
    private async Task<IReadOnlyList<byte[]>> Choose(List<Wisher> buyers, Product product)
    {
        var versions = await shop.InDb(async db =>
        {
            var ids = buyers.Select(b => b.Cart).ToList();
            var carts = await db.Carts.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id);
            foreach (var buyer in buyers)
            {
                var cart = carts[buyer.Cart];
                foreach (var before in cart.Items.ToList()) cart.SetQuantity(before.VariantId, 0, shop.Clock.Now);
                cart.Add(product.Variants[0].Id, buyer.Wish, product.Variants[0].Price, shop.Clock.Now);
            }
            await db.SaveChangesAsync();
            return carts.ToDictionary(c => c.Key, c => c.Value.Version);
        });
        var requests = new List<byte[]>();
        foreach (var buyer in buyers) requests.Add(await buyer.Visitor.Written(buyer.Pay, ("Version", versions[buyer.Cart].ToString(System.Globalization.CultureInfo.InvariantCulture))));
        return requests;
    }

    private async Task<IReadOnlyList<RaceAnswer>> PressPay(IReadOnlyList<byte[]> requests)
    {
        var answers = await RaceClient.AllAtOnce(shop.Address, requests);
        Assert.All(answers, a => Assert.True(a.Status is 303 or 409, $"{a.Status}: {a.Text[..Math.Min(400, a.Text.Length)]}"));
        return answers;
    }

    // Those who won do not pay after all, so that their carts are free for the next round.
    private async Task CallOff(Product product)
    {
        var orders = await shop.InDb(db => db.Orders.Where(o => o.State == OrderState.Placed && o.Lines.Any(l => l.VariantId == product.Variants[0].Id)).Select(o => o.Id).ToListAsync());
        foreach (var order in orders) await shop.With<CallOffUnpaid>(callOff => callOff.Run(order, Shop.Kernel.Actor.System, "The round is over", default));
        Assert.Equal(0, (await Held(product)).Reserved);
    }

    private async Task<(int OnHand, int Reserved)> Held(Product product)
    {
        var level = await shop.Level(product);
        return (level.OnHand, level.Reserved);
    }

    private Task<int> OrdersOf(Product product) => shop.InDb(db => db.Orders.CountAsync(o => o.Lines.Any(l => l.VariantId == product.Variants[0].Id)));

    private static IHtmlFormElement PayForm(IHtmlDocument review) => review.Form("form[action$='/checkout/pay']");

    private sealed record Wisher(Visitor Visitor, IHtmlFormElement Pay, Guid Cart, int Wish);
}
