using System.Security.Cryptography;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Whether an order is still being made, stands, or was called off.</summary>
public enum OrderState { Placed, Confirmed, Cancelled }

/// <summary>Where the money is. “Unknown” is asked for, never guessed.</summary>
public enum PaymentState { Unpaid, Authorized, Paid, PartlyRefunded, Refunded, Unknown }

/// <summary>Where the goods are.</summary>
public enum DeliveryState { Open, Packed, Shipped, Delivered, Returned }

/// <summary>On which channel an order was made.</summary>
public enum OrderChannel { Web, Counter, Phone, Wholesale, Reseller, Import }

/// <summary>What a customer bought, at the prices they agreed to. Never deleted, never repriced.</summary>
public sealed class Order : Entity
{
    public const int NumberMaxLength = 24;
    public const int CurrencyLength = 3;
    public const int TokenLength = 32;
    public const int InvoiceNumberMaxLength = 24;
    private static readonly TimeSpan AsksForClubFor = TimeSpan.FromDays(1);

    private readonly List<OrderLine> _lines = [];
    private readonly List<OrderReduction> _reductions = [];
    private readonly List<TimelineEntry> _timeline = [];

    private Order() { }

    /// <summary>Short enough to read out on the telephone; see <see cref="OrderNumbers"/>.</summary>
    public string Number { get; private init; } = "";

    /// <summary>128 random bits: who has the link made of them may see this order without an account.</summary>
    public string Token { get; private init; } = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
    public Guid? CustomerId { get; private set; }
    public Guid? CartId { get; private init; }

    /// <summary>Which state of the cart was ordered. A cart's state is ordered once, however often it is sent.</summary>
    public int? CartVersion { get; private init; }
    public OrderChannel Channel { get; private init; }
    public string Email { get; private init; } = "";
    public string? Phone { get; private init; }
    public Address Delivery { get; private init; } = Address.Empty;
    public Address? Billing { get; private init; }
    public string? Note { get; private init; }

    public string Currency { get; private init; } = "";

    /// <summary>The lines' totals after discounts, VAT included.</summary>
    public Money Goods { get; private init; }
    public Money Discount { get; private init; }

    /// <summary>After a promotion that made it free.</summary>
    public Money DeliveryPrice { get; private init; }

    /// <summary>What wrapping it as a gift costs; null when it is not wrapped.</summary>
    public Money? GiftWrap { get; private init; }
    public string? GiftMessage { get; private init; }
    public Money Vat { get; private init; }
    public Money Total { get; private init; }

    /// <summary>How many points pay a part of the total, and how much that is; null when none do.</summary>
    public long? PointsSpent { get; private init; }
    public Money? PaidWithPoints { get; private init; }

    /// <summary>For how many days after delivery it can be sent back, as was promised when it was placed; null for an order that knows no promise.</summary>
    public int? ReturnDays { get; private init; }

    /// <summary>Who placed it asked to be taken into the club with it: it counts there although it may have been paid before.</summary>
    public bool JoinsClub { get; private set; }

    /// <summary>What the card pays.</summary>
    public Money Due => Total - (PaidWithPoints ?? Money.Zero);
    public Money Captured { get; private set; }
    public Money Refunded { get; private set; }

    public string DeliveryMethod { get; private init; } = "";
    public int DeliveryVatBasisPoints { get; private init; }
    public DateOnly? PromisedFrom { get; private init; }
    public DateOnly? PromisedTo { get; private init; }

    /// <summary>Where the customer fetches it: name and address of the place.</summary>
    public string? PickUpPoint { get; private init; }

    /// <summary>From an unbroken series, given when it was paid.</summary>
    public string? InvoiceNumber { get; private set; }

    public OrderState State { get; private set; }
    public PaymentState Payment { get; private set; }
    public DeliveryState DeliveryState { get; private set; }

    public DateTime PlacedAt { get; private init; }
    public DateTime? PaidAt { get; private set; }
    public DateTime? ShippedAt { get; private set; }
    public DateTime? DeliveredAt { get; private set; }
    public DateTime? CancelledAt { get; private set; }

