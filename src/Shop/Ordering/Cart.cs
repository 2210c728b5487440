using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What somebody means to buy. It is not an order and never becomes one: an order is made from it.</summary>
public sealed class Cart : Entity
{
    public const int MaxLines = 100;
    public const int MaxQuantity = 999;
    public const int MaxCodes = 5;
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly List<CartItem> _items = [];
    private readonly List<CartCode> _codes = [];

    private Cart() { }

    public Guid? CustomerId { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <summary>The order made from it, while that is being paid and afterwards; the next change starts afresh.</summary>
    public Guid? OrderId { get; private set; }

    /// <summary>Who at the desk fills it, and for whom; null for a cart that people fill themselves.</summary>
    public DeskOrder? Desk { get; private init; }

    /// <summary>Whose prices, points and rights count.</summary>
    internal Guid? BuyerId => CustomerId ?? Desk?.CustomerId;

    public CheckoutDraft Draft { get; private init; } = new();
    public IReadOnlyList<CartItem> Items => _items;

    /// <summary>The codes the customer entered, as promotions write them, in that order.</summary>
    public IReadOnlyList<CartCode> Codes => _codes;

    public int Count => _items.Sum(i => i.Quantity);

    public static Cart Open(Guid? customerId, DateTime now) => new() { CustomerId = customerId, ChangedAt = now };

    /// <summary>For a customer who calls or stands at the counter. Their own cart stays as it is.</summary>
    public static Cart OpenAtDesk(Guid customerId, Actor by, OrderChannel channel, DateTime now) =>
        new() { Desk = new DeskOrder { CustomerId = customerId, StaffId = by.Id ?? throw new RuleBroken("Somebody at the desk makes this order."), StaffName = by.Name, Channel = channel }, ChangedAt = now };

    /// <param name="priceSeen">What the page showed, to tell the customer when it changes.</param>
    public void Add(Guid variantId, int quantity, Money priceSeen, DateTime now)
    {
        if (quantity is < 1 or > MaxQuantity) throw new RuleBroken($"Choose a quantity from 1 to {MaxQuantity}.");
        if (_items.FirstOrDefault(i => i.VariantId == variantId) is { } item) item.Quantity = Math.Min(MaxQuantity, item.Quantity + quantity);
        else if (_items.Count >= MaxLines) throw new RuleBroken($"A cart holds at most {MaxLines} different things.");
        else _items.Add(new CartItem { VariantId = variantId, Quantity = quantity, PriceSeen = priceSeen, AddedAt = now });
        StartAfresh(now);
    }

    /// <summary>Zero removes the article.</summary>
    public void SetQuantity(Guid variantId, int quantity, DateTime now)
    {
        if (quantity is < 0 or > MaxQuantity) throw new RuleBroken($"Choose a quantity from 0 to {MaxQuantity}.");
        if (_items.FirstOrDefault(i => i.VariantId == variantId) is not { } item) return; // removed in another tab: as it should be
        if (quantity == 0) _items.Remove(item);
        else item.Quantity = quantity;
        StartAfresh(now);
    }

    /// <summary>Entering a code twice changes nothing.</summary>
    public void UseCode(string code, DateTime now)
    {
        if (_codes.Any(c => c.Code == code)) return;
        if (_codes.Count >= MaxCodes) throw new RuleBroken($"An order takes at most {MaxCodes} codes. Remove one first.");
        _codes.Add(new CartCode(code, now));
        StartAfresh(now);
    }

    public void DropCode(string code, DateTime now)
    {
        if (_codes.RemoveAll(c => c.Code == code) > 0) StartAfresh(now);
    }

    /// <summary>Takes over another cart at sign-in: the larger quantity of each article wins, so that merging twice doubles nothing.</summary>
    public void TakeOver(Cart other, DateTime now)
    {
        foreach (var theirs in other._items)
        {
            if (_items.FirstOrDefault(i => i.VariantId == theirs.VariantId) is { } mine) mine.Quantity = Math.Max(mine.Quantity, theirs.Quantity);
            else if (_items.Count < MaxLines) _items.Add(new CartItem { VariantId = theirs.VariantId, Quantity = theirs.Quantity, PriceSeen = theirs.PriceSeen, AddedAt = theirs.AddedAt });
        }
        foreach (var code in other._codes)
            if (_codes.Count < MaxCodes && _codes.All(c => c.Code != code.Code)) _codes.Add(new CartCode(code.Code, code.EnteredAt));
        other._items.Clear();
        other._codes.Clear();
        if (!Draft.Delivery.IsComplete) Draft.TakeOver(other.Draft);
        StartAfresh(now);
        other.StartAfresh(now);
    }

    public void BelongTo(Guid customerId) => CustomerId = customerId;

    /// <summary>What is made at the desk is for another record of the same person.</summary>
    internal void BeFor(Guid customerId)
    {
        if (Desk is { } desk) desk.CustomerId = customerId;
    }

    /// <summary>Keeps what was filled in at checkout. An order being paid is made of what stood there before, so the next one starts afresh.</summary>
    public void FillIn(Action<CheckoutDraft> change, DateTime now)
    {
        change(Draft);
        StartAfresh(now);
    }

    /// <summary>After its order was paid: an empty cart, with the address kept for next time.</summary>
    public void Empty(DateTime now)
    {
        _items.Clear();
        _codes.Clear();
        (Draft.GiftWrap, Draft.GiftMessage, Draft.PointsWanted) = (null, null, null);
        OrderId = null;
        ChangedAt = now;
    }

    /// <summary>The order made from it came to nothing; the things are still here.</summary>
    public void OrderGivenUp() => OrderId = null;

    /// <summary>Tells that the customer has been shown the price of today.</summary>
    public void SawPrice(Guid variantId, Money price)
    {
        if (_items.FirstOrDefault(i => i.VariantId == variantId) is { } item) item.PriceSeen = price;
    }

    // An order made of this cart holds what stood here then; it is paid as it was ordered, or called off when the next one is placed.
    private void StartAfresh(DateTime now) => (OrderId, ChangedAt) = (null, now);
}

/// <summary>An order in the making at the desk.</summary>
public sealed class DeskOrder
{
    public const int ConsentMaxLength = 200;

