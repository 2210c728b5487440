using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.Members.Ordering;

/// <summary>A customer's own orders. Somebody else's number is answered like one that does not exist.</summary>
[Route("account/orders")]
public sealed class OrdersController(
    CurrentMember member, OrderHistory history, OrderReader orders, CancelOrder cancel, OrderAgain again, CurrentCart current, CurrentShop shop, ClubTerms terms, IOptions<OrderingOptions> options, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(int page = 1, CancellationToken ct = default) => View(await history.Of(await member.RequiredCustomerId(ct), page, ct));

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, CancellationToken ct) => await Find(number, ct) is { } order
        ? View(new OrderPage(order, $"/account/orders/{order.Number}", clock.GetUtcNow().UtcDateTime, order.ReturnDays ?? options.Value.ReturnDays)) : NotFound();

    [HttpPost("{number}/cancel")]
    public async Task<IActionResult> Destroy(string number, CancellationToken ct)
    {
        if (await Find(number, ct) is not { } order) return NotFound();
        this.Tell(await cancel.Run(order.Id, Actor.Customer(order.CustomerId!.Value, order.Email), "Cancelled by the customer", ct));
        return new SeeOther(Url.Content($"~/account/orders/{order.Number}"));
    }

    [HttpPost("{number}/again")]
    public async Task<IActionResult> Create(string number, CancellationToken ct)
    {
        if (await Find(number, ct) is not { } order) return NotFound();
        this.Tell(await again.Run(order.Id, await current.Id(ct), order.CustomerId, ct));
        return new SeeOther(Url.Content("~/cart"));
    }

    [HttpGet("{number}/invoice")]
    public async Task<IActionResult> Invoice(string number, CancellationToken ct) =>
        await FindInvoice(number, ct) is { } invoice ? View("/Storefront/Ordering/Invoices/Show.cshtml", new InvoicePage(invoice, $"/account/orders/{number}")) : NotFound();

    [HttpGet("{number}/invoice.pdf")]
    public async Task<IActionResult> InvoiceFile(string number, CancellationToken ct) =>
        await FindInvoice(number, ct) is { } invoice ? File(InvoicePdf.Print(invoice, await terms.Words(ct)), "application/pdf", $"invoice-{invoice.Number}.pdf") : NotFound();

    private async Task<OrderDetails?> Find(string number, CancellationToken ct) => await orders.OwnedBy(await member.RequiredCustomerId(ct), number, ct);

    private async Task<Invoice?> FindInvoice(string number, CancellationToken ct) =>
        await Find(number, ct) is { } order ? global::Shop.Ordering.Invoice.Of(order, shop, options.Value.VatRegisteredIn) : null;
}