    /// <summary>Until when it must be paid; then it is called off and the stock given back. Null when paid or on account.</summary>
    public DateTime? PayBy { get; private set; }

    public IReadOnlyList<OrderLine> Lines => _lines;
    public IReadOnlyList<OrderReduction> Reductions => _reductions;
    public IReadOnlyList<TimelineEntry> Timeline => _timeline;

    public bool CanBeCancelled => State != OrderState.Cancelled && DeliveryState == DeliveryState.Open;
    public Address BillingOrDelivery => Billing ?? Delivery;

    public static Order Place(OrderRequest request, DateTime now)
    {
        if (request.Lines.Count == 0) throw new RuleBroken("The cart is empty.");
        var order = new Order
        {
            Number = request.Number, CustomerId = request.CustomerId, CartId = request.CartId, CartVersion = request.CartVersion, Channel = request.Channel,
            Email = request.Email, Phone = request.Phone, Delivery = request.Delivery, Billing = request.Billing, Note = request.Note,
            Currency = request.Currency, Goods = request.Goods, Discount = request.Discount, DeliveryPrice = request.DeliveryPrice, Vat = request.Vat, Total = request.Total,
            DeliveryMethod = request.DeliveryMethod, DeliveryVatBasisPoints = request.DeliveryVatBasisPoints, PromisedFrom = request.PromisedFrom, PromisedTo = request.PromisedTo,
            PickUpPoint = request.PickUpPoint, PlacedAt = now, PayBy = request.PayBy, GiftWrap = request.GiftWrap, GiftMessage = request.GiftMessage,
            PointsSpent = request.PointsSpent, PaidWithPoints = request.PaidWithPoints, ReturnDays = request.ReturnDays, JoinsClub = request.JoinsClub,
        };
        order._lines.AddRange(request.Lines);
        for (var i = 0; i < order._lines.Count; i++) order._lines[i].Position = i;
        if (order._lines.Aggregate(Money.Zero, (sum, line) => sum + line.Total) != order.Goods) throw new RuleBroken("The lines do not add up to the goods' total.");
        if (order.Goods + order.DeliveryPrice + (order.GiftWrap ?? Money.Zero) != order.Total) throw new RuleBroken("Goods, delivery and gift wrap do not add up to the total.");
        if (order.PointsSpent is null != order.PaidWithPoints is null || order.PointsSpent <= 0 || order.PaidWithPoints <= Money.Zero || order.PaidWithPoints > order.Total || (order.PointsSpent is not null && order.CustomerId is null))
            throw new RuleBroken("Points pay a part of a member's order.");
        foreach (var reduction in request.Reductions ?? []) order._reductions.Add(reduction with { Position = order._reductions.Count });
        if (order._reductions.Count > 0 && order._reductions.Where(r => !r.OnDelivery).Aggregate(Money.Zero, (sum, r) => sum + r.Amount) != order.Discount) throw new RuleBroken("The reductions do not add up to the discount.");
        order.Tell(now, request.By, TimelineKind.Placed, "Order placed");
        order.Raise(new OrderPlaced(order.Id));
        return order;
    }

    /// <summary>The provider holds the money; it is taken later. Being told twice changes nothing.</summary>
    public void MarkAuthorized(DateTime now)
    {
        if (Payment is PaymentState.Authorized or PaymentState.Paid) return;
        ExpectNotCancelled();
        (Payment, PayBy) = (PaymentState.Authorized, null);
        Tell(now, Actor.Gateway, TimelineKind.Payment, "Payment authorized");
    }

    /// <summary>The money is here. Being told twice, by page and by notice, changes nothing.</summary>
    public void MarkPaid(Money amount, DateTime now, Actor by)
    {
        if (Payment is PaymentState.Paid or PaymentState.PartlyRefunded or PaymentState.Refunded) return;
        ExpectNotCancelled();
        if (amount != Due) throw new RuleBroken($"Of order {Number}, {Due.Minor} are to be paid, but {amount.Minor} were paid.");
        (Payment, State, Captured, PaidAt, PayBy) = (PaymentState.Paid, OrderState.Confirmed, amount, now, null);
        Tell(now, by, TimelineKind.Payment, "Payment received");
        Raise(new OrderPaid(Id, CustomerId, Goods));
    }

