using System.ComponentModel.DataAnnotations;

namespace Shop.Ordering;

/// <summary>How orders are taken and delivered: configuration section “Ordering”.</summary>
public sealed class OrderingOptions
{
    /// <summary>How long stock is held for an order that is being paid.</summary>
    [Range(5, 24 * 60)] public int PaymentMinutes { get; set; } = 30;

    /// <summary>How long at most we wait for a bank that is still working on a payment, before the order is called off.</summary>
    [Range(1, 30 * 24)] public int SlowPaymentHours { get; set; } = 72;

    /// <summary>How long stock is held for an order made at the desk, whose customer got a link to pay it.</summary>
    [Range(1, 30 * 24)] public int PaymentLinkHours { get; set; } = 48;

    [Range(0, 365)] public int ReturnDays { get; set; } = 30;

    /// <summary>Orders before this hour, in the shop's time zone, leave the same working day.</summary>
    [Range(0, 24)] public int CutOffHour { get; set; } = 13;

    /// <summary>Working days we need before a parcel leaves.</summary>
    [Range(0, 60)] public int HandlingDays { get; set; }

    /// <summary>Country codes parcels go to; empty means the shop's own country and the European Union.</summary>
    public string[] DeliverTo { get; set; } = [];

    /// <summary>Countries outside the EU, other than the shop's own, where the shop is registered for VAT. Elsewhere outside the EU a sale is an export.</summary>
    public string[] VatRegisteredIn { get; set; } = [];

    /// <summary>Delivery prices by currency code, in whole units; a currency that is not here has the built-in ones.</summary>
    public Dictionary<string, DeliveryTariff> Tariffs { get; set; } = [];
}

/// <summary>What delivery costs in one currency, VAT included, to the shop's own country, its neighbours and the rest.</summary>
public sealed class DeliveryTariff
{
    /// <summary>From this sum of goods, after reductions, home delivery and pick-up points cost nothing; null means never.</summary>
    public decimal? FreeFrom { get; set; }
    public ZonePrices Home { get; set; } = new();
    public ZonePrices PickUp { get; set; } = new();
    public ZonePrices Express { get; set; } = new();

    /// <summary>What wrapping an order as a gift costs; null means it is not offered.</summary>
    public decimal? GiftWrap { get; set; }
}

/// <summary>One price for each zone.</summary>
public sealed class ZonePrices
{
    public decimal Domestic { get; set; }
    public decimal Near { get; set; }
    public decimal Far { get; set; }
}
