using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What can be wrong with a line of a cart.</summary>
public enum CartLineTrouble { None, TooMany, SoldOut, Gone, NotYet }

/// <summary>One article in a cart as it stands today: its price, how many can be had, and what changed since it was put there.</summary>
public sealed record CartLine(
    Guid VariantId, Guid ProductId, string Slug, string Name, string VariantName, string Sku, CartPicture? Picture,
    int Quantity, Money Price, Money PriceSeen, Money? CompareAt, TaxClass TaxClass, int Available, bool ForSale)
{
    public Guid? CategoryId { get; init; }

    /// <summary>How the customer stands to it while it is not for everybody; null when it is.</summary>
    public EarlyStanding? Early { get; init; }

    public CartLineTrouble Trouble =>
        !ForSale ? CartLineTrouble.Gone : Early is { Left: <= 0 } ? CartLineTrouble.NotYet : Available <= 0 ? CartLineTrouble.SoldOut : Quantity > Available ? CartLineTrouble.TooMany : CartLineTrouble.None;

    /// <summary>Whether it counts towards the total: what cannot be had costs nothing.</summary>
    public bool Counts => Trouble is CartLineTrouble.None or CartLineTrouble.TooMany;
    public bool PriceChanged => Counts && Price != PriceSeen;
}

/// <summary>A code in the cart: what it stands for, and why it does not count at present, if so.</summary>
public sealed record AppliedCode(string Code, string Name, string? Trouble)
{
    /// <summary>It waits for its owner to sign in.</summary>
    public bool NeedsAccount { get; init; }
}

/// <summary>The picture of an article: file without width and ending, and what it shows.</summary>
public sealed record CartPicture(string File, string Alt, int Width, int Height);

/// <summary>What a checkout still needs, in the order in which it asks.</summary>
public enum CheckoutStep { Contact, Delivery, Payment, Review }

/// <summary>A cart with today's prices, stock, delivery and VAT: what would be ordered if it were ordered now.</summary>
/// <param name="Country">Where it goes; the shop's own country until the customer says.</param>
/// <param name="Offer">The chosen or most usual delivery; null when we do not deliver there.</param>
/// <param name="FreeFrom">From which sum standard delivery is free.</param>
public sealed record PricedCart(
    Guid Id, int Version, Guid? CustomerId, Guid? OrderId, IReadOnlyList<CartLine> Lines, CartDraft Draft, string Country,
    IReadOnlyList<DeliveryOffer> Offers, DeliveryOffer? Offer, VatRule Vat, Quote Quote, Money? FreeFrom)
{
    /// <summary>The promotions that concern it, each with how it stands.</summary>
    public IReadOnlyList<WeighedOffer> Deals { get; init; } = [];

    /// <summary>The codes entered, in that order.</summary>
    public IReadOnlyList<AppliedCode> Codes { get; init; } = [];

    /// <summary>Whether a promotion makes ordinary delivery free.</summary>
    public bool HasFreeDelivery { get; init; }

    /// <summary>What wrapping it as a gift would cost; null when that is not offered.</summary>
    public Money? GiftWrapPrice { get; init; }

    /// <summary>What the customer has by right, and what is counted in already.</summary>
    public Entitlements Entitled { get; init; } = Entitlements.None;

    /// <summary>What points can pay, and do; null for who has none.</summary>
    public TenderTerms? Points { get; init; }
    internal TenderQuestion? Tender { get; init; }

    /// <summary>The address that who is signed in has confirmed; what was typed at checkout may be anybody's.</summary>
    internal string? ProvenEmail { get; init; }

    /// <summary>Who at the desk fills it; null for a cart that people fill themselves.</summary>
    public CartAtDesk? Desk { get; init; }

    public bool IsEmpty => Lines.Count == 0;
    public int Count => Lines.Sum(l => l.Quantity);

    /// <summary>Whether everything in it can be had as it stands.</summary>
    public bool CanBeOrdered => Lines.Count > 0 && Lines.All(l => l.Trouble == CartLineTrouble.None);

    /// <summary>How much is missing for free delivery; null when it is free already or never.</summary>
    public Money? MissingForFree => !HasFreeDelivery && FreeFrom is { } from && Quote.Goods < from ? from - Quote.Goods : null;

    /// <summary>The first section that is not filled in, or the review.</summary>
    public CheckoutStep NextStep
    {
        get
        {
            if (string.IsNullOrEmpty(Draft.Email)) return CheckoutStep.Contact;
            if (!Draft.Delivery.IsComplete || Offers.All(o => o.Code != Draft.DeliveryMethod)) return CheckoutStep.Delivery;
            if (Offer!.Method.HasPickUpPoints && Draft.PickUpPoint is null) return CheckoutStep.Delivery;
            return Draft.PaymentSeen ? CheckoutStep.Review : CheckoutStep.Payment;
        }
    }
}

/// <summary>A cart that is filled at the desk: by whom, on which channel, and how the member agreed to pay with points.</summary>
public sealed record CartAtDesk(Guid StaffId, string StaffName, OrderChannel Channel, string? PointsConsent);

/// <summary>What was filled in at checkout so far.</summary>
/// <param name="PaymentSeen">Whether the payment section was answered, be it by leaving it as it was.</param>
public sealed record CartDraft(string? Email, string? Phone, Address Delivery, Address? Billing, string? DeliveryMethod, PickUpPoint? PickUpPoint, string? Note, bool PaymentSeen)
{
    public bool GiftWrap { get; init; }
    public string? GiftMessage { get; init; }

    public static readonly CartDraft Empty = new(null, null, Address.Empty, null, null, null, null, false);
}
