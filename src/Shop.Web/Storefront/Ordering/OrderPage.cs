using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>An order with its steps, what happens next, and the addresses of what can be done with it here.</summary>
/// <param name="Home">The address of this page; what can be done with the order lies below it.</param>
public sealed record OrderPage(OrderDetails Order, string Home, DateTime Now, int ReturnDays)
{
    /// <summary>Whether it was placed a moment ago: the page thanks.</summary>
    public bool IsFresh => Order.IsPaid && Order.State == OrderState.Confirmed && Order.DeliveryState == DeliveryState.Open && Now - Order.PaidAt < TimeSpan.FromHours(1);

    /// <summary>“Thank you, Kari”: by the first word of the name, unless nobody is called by so long a one.</summary>
    public string Thanks => Order.Delivery.Name.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [{ Length: <= LongestCallName } first, ..] ? $"Thank you, {first}" : "Thank you";

    private const int LongestCallName = 20;

    /// <summary>A guest may open an account with one password.</summary>
    public bool OffersAccount { get; init; }

    public string? Promise => Order is { PromisedFrom: { } from, PromisedTo: { } to } ? DateText.Days(from, to) : null;

    /// <summary>Whether the goods may still be sent back.</summary>
    public bool CanBeReturned => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Delivered, DeliveredAt: { } at } && Now < at.AddDays(ReturnDays);

    public IEnumerable<OrderStep> Steps()
    {
        yield return new OrderStep("Order placed", Order.PlacedAt, StepState.Done);
        if (Order.State == OrderState.Cancelled)
        {
            if (Order.PaidAt is { } paid) yield return new OrderStep("Paid", paid, StepState.Done);
            yield return new OrderStep("Cancelled", Order.CancelledAt, StepState.Trouble) { Note = Order.Timeline.LastOrDefault(t => t.Kind == TimelineKind.Cancelled) is { } told ? told.ByKind == Kernel.ActorKind.Customer ? "Cancelled by you" : told.Text : null };
            if (Order.Refunded > Kernel.Money.Zero) yield return new OrderStep("Money given back", Order.Timeline.LastOrDefault(t => t.Kind == TimelineKind.Refunded)?.At, StepState.Done);
            yield break;
        }

        yield return Order.IsPaid || Order.Payment == PaymentState.Authorized ? new OrderStep("Paid", Order.PaidAt, StepState.Done) : new OrderStep("Payment", null, StepState.Current) { Note = "Waiting for the payment" };
        var reached = (int)Order.DeliveryState;
        var paidFor = Order.State == OrderState.Confirmed;
        yield return Step("Packed", 1, reached, paidFor, Order.Timeline.LastOrDefault(t => t.Kind == TimelineKind.Packed)?.At ?? Order.ShippedAt, paidFor ? "We pack it next" : null);
        yield return Step(Order.DeliveryMethod == DeliveryMethods.Store ? "Ready to be fetched" : "On its way", 2, reached, paidFor, Order.ShippedAt, null);
        if (Order.PickUpPoint is not null) yield return Step("Ready to be fetched", 3, reached, paidFor, Order.DeliveredAt, Promise is null ? null : $"Expected {Promise}");
        else yield return Step(Order.DeliveryMethod == DeliveryMethods.Store ? "Fetched" : "Delivered", 3, reached, paidFor, Order.DeliveredAt, Promise is null ? null : $"Expected {Promise}");
        if (Order.DeliveryState == DeliveryState.Returned) yield return new OrderStep("Returned", Order.Timeline.LastOrDefault(t => t.Kind == TimelineKind.Returned)?.At, StepState.Done);
    }

    /// <summary>One sentence on what happens now.</summary>
    public string Next => Order switch
    {
        { State: OrderState.Cancelled } when Order.Captured > Order.Refunded => "The order is cancelled. Your money is on its way back; that can take some days at your bank.",
        { State: OrderState.Cancelled, Refunded.IsZero: false } => "The order is cancelled and your money was given back. Banks need up to ten days to show it.",
        { State: OrderState.Cancelled } => "The order is cancelled. Nothing was charged.",
        { WaitsForPayment: true } => "The order waits for its payment.",
        { DeliveryState: DeliveryState.Open } => $"We pack it and write to you when it leaves.{(Promise is null ? "" : $" Expect it {Promise}.")}",
        { DeliveryState: DeliveryState.Packed } => $"It is packed and leaves with the next pick-up.{(Promise is null ? "" : $" Expect it {Promise}.")}",
        { DeliveryState: DeliveryState.Shipped, PickUpPoint: { } point } => $"It travels to {point}. You get a message when it can be fetched.",
        { DeliveryState: DeliveryState.Shipped } => Promise is null ? "It is on its way." : $"It is on its way. Expect it {Promise}.",
        { DeliveryState: DeliveryState.Delivered, PickUpPoint: { } point, DeliveredAt: { } at } when Now < at.AddDays(ReturnDays) => $"It is at {point}, ready to be fetched. You can send things back until {at.AddDays(ReturnDays).ToString("d MMMM", System.Globalization.CultureInfo.CurrentCulture)}.",
        { DeliveryState: DeliveryState.Delivered, DeliveredAt: { } at } when Now < at.AddDays(ReturnDays) => $"It has arrived. You can send things back until {at.AddDays(ReturnDays).ToString("d MMMM", System.Globalization.CultureInfo.CurrentCulture)}.",
        { DeliveryState: DeliveryState.Delivered } => "It has arrived.",
        _ => "It came back to us.",
    };

    private static OrderStep Step(string name, int rank, int reached, bool paid, DateTime? at, string? note) =>
        reached >= rank ? new OrderStep(name, at, StepState.Done) : new OrderStep(name, null, paid && reached == rank - 1 ? StepState.Current : StepState.Ahead) { Note = note };
}

/// <summary>Where a step of an order stands.</summary>
public enum StepState { Done, Current, Ahead, Trouble }

/// <summary>One step on an order's way.</summary>
public sealed record OrderStep(string Name, DateTime? At, StepState State)
{
    public string? Note { get; init; }
}
