namespace Shop.Ordering;

/// <summary>Why something cannot be sent back.</summary>
public enum ReturnBar { None, NotYetHere, TooLate, CameBack, OnItsWay, NotBought }

/// <summary>What of an order may be sent back at a moment, line by line. The same answer stands on the page and is asked again when it is sent.</summary>
public static class ReturnRights
{
    /// <summary>The first instant at which it is too late; null before it has arrived.</summary>
    /// <param name="usualDays">For orders that know no promise of their own.</param>
    public static DateTime? EndsAt(Order order, int usualDays) => order.DeliveredAt?.AddDays(order.ReturnDays ?? usualDays);

    /// <param name="open">What is on its way back already.</param>
    public static IReadOnlyList<ReturnableLine> Of(Order order, IEnumerable<ReturnRequest> open, int usualDays, DateTime now)
    {
        var underway = open.Where(r => r.IsOpen).SelectMany(r => r.Lines).Where(l => l.RefusedBecause is null).GroupBy(l => l.OrderLineId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        return [.. order.Lines.OrderBy(l => l.Position).Select(line =>
        {
            var left = line.Quantity - line.Returned - underway.GetValueOrDefault(line.Id);
            var bar = BarOf(order, usualDays, now) is not ReturnBar.None and var all ? all
                : left > 0 ? ReturnBar.None
                : underway.ContainsKey(line.Id) ? ReturnBar.OnItsWay : ReturnBar.CameBack;
            return new ReturnableLine(line, bar == ReturnBar.None ? left : 0, bar);
        })];
    }

    private static ReturnBar BarOf(Order order, int usualDays, DateTime now) =>
        order.State != OrderState.Confirmed ? ReturnBar.NotBought
        : order.DeliveryState == DeliveryState.Returned ? ReturnBar.CameBack
        : EndsAt(order, usualDays) is not { } end ? ReturnBar.NotYetHere
        : now >= end ? ReturnBar.TooLate : ReturnBar.None;
}

/// <summary>A line of an order and how many of it may be sent back.</summary>
public sealed record ReturnableLine(OrderLine Line, int Quantity, ReturnBar Bar);