    public Guid CustomerId { get; internal set; }
    public Guid StaffId { get; internal init; }
    public string StaffName { get; internal init; } = "";
    public OrderChannel Channel { get; internal set; }

    /// <summary>How the member agreed that points pay a part; without it none do.</summary>
    public string? PointsConsent { get; internal set; }
}

/// <summary>One article in a cart.</summary>
public sealed class CartItem
{
    public Guid Id { get; private init; } = NewId.Next();
    public Guid VariantId { get; internal init; }
    public int Quantity { get; internal set; }
    public Money PriceSeen { get; internal set; }
    public DateTime AddedAt { get; internal init; }
}

/// <summary>A code in a cart.</summary>
public sealed record CartCode(string Code, DateTime EnteredAt)
{
    public const int MaxLength = 40;

    public Guid Id { get; private init; } = NewId.Next();
}

/// <summary>What a customer has filled in so far; nothing of it is lost between the sections of the checkout.</summary>
public sealed class CheckoutDraft
{
    public const int EmailMaxLength = 254;
    public const int PhoneMaxLength = 30;
    public const int MethodMaxLength = 40;
    public const int NoteMaxLength = 500;
    public const int GiftMessageMaxLength = 300;

    public string? Email { get; set; }
    public string? Phone { get; set; }

    /// <summary>How many points the customer would like to pay with.</summary>
    public long? PointsWanted { get; set; }
    public Address Delivery { get; set; } = Address.Empty with { }; // one of its own: the database tells parts apart by whose they are
    public Address? Billing { get; set; }
    public string? DeliveryMethod { get; set; }
    public string? PickUpPointId { get; set; }
    public string? Note { get; set; }

    /// <summary>Whether it is wrapped as a gift, and what is written on the card.</summary>
    public bool? GiftWrap { get; set; }
    public string? GiftMessage { get; set; }

    /// <summary>Whether the payment section was answered, be it by leaving it as it was.</summary>
    public bool PaymentSeen { get; set; }

    internal void TakeOver(CheckoutDraft other)
    {
        (Email, Phone, DeliveryMethod, PickUpPointId, Note, PaymentSeen) = (other.Email, other.Phone, other.DeliveryMethod, other.PickUpPointId, other.Note, other.PaymentSeen);
        (GiftWrap, GiftMessage) = (other.GiftWrap, other.GiftMessage);
        Delivery = other.Delivery with { };
        Billing = other.Billing is null ? null : other.Billing with { };
    }
}
