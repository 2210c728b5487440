using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.Members.Customers;

/// <summary>The first page of the account: where the last order is, and what the shop knows.</summary>
[Route("account")]
public sealed class AccountController(ShopDb db, CurrentMember member) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        var id = await member.RequiredCustomerId(ct);
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var orders = db.Orders.AsNoTracking().Where(o => o.CustomerId == id);
        var last = await orders.OrderByDescending(o => o.PlacedAt)
            .Select(o => new AccountPage.LastOrder(o.Number, o.PlacedAt, o.Total, o.Lines.Sum(l => l.Quantity), o.State, o.Payment, o.DeliveryState, o.PromisedFrom, o.PromisedTo))
            .FirstOrDefaultAsync(ct);
        return View(new AccountPage(customer.Name, User.Who().Email, customer.Phone, customer.DefaultAddress?.Address, User.IsStaff(), await orders.CountAsync(ct), last));
    }
}

/// <summary>What the first page of the account shows.</summary>
public sealed record AccountPage(string Name, string Email, string? Phone, Address? Address, bool IsStaff, int Orders, AccountPage.LastOrder? Last)
{
    public sealed record LastOrder(string Number, DateTime PlacedAt, Money Total, int Items, OrderState State, PaymentState Payment, DeliveryState Delivery, DateOnly? From, DateOnly? To)
    {
        /// <summary>How it stands, in words, and the tone in which to say them.</summary>
        public (string Words, string Tone) Standing => this switch
        {
            { State: OrderState.Cancelled } => ("Cancelled", "danger"),
            { Delivery: DeliveryState.Returned } => ("Sent back", "info"),
            { Delivery: DeliveryState.Delivered } => ("Delivered", "success"),
            { Delivery: DeliveryState.Shipped } => ("On its way", "info"),
            { Delivery: DeliveryState.Packed } => ("Packed", "info"),
            { Payment: PaymentState.Unpaid or PaymentState.Unknown } => ("Waiting for the payment", "warning"),
            _ => ("Being packed", "info"),
        };

        public bool IsUnderWay => State != OrderState.Cancelled && Delivery is DeliveryState.Open or DeliveryState.Packed or DeliveryState.Shipped;
    }
}