    /// <summary>Gives the invoice its number, once.</summary>
    public void Invoice(string number) => InvoiceNumber ??= number;

    /// <summary>The bank is still working on the payment: the order waits a while longer.</summary>
    public void WaitUntil(DateTime payBy)
    {
        if (PayBy is null || State != OrderState.Placed) throw new RuleBroken($"Order {Number} does not wait for a payment.");
        PayBy = payBy;
    }

    /// <summary>Money came for an order that can no longer be filled: it is noted, so that it is given back.</summary>
    public void ReceiveTooLate(Money amount, DateTime now)
    {
        (Captured, PaidAt, PayBy) = (amount, now, null);
        Payment = PaymentState.Paid;
        Tell(now, Actor.Gateway, TimelineKind.Payment, "Payment received too late");
    }

    /// <summary>The provider's answer is not known: it will be asked, and until then nobody charges again.</summary>
    public void MarkPaymentUnknown(DateTime now)
    {
        if (Payment != PaymentState.Unpaid) return;
        Payment = PaymentState.Unknown;
        Tell(now, Actor.Gateway, TimelineKind.Payment, "Payment outcome not known yet");
    }

    public void MarkPaymentOpen()
    {
        if (Payment == PaymentState.Unknown) Payment = PaymentState.Unpaid;
    }

    /// <param name="lateAttempt">The attempt, when it failed after the bank had taken its time; whoever waits at the screen sees the reason there.</param>
    public void PaymentFailed(string reason, DateTime now, Guid? lateAttempt = null)
    {
        Tell(now, Actor.Gateway, TimelineKind.PaymentFailed, reason);
        if (lateAttempt is { } attempt) Raise(new OrderPaymentFailed(Id, attempt, reason));
    }

    public void MarkPacked(DateTime now, Actor by)
    {
        ExpectConfirmed();
        Expect(DeliveryState.Open);
        DeliveryState = DeliveryState.Packed;
        Tell(now, by, TimelineKind.Packed, "Packed");
    }

    public void MarkShipped(DateTime now, Actor by, string text)
    {
        ExpectConfirmed();
        if (DeliveryState is not (DeliveryState.Open or DeliveryState.Packed)) throw new RuleBroken($"Order {Number} has been shipped already.");
        (DeliveryState, ShippedAt) = (DeliveryState.Shipped, now);
        Tell(now, by, TimelineKind.Shipped, text);
        Raise(new OrderShipped(Id));
    }

    public void MarkDelivered(DateTime now, Actor by)
    {
        Expect(DeliveryState.Shipped);
        (DeliveryState, DeliveredAt) = (DeliveryState.Delivered, now);
        Tell(now, by, TimelineKind.Delivered, "Delivered");
        Raise(new OrderDelivered(Id, CustomerId, now));
    }

    public void Cancel(DateTime now, Actor by, string reason)
    {
        if (State == OrderState.Cancelled) return; // told twice
        if (DeliveryState != DeliveryState.Open) throw new RuleBroken($"Order {Number} is already packed and can no longer be cancelled. You can return it when it arrives.");
        (State, CancelledAt, PayBy) = (OrderState.Cancelled, now, null);
        Tell(now, by, TimelineKind.Cancelled, reason);
        Raise(new OrderCancelled(Id, CustomerId));
    }

    /// <summary>Notes money given back by the gateway; never more than was taken.</summary>
    public void MarkRefunded(Money amount, DateTime now, Actor by, string reason)
    {
        if (amount <= Money.Zero) throw new RuleBroken("A refund is more than nothing.");
        if (Refunded + amount > Captured) throw new RuleBroken("More cannot be refunded than was paid.");
        Refunded += amount;
        Payment = Refunded == Captured ? PaymentState.Refunded : PaymentState.PartlyRefunded;
        Tell(now, by, TimelineKind.Refunded, reason);
        Raise(new OrderRefunded(Id, CustomerId, amount));
    }

