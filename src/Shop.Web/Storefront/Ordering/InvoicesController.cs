using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Ordering;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The invoice of an order for who has its link: as a page that prints well, and as PDF.</summary>
[Route("orders/{token:length(32)}")]
public sealed class InvoicesController(OrderReader orders, CurrentShop shop, ClubTerms terms, IOptions<OrderingOptions> options) : Controller
{
    [HttpGet("invoice")]
    public async Task<IActionResult> Show(string token, CancellationToken ct) =>
        await Find(token, ct) is { } invoice ? View("/Storefront/Ordering/Invoices/Show.cshtml", new InvoicePage(invoice, $"/orders/{token}")) : NotFound();

    [HttpGet("invoice.pdf")]
    public async Task<IActionResult> Pdf(string token, CancellationToken ct) =>
        await Find(token, ct) is { } invoice ? File(InvoicePdf.Print(invoice, await terms.Words(ct)), "application/pdf", $"invoice-{invoice.Number}.pdf") : NotFound();

    private async Task<Invoice?> Find(string token, CancellationToken ct) =>
        await orders.ByToken(token, ct) is { } order ? Invoice.Of(order, shop, options.Value.VatRegisteredIn) : null;
}

/// <summary>An invoice and the address of the order's page.</summary>
public sealed record InvoicePage(Invoice Invoice, string Home);
