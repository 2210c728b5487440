using FsCheck;
using FsCheck.Fluent;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

/// <summary>What goes back: however an order is sent back, nobody gets a cent more or less than was paid, and card and points in the proportion in which they paid.</summary>
public sealed class RefundSumsTests
{
    private static readonly DateTime Now = TestClock.Opening;

    [Fact]
    public void Any_way_of_sending_everything_back_ends_at_exactly_what_was_paid() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var dice = new Random(seed);
        var order = Delivered(dice);
        var returns = new List<Return>();
        while (order.DeliveryState != DeliveryState.Returned)
        {
            var pieces = order.Lines.Where(l => l.Returned < l.Quantity).ToDictionary(l => l.Id, l => dice.Next(0, l.Quantity - l.Returned + 1)).Where(p => p.Value > 0).ToDictionary();
            if (pieces.Count == 0) continue;
            var sums = RefundSums.Of(order, returns, pieces);
            if (sums.Card < Money.Zero || sums.Points < Money.Zero || sums.Card + sums.Points != sums.Total) return false;
            returns.Add(Book(order, sums));
            order.TakeBack(pieces, Now, Actor.System);
            if (Card(returns) > order.Captured || Points(returns) > (order.PaidWithPoints ?? Money.Zero)) return false;
        }
        return Card(returns) == order.Captured && Points(returns) == (order.PaidWithPoints ?? Money.Zero) && returns.Count(r => r.Delivery > Money.Zero) <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Delivery_goes_back_with_the_last_piece_only()
    {
        var order = Order(Line(2, 25_00), 5_00);
        var first = RefundSums.Of(order, [], Pieces(order, 1));
        Assert.Equal((new Money(25_00), Money.Zero), (first.Goods, first.Delivery));
        var made = Book(order, first);
        order.TakeBack(Pieces(order, 1), Now, Actor.System);
        var last = RefundSums.Of(order, [made], Pieces(order, 1));
        Assert.Equal((new Money(25_00), new Money(5_00)), (last.Goods, last.Delivery));
    }

    [Fact]
    public void Gift_wrap_goes_back_with_everything()
    {
        var order = Order(Line(1, 40_00), 0, wrap: 4_90);
        Assert.Equal(new Money(44_90), RefundSums.Of(order, [], Pieces(order, 1)).Total);
    }

    [Fact]
    public void Pieces_that_are_not_there_are_refused()
    {
        var order = Order(Line(1, 40_00), 0);
        Assert.Throws<RuleBroken>(() => RefundSums.Of(order, [], Pieces(order, 2)));
        Assert.Throws<RuleBroken>(() => order.TakeBack(Pieces(order, 2), Now, Actor.System));
        Assert.Equal(0, order.Lines[0].Returned);
    }

    [Fact]
    public void What_may_be_sent_back_says_why_not()
    {
        var order = Order(Line(2, 40_00), 0, delivered: false);
        Assert.Equal((0, ReturnBar.NotYetHere), Right(order, []));
        order.MarkDelivered(Now, Actor.System);
        Assert.Equal((2, ReturnBar.None), Right(order, []));
        Assert.Equal((0, ReturnBar.TooLate), Right(order, [], Now.AddDays(30)));
        Assert.Equal((2, ReturnBar.None), Right(order, [], Now.AddDays(30).AddTicks(-1)));

        var request = ReturnRequest.Ask("R-1", order, [new AskedPiece(order.Lines[0].Id, 2, ReturnReason.Damaged)], new Dictionary<Guid, int> { [order.Lines[0].Id] = 2 }, null, Now);
        Assert.Equal((0, ReturnBar.OnItsWay), Right(order, [request]));
        request.CallOff(Now);
        Assert.Equal((2, ReturnBar.None), Right(order, [request]));
        order.TakeBack(Pieces(order, 2), Now, Actor.System);
        Assert.Equal((0, ReturnBar.CameBack), Right(order, []));
    }

    private static (int, ReturnBar) Right(Order order, IEnumerable<ReturnRequest> open, DateTime? now = null) => ReturnRights.Of(order, open, 30, now ?? Now) is [var line] ? (line.Quantity, line.Bar) : default;

    private static Dictionary<Guid, int> Pieces(Order order, int count) => new() { [order.Lines[0].Id] = count };

    private static Money Card(IEnumerable<Return> returns) => returns.Aggregate(Money.Zero, (sum, r) => sum + r.Card!.Value);

    private static Money Points(IEnumerable<Return> returns) => returns.Aggregate(Money.Zero, (sum, r) => sum + r.InPoints);

    private static Return Book(Order order, RefundSums sums)
    {
        var pieces = sums.Lines.Select(l => new AskedPiece(l.OrderLineId!.Value, l.Quantity, ReturnReason.ChangedMind)).ToList();
        var request = ReturnRequest.Ask("R-1", order, pieces, pieces.ToDictionary(p => p.OrderLineId, p => p.Quantity), null, Now);
        request.Decide(new Dictionary<Guid, string>(), null, Now, Actor.System);
        request.Receive(request.Lines.ToDictionary(l => l.Id, l => new ReceivedPieces(l.Quantity, ReturnGrade.AsNew, true)), NewId.Next(), Now);
        return Return.Received(NewId.Next(), request, order, sums, Now);
    }

    private static Order Delivered(Random dice)
    {
        var lines = Enumerable.Range(0, dice.Next(1, 5)).Select(_ => Line(dice.Next(1, 6), dice.Next(1, 9_999), dice)).ToList();
        return Order(lines, dice.Next(3) == 0 ? 0 : dice.Next(1, 1_500), dice.Next(2) == 0 ? null : dice);
    }

    private static OrderLine Line(int quantity, long price, Random? dice = null)
    {
        var all = price * quantity;
        return new OrderLine(Guid.NewGuid(), Guid.NewGuid(), "SKU", "Mug", null, null, quantity, new Money(price), new Money(dice is null ? 0 : dice.NextInt64(0, all / 2 + 1)), 2500, Money.Zero);
    }

    private static Order Order(OrderLine line, long delivery, long? wrap = null, bool delivered = true) => Order([line], delivery, null, wrap, delivered);

    private static Order Order(IReadOnlyList<OrderLine> lines, long delivery, Random? pays, long? wrap = null, bool delivered = true)
    {
        var goods = lines.Aggregate(Money.Zero, (sum, l) => sum + l.Total);
        var total = goods + new Money(delivery) + new Money(wrap ?? 0);
        Money? points = pays is null || total.Minor < 2 ? null : new Money(pays.NextInt64(1, total.Minor + 1));
        var order = Shop.Ordering.Order.Place(new OrderRequest("N-1", Guid.NewGuid(), null, OrderChannel.Web, "a@example.com", null, Given.Address(), null, null, "EUR", lines, goods,
            lines.Aggregate(Money.Zero, (sum, l) => sum + l.Discount), new Money(delivery), Money.Zero, total, DeliveryMethods.Home, 2500, null, null, Now.AddMinutes(30), Actor.System,
            GiftWrap: wrap is { } paid ? new Money(paid) : null, PointsSpent: points?.Minor, PaidWithPoints: points), Now);
        order.MarkPaid(order.Due, Now, Actor.Gateway);
        order.MarkShipped(Now, Actor.System, "Shipped");
        if (delivered) order.MarkDelivered(Now, Actor.System);
        return order;
    }
}
