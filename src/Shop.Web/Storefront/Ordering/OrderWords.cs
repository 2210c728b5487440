using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Where an order stands, as customers and staff read it.</summary>
public static class OrderWords
{
    /// <summary>The words, and which badge they wear.</summary>
    public static (string Text, string Badge) Status(OrderState state, PaymentState payment, DeliveryState delivery) => (state, payment, delivery) switch
    {
        (OrderState.Cancelled, PaymentState.Paid or PaymentState.PartlyRefunded, _) => ("Cancelled, money on its way back", "warning"),
        (OrderState.Cancelled, _, _) => ("Cancelled", "danger"),
        (_, _, DeliveryState.Returned) => ("Returned", "info"),
        (_, _, DeliveryState.Delivered) => ("Delivered", "success"),
        (_, _, DeliveryState.Shipped) => ("On its way", "info"),
        (_, _, DeliveryState.Packed) => ("Packed", "info"),
        (OrderState.Placed, PaymentState.Unknown, _) => ("Payment being checked", "warning"),
        (OrderState.Placed, PaymentState.Unpaid, _) => ("Waiting for payment", "warning"),
        _ => ("Being prepared", "info"),
    };

    /// <summary>The same at the desk, where what is next counts.</summary>
    public static (string Text, string Badge) ForStaff(OrderState state, PaymentState payment, DeliveryState delivery) =>
        (state, delivery) is (OrderState.Confirmed, DeliveryState.Open) ? ("To pack", "success") : Status(state, payment, delivery);

    /// <summary>A line of the history at the desk: what a customer was told is told as such.</summary>
    public static string ForStaff(TimelineEntry entry) => entry.Kind == TimelineKind.PaymentFailed ? $"The payment failed. The customer was told: “{entry.Text}”" : entry.Text;

    public static (string Text, string Badge) Status(OrderDetails order) => Status(order.State, order.Payment, order.DeliveryState);

    public static (string Text, string Badge) Status(OrderRow order) => Status(order.State, order.Payment, order.DeliveryState);
}
