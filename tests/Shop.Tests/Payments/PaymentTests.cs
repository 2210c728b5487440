using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Tests.Payments;

/// <summary>An order placed and reserved, with an intent at the test gateway: what the tests of payments start from.</summary>
public abstract class PaymentTests(ShopFactory shop)
{
    protected ShopFactory Shop { get; } = shop;
    protected TestGatewayBank Bank => Shop.Services.GetRequiredService<TestGatewayBank>();

    protected static TestCard Good => TestCard.Find("4242424242424242")!;

    /// <summary>Saves an order over one article, holds its stock and opens an intent for it.</summary>
    protected async Task<(Guid OrderId, string IntentId, Guid VariantId)> Placed(int stock = 5, int quantity = 1)
    {
        var product = await Shop.Have(Given.Product("Cup").Priced(24_90).Stocked(stock));
        var order = Order(product, quantity);
        var attempt = PaymentAttempt.Start(order.Id, 1, "test", order.Total, order.Currency, "/done", Shop.Clock.Now);
        await Shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await new StockRoom(db).Reserve(order.Id, new Dictionary<Guid, int> { [product.Variants[0].Id] = quantity }, Shop.Clock.Now.AddMinutes(30), default);
            db.AddRange(order, attempt);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
        var intent = await OpenIntent(order, attempt.IdempotencyKey);
        await Shop.InDb(async db =>
        {
            var saved = await db.PaymentAttempts.SingleAsync(a => a.Id == attempt.Id);
            saved.Opened(intent.Id, null, PaymentAttemptState.RequiresPayment, Shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        return (order.Id, intent.Id, product.Variants[0].Id);
    }

    protected Task<TestIntent> OpenIntent(Order order, string key) =>
        Bank.Create(new PaymentIntentRequest(order.Id, order.Number, order.Total, order.Currency, order.Email, "/done", key), default);

    protected Task<SettlePayment.Outcome> Settle(Guid orderId) => Shop.With<SettlePayment, SettlePayment.Outcome>(settle => settle.Run(orderId, default));

    protected Task<Order> Load(Guid orderId) => Shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId));

    protected Task<StockLevel> Stock(Guid variantId) => Shop.InDb(db => db.StockLevels.AsNoTracking().SingleAsync(l => l.VariantId == variantId));

    private Order Order(Product product, int quantity)
    {
        var variant = product.Variants[0];
        var total = variant.Price * quantity;
        var line = new OrderLine(product.Id, variant.Id, variant.Sku, product.Name, null, null, quantity, variant.Price, Money.Zero, 2500, new Money(total.Minor / 5));
        return global::Shop.Ordering.Order.Place(new OrderRequest($"T{Guid.NewGuid():N}"[..12], null, null, OrderChannel.Web, "ada@example.com", null, Given.Address(), null, null, "EUR",
            [line], total, Money.Zero, Money.Zero, line.Vat, total, "standard", 2500, null, null, Shop.Clock.Now.AddMinutes(30), Actor.Guest("ada@example.com")), Shop.Clock.Now);
    }
}
