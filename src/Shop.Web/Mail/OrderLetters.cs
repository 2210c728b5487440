using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Html;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.Mail;

/// <summary>Tells customers by mail what happens with their order. Each piece of news is one mail, however often it is told.</summary>
public sealed class OrderLetters(OrderReader orders, MailWriter mail, RuleBook rules, ShopDb db, ShopAddress address, CurrentShop shop, IOptions<OrderingOptions> options, TimeProvider clock)
    : IWhen<OrderPlaced>, IWhen<OrderPaid>, IWhen<OrderShipped>, IWhen<OrderDelivered>, IWhen<OrderCancelled>, IWhen<OrderPaymentFailed>
{
    // Who orders in the shop is led to the payment at once; who ordered by telephone gets the way to it.
    public async Task Handle(OrderPlaced happened, CancellationToken ct)
    {
        if (!await db.Orders.AnyAsync(o => o.Id == happened.OrderId && (o.Channel == OrderChannel.Phone || o.Channel == OrderChannel.Counter), ct)) return;
        await Write("payment-link", happened.OrderId, happened.OrderId.ToString("N"), order => !order.WaitsForPayment ? null : new MailValues
        {
            { "orderTotal", Amount(order.Due) }, { "payBy", order.PayBy is { } until ? DateText.Moment(until, shop.Zone) : null }, { "payUrl", address.Of($"checkout/return/{order.Token}") }, { "lines", Lines(order) },
        }, ct);
    }

    public async Task Handle(OrderPaid happened, CancellationToken ct)
    {
        var words = await rules.Words(ct);
        await Write("order-confirmed", happened.OrderId, happened.OrderId.ToString("N"), order => new MailValues
        {
            { "promised", Promise(order.PromisedFrom, order.PromisedTo) }, { "lines", Lines(order) }, { "goods", Amount(order.Goods + order.Discount) },
            { "reductions", Reductions(order) }, { "giftWrap", order.GiftWrap is { } wrap ? Amount(wrap) : null }, { "giftMessage", order.GiftMessage }, { "deliveryMethod", DeliveryMethods.NameOf(order.DeliveryMethod) },
            { "delivery", (order.DeliveryPrice.IsZero ? "Free" : Amount(order.DeliveryPrice)) + (order.Reductions.FirstOrDefault(r => r.OnDelivery) is { } free ? $" ({free.Title})" : "") }, { "orderTotal", Amount(order.Total) }, { "vat", Amount(order.Vat) },
            { "points", order.PaidWithPoints is { } paid ? new[] { new MailValues { { "spent", words.Count(order.PointsSpent!.Value) }, { "off", Amount(-paid) } } } : [] },
            { "address", Place(order).Select(line => new MailValues { { "line", line } }) },
        }, ct);
    }

    public Task Handle(OrderShipped happened, CancellationToken ct) => Write("order-shipped", happened.OrderId, happened.OrderId.ToString("N"), order =>
    {
        var parcel = order.Parcels[^1];
        return new MailValues
        {
            { "part", parcel.Items.Sum(i => i.Quantity) < order.Count ? "part" : null }, { "carrier", parcel.Carrier }, { "trackingNumber", parcel.TrackingNumber }, { "trackingUrl", "" }, { "promised", Promise(parcel.ExpectedFrom, parcel.ExpectedTo) },
            { "lines", parcel.Items.Select(item => new MailValues { { "quantity", Number(item.Quantity) }, { "product", item.Name }, { "options", item.VariantName } }) },
        };
    }, ct);

    public Task Handle(OrderDelivered happened, CancellationToken ct) => Write("order-delivered", happened.OrderId, happened.OrderId.ToString("N"), order => new MailValues
    {
        { "returnUntil", (order.ReturnDays ?? options.Value.ReturnDays) is > 0 and var days ? DateText.LongDay(Period.LocalDay(happened.At, shop.Zone).AddDays(days)) : null },
    }, ct);

    // An order that was never paid was never confirmed either: nobody waits for a letter about it.
    public Task Handle(OrderCancelled happened, CancellationToken ct) => Write("order-cancelled", happened.OrderId, happened.OrderId.ToString("N"), order => order.PaidAt is null ? null : new MailValues
    {
        { "reason", Sentence(order.Timeline.LastOrDefault(t => t.Kind == TimelineKind.Cancelled)?.Text) }, { "refund", order.Captured > Money.Zero ? Amount(order.Captured) : null },
    }, ct);

    public Task Handle(OrderPaymentFailed happened, CancellationToken ct) => Write("payment-failed", happened.OrderId, happened.AttemptId.ToString("N"), order => !order.WaitsForPayment ? null : new MailValues
    {
        { "reason", Sentence(happened.Reason) }, { "orderTotal", Amount(order.Total) }, { "payBy", order.PayBy is { } until ? DateText.Moment(until, shop.Zone) : null },
        { "payUrl", address.Of($"checkout/return/{order.Token}") },
    }, ct);

    private async Task Write(string template, Guid orderId, string news, Func<OrderDetails, MailValues?> values, CancellationToken ct)
    {
        if (await orders.ById(orderId, ct) is not { Channel: OrderChannel.Web or OrderChannel.Phone or OrderChannel.Counter } order || values(order) is not { } filled) return;
        filled.Add("name", order.Delivery.Name);
        filled.Add("number", order.Number);
        filled.Add("orderUrl", address.Of($"orders/{order.Token}"));
        await mail.Write(template, order.Email, filled, $"{template}:{news}", clock.GetUtcNow().UtcDateTime, ct);
        await db.SaveChangesAsync(ct);
    }

    private IEnumerable<MailValues> Lines(OrderDetails order) => order.Lines.Select(line => new MailValues
    {
        { "quantity", Number(line.Quantity) }, { "product", line.Name }, { "options", line.VariantName }, { "total", Amount(line.UnitPrice * line.Quantity) },
    });

    private IEnumerable<MailValues> Reductions(OrderDetails order)
    {
        foreach (var reduction in order.Reductions.Where(r => !r.OnDelivery)) yield return new MailValues { { "reduction", reduction.Title }, { "off", Amount(-reduction.Amount) } };
        if (order.Discount > Money.Zero && order.Reductions.All(r => r.OnDelivery)) yield return new MailValues { { "reduction", "Discount" }, { "off", Amount(-order.Discount) } };
    }

    private static IEnumerable<string> Place(OrderDetails order) => order.PickUpPoint is { } point ? [point, $"for {order.Delivery.Name}"] : CheckoutPage.Lines(order.Delivery);

    private static string? Promise(DateOnly? from, DateOnly? to) => from is { } first && to is { } last ? DateText.Days(first, last) : null;

    private static string Sentence(string? text) => text is null ? "" : text.EndsWith('.') ? text : text + ".";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Amount(Money amount) => shop.Currency.Format(amount);
}
