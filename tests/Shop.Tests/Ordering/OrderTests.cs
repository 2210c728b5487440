using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class OrderTests
{
    private static readonly DateTime Now = TestClock.Opening;
    private static readonly Actor Staff = Actor.Staff(Guid.NewGuid(), "Tor");
    private readonly Order _order = Placed();

    [Fact]
    public void It_goes_from_placed_over_paid_packed_and_shipped_to_delivered()
    {
        Assert.Equal((OrderState.Placed, PaymentState.Unpaid, DeliveryState.Open), (_order.State, _order.Payment, _order.DeliveryState));
        _order.MarkPaid(_order.Total, Now, Actor.Gateway);
        _order.MarkPacked(Now, Staff);
        _order.MarkShipped(Now, Staff, "Shipped");
        _order.MarkDelivered(Now, Staff);
        Assert.Equal((OrderState.Confirmed, PaymentState.Paid, DeliveryState.Delivered), (_order.State, _order.Payment, _order.DeliveryState));
        Assert.Equal([typeof(OrderPlaced), typeof(OrderPaid), typeof(OrderShipped), typeof(OrderDelivered)], _order.Raised.Select(e => e.GetType()));
    }

    [Fact]
    public void Being_told_twice_that_it_is_paid_changes_nothing()
    {
        _order.MarkPaid(_order.Total, Now, Actor.Gateway);
        _order.MarkPaid(_order.Total, Now.AddMinutes(1), Actor.Gateway);
        Assert.Equal((_order.Total, Now), (_order.Captured, _order.PaidAt));
        Assert.Single(_order.Raised.OfType<OrderPaid>());
    }

    [Fact]
    public void Another_amount_than_its_total_does_not_pay_it() => Assert.Throws<RuleBroken>(() => _order.MarkPaid(_order.Total - new Money(1), Now, Actor.Gateway));

    [Fact]
    public void An_unpaid_order_is_neither_packed_nor_sent()
    {
        Assert.Throws<RuleBroken>(() => _order.MarkPacked(Now, Staff));
        Assert.Throws<RuleBroken>(() => _order.MarkShipped(Now, Staff, "Shipped"));
        Assert.Throws<RuleBroken>(() => _order.MarkDelivered(Now, Staff));
    }

    [Fact]
    public void A_cancelled_order_is_not_paid_any_more()
    {
        _order.Cancel(Now, Staff, "Changed my mind");
        Assert.Throws<RuleBroken>(() => _order.MarkPaid(_order.Total, Now, Actor.Gateway));
        _order.Cancel(Now.AddDays(1), Staff, "Again");
        Assert.Equal(Now, _order.CancelledAt);
    }

    [Fact]
    public void A_packed_order_is_not_cancelled_any_more()
    {
        _order.MarkPaid(_order.Total, Now, Actor.Gateway);
        _order.MarkPacked(Now, Staff);
        Assert.False(_order.CanBeCancelled);
        Assert.Throws<RuleBroken>(() => _order.Cancel(Now, Staff, "Late"));
    }

    [Fact]
    public void Refunds_never_exceed_what_was_taken_and_end_exactly_at_nothing()
    {
        _order.MarkPaid(_order.Total, Now, Actor.Gateway);
        _order.MarkRefunded(new Money(10_00), Now, Staff, "A chip");
        Assert.Equal(PaymentState.PartlyRefunded, _order.Payment);
        Assert.Throws<RuleBroken>(() => _order.MarkRefunded(_order.Total, Now, Staff, "Too much"));
        Assert.Throws<RuleBroken>(() => _order.MarkRefunded(Money.Zero, Now, Staff, "Nothing"));
        _order.MarkRefunded(_order.Captured - _order.Refunded, Now, Staff, "The rest");
        Assert.Equal((PaymentState.Refunded, Money.Zero), (_order.Payment, _order.Captured - _order.Refunded));
    }

    [Fact]
    public void Lines_that_do_not_add_up_make_no_order()
    {
        Assert.Throws<RuleBroken>(() => Placed(goods: 49_99));
        Assert.Throws<RuleBroken>(() => Placed(total: 50_00));
    }

    [Fact]
    public void Its_token_cannot_be_guessed_and_its_number_can_be_read_out()
    {
        var orders = Enumerable.Range(0, 500).Select(_ => Placed()).ToList();
        Assert.Equal(500, orders.Select(o => o.Token).Distinct().Count());
        Assert.All(orders, o => Assert.Matches("^[0-9a-f]{32}$", o.Token));
        var numbers = Enumerable.Range(0, 2000).Select(_ => OrderNumbers.New()).ToList();
        Assert.Equal(2000, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$", n));
        Assert.All(numbers, n => Assert.Equal(n, OrderNumbers.Normalise($" {n.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} ")));
    }

    [Fact]
    public void It_joins_one_customer_only()
    {
        var customer = Guid.NewGuid();
        _order.Join(customer);
        _order.Join(customer);
        Assert.Throws<RuleBroken>(() => _order.Join(Guid.NewGuid()));
    }

    [Fact]
    public void The_invoice_keeps_its_first_number()
    {
        _order.Invoice("2026-000001");
        _order.Invoice("2026-000002");
        Assert.Equal("2026-000001", _order.InvoiceNumber);
    }

    internal static Order Placed(long goods = 50_00, long total = 55_90) => Order.Place(new OrderRequest(
        OrderNumbers.New(), null, null, OrderChannel.Web, "ada@example.com", null, Given.Address(), null, null, "EUR",
        [new OrderLine(Guid.NewGuid(), Guid.NewGuid(), "MUG-1", "Mug", "Moss", null, 2, new Money(25_00), Money.Zero, 2500, new Money(10_00))],
        new Money(goods), Money.Zero, new Money(5_90), new Money(11_18), new Money(total), DeliveryMethods.Home, 2500, null, null, Now.AddMinutes(30), Actor.Guest("ada@example.com")), Now);
}
