using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Tests.Payments;

public sealed class SettlePaymentTests(ShopFactory shop) : PaymentTests(shop), IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_good_card_pays_the_order_and_takes_the_stock()
    {
        var (orderId, intentId, variantId) = await Placed(stock: 5, quantity: 2);
        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);

        Assert.IsType<SettlePayment.Paid>(await Settle(orderId));

        var order = await Load(orderId);
        Assert.Equal((OrderState.Confirmed, PaymentState.Paid, order.Total), (order.State, order.Payment, order.Captured));
        var stock = await Stock(variantId);
        Assert.Equal((3, 0), (stock.OnHand, stock.Reserved));
    }

    [Fact]
    public async Task Settling_from_many_sides_at_once_has_one_effect()
    {
        var (orderId, intentId, variantId) = await Placed();
        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Settle(orderId))));

        Assert.All(outcomes, o => Assert.IsType<SettlePayment.Paid>(o));
        Assert.Equal((4, 0), ((await Stock(variantId)).OnHand, (await Stock(variantId)).Reserved));
        Assert.Single((await Load(orderId)).Timeline, t => t.Kind == TimelineKind.Payment);
    }

    [Fact]
    public async Task A_declined_card_leaves_the_order_open_with_the_reason_and_a_good_one_pays_it()
    {
        var (orderId, intentId, _) = await Placed();
        await Bank.Confirm(intentId, TestCard.Find("4000000000009995")!, NoticeManner.Once, default);

        var open = Assert.IsType<SettlePayment.StillOpen>(await Settle(orderId));
        Assert.Contains("insufficient funds", open.Reason, StringComparison.Ordinal);
        Assert.Equal(PaymentState.Unpaid, (await Load(orderId)).Payment);

        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);
        Assert.IsType<SettlePayment.Paid>(await Settle(orderId));
    }

    [Fact]
    public async Task A_challenge_is_open_until_it_is_passed()
    {
        var (orderId, intentId, _) = await Placed();
        await Bank.Confirm(intentId, TestCard.Find("4000002500003155")!, NoticeManner.Once, default);
        Assert.Equal(PaymentAttemptState.RequiresAction, Assert.IsType<SettlePayment.StillOpen>(await Settle(orderId)).State);

        await Bank.Challenge(intentId, true, default);
        Assert.IsType<SettlePayment.Paid>(await Settle(orderId));
    }

    [Fact]
    public async Task A_payment_that_goes_on_processing_ends_either_way()
    {
        var (good, goodIntent, _) = await Placed();
        var (bad, badIntent, _) = await Placed();
        await Bank.Confirm(goodIntent, TestCard.Find("4000000000000077")!, NoticeManner.Once, default);
        await Bank.Confirm(badIntent, TestCard.Find("4000000000000341")!, NoticeManner.Once, default);
        Assert.Equal(PaymentAttemptState.Processing, Assert.IsType<SettlePayment.StillOpen>(await Settle(good)).State);

        Shop.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<SettlePayment.Paid>(await Settle(good));
        Assert.NotNull(Assert.IsType<SettlePayment.StillOpen>(await Settle(bad)).Reason);
    }

    [Fact]
    public async Task Paid_after_the_reservation_lapsed_it_is_filled_from_the_shelf_if_the_goods_are_still_there()
    {
        var (orderId, intentId, variantId) = await Placed(stock: 2, quantity: 2);
        await ReleaseStock(orderId);
        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);

        Assert.IsType<SettlePayment.Paid>(await Settle(orderId));
        Assert.Equal((0, 0), ((await Stock(variantId)).OnHand, (await Stock(variantId)).Reserved));
    }

    [Fact]
    public async Task Paid_when_sold_out_the_money_goes_back_and_nothing_is_oversold()
    {
        var (orderId, intentId, variantId) = await Placed(stock: 1);
        await ReleaseStock(orderId);
        await Sell(variantId);
        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);

        Assert.IsType<SettlePayment.CalledOff>(await Settle(orderId));
        Assert.IsType<SettlePayment.CalledOff>(await Settle(orderId)); // told again: not refunded again

        var order = await Load(orderId);
        Assert.Equal((OrderState.Cancelled, PaymentState.Refunded, order.Captured), (order.State, order.Payment, order.Refunded));
        Assert.Equal((await Bank.Find(intentId, default))!.Captured, (await Bank.Find(intentId, default))!.Refunded);
        Assert.Equal(0, (await Stock(variantId)).OnHand);
    }

    [Fact]
    public async Task Paid_in_two_windows_the_second_payment_goes_back()
    {
        var (orderId, first, _) = await Placed();
        var order = await Load(orderId);
        var second = await OpenIntent(order, "another window");
        await Shop.InDb(db =>
        {
            var attempt = PaymentAttempt.Start(orderId, 2, "test", order.Total, order.Currency, "/done", Shop.Clock.Now);
            attempt.Opened(second.Id, null, PaymentAttemptState.RequiresPayment, Shop.Clock.Now);
            db.Add(attempt);
            return db.SaveChangesAsync();
        });
        await Bank.Confirm(first, Good, NoticeManner.Once, default);
        await Bank.Confirm(second.Id, Good, NoticeManner.Once, default);

        foreach (var intent in new[] { first, second.Id, first, second.Id })
            await Shop.With<SettlePayment, SettlePayment.Outcome>(s => s.Run(orderId, intent, default));

        var kept = new[] { await Bank.Find(first, default), await Bank.Find(second.Id, default) };
        Assert.Equal(order.Total.Minor, kept.Sum(i => i!.Captured - i.Refunded));
        Assert.Equal(PaymentState.Paid, (await Load(orderId)).Payment);
    }

    [Fact]
    public async Task An_intent_over_another_amount_is_never_taken_for_this_order()
    {
        var (orderId, _, _) = await Placed();
        var order = await Load(orderId);
        var cheap = await Bank.Create(new PaymentIntentRequest(orderId, order.Number, new Money(1), "EUR", order.Email, "/done", "cheap"), default);
        await Shop.InDb(db => db.PaymentAttempts.Where(a => a.OrderId == orderId).ExecuteUpdateAsync(a => a.SetProperty(x => x.IntentId, cheap.Id)));
        await Bank.Confirm(cheap.Id, Good, NoticeManner.Once, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Settle(orderId));
        Assert.Equal(PaymentState.Unpaid, (await Load(orderId)).Payment);
    }

    private Task<int> ReleaseStock(Guid orderId) => Shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await new StockRoom(db).Release(orderId, default);
        await transaction.CommitAsync();
        return 0;
    });

    private Task<int> Sell(Guid variantId) => Shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await new StockRoom(db).Move(variantId, StockMovementKind.WriteOff, -1, null, "Broken", Shop.Clock.Now, default);
        await transaction.CommitAsync();
        return 0;
    });
}
