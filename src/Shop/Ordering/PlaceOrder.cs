using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>What a customer sends when they press “Pay”: which state of which cart, and what they saw that the card pays.</summary>
/// <param name="ReturnUrl">Where the provider sends the browser afterwards, with {token} for the order's.</param>
/// <param name="JoinsClub">Whether they asked to be taken into the club with it.</param>
public sealed record CheckoutAttempt(Guid CartId, int CartVersion, Money DueSeen, string ReturnUrl, bool JoinsClub = false)
{
    /// <summary>Who at the desk places it for the customer; null for the customer.</summary>
    public Actor? By { get; init; }

    /// <summary>How the money was taken at the desk, so that nothing is left to pay; null when it is paid at the provider.</summary>
    public string? Taken { get; init; }
}

/// <summary>
/// Turns a cart into an order and opens its payment, once for each state of the cart, whatever the browser repeats.
/// What is charged is what was shown: if anything differs, nothing is ordered and the customer is asked again.
/// </summary>
public sealed class PlaceOrder(ShopDb db, CartPrices prices, StockRoom stock, EarlySales early, Redemptions redemptions, ITender points, Till till, CallOffUnpaid callOff, CurrentShop shop, IOptions<OrderingOptions> options, TimeProvider clock)
{
    /// <summary>How the attempt came out; all but the last four leave an order that stands.</summary>
    public abstract record Outcome;
    public sealed record GoPay(string Token, string PayUrl) : Outcome;

    /// <summary>Paid, or nothing to pay.</summary>
    public sealed record Done(string Token) : Outcome;

    /// <summary>The order stands, and its page tells what is known of the payment.</summary>
    public sealed record Waiting(string Token) : Outcome;

    /// <summary>Something differs from what the customer saw.</summary>
    public sealed record Changed : Outcome;

    /// <summary>Others used up a promotion in this very moment.</summary>
    public sealed record PromotionGone(string Name) : Outcome;
    public sealed record SoldOut(string Article, int Left) : Outcome;
    /// <summary>Others took what members may have before everybody.</summary>
    public sealed record EarlyGone(string Article) : Outcome;
    public sealed record Incomplete(CheckoutStep Step) : Outcome;

    public async Task<Outcome> Run(CheckoutAttempt attempt, CancellationToken ct)
    {
        if (await Before(attempt, ct) is { } outcome) return outcome;
        if (await CallOffEarlier(attempt, ct) is { } waiting) return waiting;

        var (placed, paymentId) = await db.Retrying(() => Place(attempt, ct), ct);
        if (placed is not Waiting(var token) || paymentId is not { } id) return placed;
        return await till.Open(id, ct) is { } payUrl ? new GoPay(token, payUrl) : placed;
    }