    /// <summary>Pieces came back; when they are the last ones, the whole order did.</summary>
    /// <param name="pieces">How many of which line.</param>
    public void TakeBack(IReadOnlyDictionary<Guid, int> pieces, DateTime now, Actor by)
    {
        Expect(DeliveryState.Delivered);
        foreach (var line in _lines.Where(l => pieces.GetValueOrDefault(l.Id) > 0))
        {
            if (line.Returned + pieces[line.Id] > line.Quantity) throw new RuleBroken($"Of {line.Name} only {line.Quantity - line.Returned} are left to come back.");
            line.Returned += pieces[line.Id];
        }
        var count = pieces.Values.Sum();
        if (_lines.TrueForAll(l => l.Returned == l.Quantity)) MarkReturned(now, by);
        else Tell(now, by, TimelineKind.Returned, count == 1 ? "1 piece came back" : $"{count} pieces came back");
    }

    public void MarkReturned(DateTime now, Actor by)
    {
        DeliveryState = DeliveryState.Returned;
        Tell(now, by, TimelineKind.Returned, "Everything came back");
    }

    /// <summary>A guest's order joins the account of the same confirmed e-mail address.</summary>
    public void Join(Guid customerId)
    {
        if (CustomerId is not null && CustomerId != customerId) throw new RuleBroken($"Order {Number} belongs to somebody else.");
        CustomerId = customerId;
    }

    /// <summary>On the day it was placed one may still ask to be in the club with it. Asking twice changes nothing.</summary>
    /// <returns>Whether it counts there.</returns>
    public bool AskForClub(DateTime now) => JoinsClub |= State != OrderState.Cancelled && now < PlacedAt + AsksForClubFor;

    public void AddNote(DateTime now, Actor by, string text) => Tell(now, by, TimelineKind.Note, text);

    private void Tell(DateTime at, Actor by, TimelineKind kind, string text) => _timeline.Add(TimelineEntry.Of(at, by, kind, text));

    private void ExpectNotCancelled()
    {
        if (State == OrderState.Cancelled) throw new RuleBroken($"Order {Number} was cancelled.");
    }

    private void ExpectConfirmed()
    {
        if (State != OrderState.Confirmed) throw new RuleBroken(State == OrderState.Cancelled ? $"Order {Number} is cancelled." : $"Order {Number} is not paid yet.");
    }

    private static string Words(DeliveryState state) => state switch
    {
        DeliveryState.Open => "is not packed yet",
        DeliveryState.Packed => "was packed",
        DeliveryState.Shipped => "was sent",
        DeliveryState.Delivered => "was delivered",
        _ => "came back",
    };

    private void Expect(DeliveryState expected)
    {
        if (DeliveryState != expected) throw new RuleBroken(DeliveryState < expected ? $"Order {Number} {Words(DeliveryState)}." : $"Order {Number} {Words(DeliveryState)} already.");
    }
}

/// <summary>Everything an order is made of, computed by <c>Quote</c> and checked again by <see cref="Order.Place"/>.</summary>
public sealed record OrderRequest(
    string Number, Guid? CustomerId, Guid? CartId, OrderChannel Channel, string Email, string? Phone, Address Delivery, Address? Billing, string? Note,
    string Currency, IReadOnlyList<OrderLine> Lines, Money Goods, Money Discount, Money DeliveryPrice, Money Vat, Money Total,
    string DeliveryMethod, int DeliveryVatBasisPoints, DateOnly? PromisedFrom, DateOnly? PromisedTo, DateTime? PayBy, Actor By, int? CartVersion = null, string? PickUpPoint = null,
    IReadOnlyList<OrderReduction>? Reductions = null, Money? GiftWrap = null, string? GiftMessage = null, long? PointsSpent = null, Money? PaidWithPoints = null, int? ReturnDays = null, bool JoinsClub = false);