    // The same state of the same cart, sent again: a double click, a reload, another window.
    private async Task<Outcome?> Before(CheckoutAttempt attempt, CancellationToken ct)
    {
        var carts = db.Carts;
        var order = await db.Orders.AsNoTracking().FirstOrDefaultAsync(o => o.CartId == attempt.CartId && (o.CartVersion == attempt.CartVersion
            || carts.Any(c => c.Id == attempt.CartId && c.OrderId == o.Id && c.Version == attempt.CartVersion)), ct); // or the page was shown after it was placed
        if (order is null || order.State == OrderState.Cancelled) return null;
        if (order.Payment is not (PaymentState.Unpaid or PaymentState.Unknown)) return new Done(order.Token);
        if (order.Due != attempt.DueSeen) return null;

        var latest = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == order.Id).OrderByDescending(a => a.StartedAt).FirstAsync(ct);
        return latest is { PayUrl: { } url, State: PaymentAttemptState.RequiresPayment or PaymentAttemptState.RequiresAction } ? new GoPay(order.Token, url) : new Waiting(order.Token);
    }

    // The cart was changed after an order was placed from it: that one must not be paid any more, and its stock goes back first.
    private async Task<Outcome?> CallOffEarlier(CheckoutAttempt attempt, CancellationToken ct)
    {
        var earlier = await db.Orders.AsNoTracking().Where(o => o.CartId == attempt.CartId && o.CartVersion < attempt.CartVersion && o.State == OrderState.Placed
            && (o.Payment == PaymentState.Unpaid || o.Payment == PaymentState.Unknown)).Select(o => new { o.Id, o.Token }).ToListAsync(ct);
        foreach (var order in earlier)
            if (await callOff.Run(order.Id, Actor.System, "Replaced by a new order from the same cart", ct) != Till.Closing.Closed) return new Waiting(order.Token);
        return null;
    }

    private async Task<(Outcome Outcome, Guid? PaymentId)> Place(CheckoutAttempt attempt, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var carts = db.Carts;
        var mine = await carts.Where(c => c.Id == attempt.CartId && c.Version == attempt.CartVersion && c.OrderId == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version + 1), ct);
        if (mine == 0) return (await Before(attempt, ct) ?? new Changed(), null);

        var cart = (await prices.Read(attempt.CartId, ct))!;
        if (!cart.CanBeOrdered) return (new Changed(), null);
        if (cart.NextStep != CheckoutStep.Review) return (new Incomplete(cart.NextStep), null);
        if (cart.Quote.Due != attempt.DueSeen) return (new Changed(), null);

        var now = clock.GetUtcNow().UtcDateTime;
        var payBy = cart.Desk is null ? now.AddMinutes(options.Value.PaymentMinutes) : now.AddHours(options.Value.PaymentLinkHours);
        var isPaid = cart.Quote.Due.IsZero || attempt.Taken is not null;
        if (cart.Desk is not null != attempt.By is not null) throw new RuleBroken("What is made at the desk is placed at the desk.");
        var order = Order.Place(Request(cart, attempt, isPaid ? null : payBy), now);
        if (cart.Desk?.PointsConsent is { } agreed && order.PointsSpent is not null) order.AddNote(now, attempt.By!, $"The member agreed to pay with points: {agreed}");
        var answer = await stock.Reserve(order.Id, cart.Lines.ToDictionary(l => l.VariantId, l => l.Quantity), payBy, ct);
        if (!answer.IsEnough) return (new SoldOut(cart.Lines.First(l => l.VariantId == answer.ShortOf).Name, answer.Left), null);
        var coming = cart.Lines.Where(l => l.Early is not null).GroupBy(l => l.ProductId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        if (coming.Count > 0 && await early.Take(order.Id, cart.CustomerId!.Value, cart.Entitled.Early, coming, now, ct) is { } product) return (new EarlyGone(cart.Lines.First(l => l.ProductId == product).Name), null);
        PromotionClaim[] claims = [.. order.Reductions.Where(r => r.PromotionId is not null).Select(r => new PromotionClaim(r.PromotionId!.Value, r.Title, r.Code, r.Amount))];
        if (order.PointsSpent is not null && !await points.Authorize(order, cart.Tender!, now, ct)) return (new Changed(), null);
        if (await redemptions.Hold(order.Id, claims, cart.ProvenEmail ?? order.Email, order.CustomerId, now, ct) is { } gone) return (new PromotionGone(gone.Name), null);

        db.Add(order);
        var payment = isPaid ? null : PaymentAttempt.Start(order.Id, 1, till.Provider, cart.Quote.Due, shop.Profile.Currency, attempt.ReturnUrl.Replace("{token}", order.Token, StringComparison.Ordinal), now);
        if (payment is null) await Give(order, attempt, now, ct);
        else db.Add(payment);
        await db.SaveChangesAsync(ct);
        await carts.Where(c => c.Id == cart.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.OrderId, payment is null ? null : order.Id), ct);
        await transaction.CommitAsync(ct);
        return payment is null ? (new Done(order.Token), null) : (new Waiting(order.Token), payment.Id);
    }

    // Nothing is left to pay: the order is paid by being placed.
    private async Task Give(Order order, CheckoutAttempt attempt, DateTime now, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await stock.Take(order.Id, now, ct);
        await redemptions.Take(order.Id, ct);
        if (!await points.Capture(order.Id, now, ct)) throw new InvalidOperationException("What was set aside a moment ago cannot be spent.");
        if (attempt.Taken is { } how) order.AddNote(now, attempt.By!, $"Paid at the desk: {how}");
        order.MarkPaid(order.Due, now, attempt.Taken is null ? Actor.System : attempt.By!);
        order.Invoice(await Invoices.NextNumber(db, shop, now, ct));
        (await db.Carts.SingleAsync(c => c.Id == order.CartId, ct)).Empty(now);
    }

    private OrderRequest Request(PricedCart cart, CheckoutAttempt attempt, DateTime? payBy)
    {
        var (quote, draft) = (cart.Quote, cart.Draft);
        var lines = cart.Lines.Zip(quote.Lines, (line, quoted) => new OrderLine(line.ProductId, line.VariantId, line.Sku, line.Name,
            line.VariantName.Length == 0 ? null : line.VariantName, line.Picture?.File, quoted.Quantity, quoted.UnitPrice, quoted.Discount, quoted.VatBasisPoints, quoted.Vat)).ToList();
        var by = attempt.By ?? (cart.CustomerId is { } customer ? Actor.Customer(customer, draft.Email!) : Actor.Guest(draft.Email!));
        return new OrderRequest(OrderNumbers.New(), cart.CustomerId, cart.Id, cart.Desk?.Channel ?? OrderChannel.Web, draft.Email!, draft.Phone, draft.Delivery with { }, draft.Billing is null ? null : draft.Billing with { }, draft.Note,
            shop.Profile.Currency, lines, quote.Goods, quote.Discount, quote.Delivery, quote.Vat, quote.Total, cart.Offer!.Code, quote.DeliveryVatBasisPoints,
            cart.Offer.Dates.From, cart.Offer.Dates.To, payBy, by, attempt.CartVersion, draft.PickUpPoint?.Text,
            OrderReduction.Of(quote), draft.GiftWrap ? quote.GiftWrap : null, draft.GiftMessage, Spent(cart)?.Chosen, Spent(cart)?.Amount, Math.Max(options.Value.ReturnDays, cart.Entitled.ReturnDays ?? 0), JoinsClub: attempt.JoinsClub);

        static TenderTerms? Spent(PricedCart cart) => cart.Points is { Chosen: > 0 } points ? points : null;
    }
}
