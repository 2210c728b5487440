using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>Papers for one order or many, each on a page of its own when printed: what to fetch from the shelves, what lies in the parcel, what was paid.</summary>
[Route("backoffice/orders/papers"), Needs(Area.Orders, Act.See)]
public sealed class PapersController(ListDesk desk, OrderReader orders, CurrentShop shop, IOptions<OrderingOptions> options) : Controller
{
    private const int Most = 200;

    [HttpGet("pick-list")]
    public async Task<IActionResult> PickList(string? which, IReadOnlyList<Guid> id, CancellationToken ct) => View("/BackOffice/Ordering/Papers/PickList.cshtml", new PapersPage(await Chosen(which, id, ct)));

    [HttpGet("packing-slips")]
    public async Task<IActionResult> PackingSlips(string? which, IReadOnlyList<Guid> id, CancellationToken ct) => View("/BackOffice/Ordering/Papers/PackingSlips.cshtml", new PapersPage(await Chosen(which, id, ct)));

    [HttpGet("invoices")]
    public async Task<IActionResult> Invoices(string? which, IReadOnlyList<Guid> id, CancellationToken ct)
    {
        var chosen = await Chosen(which, id, ct);
        var invoices = chosen.Select(o => Invoice.Of(o, shop, options.Value.VatRegisteredIn)).OfType<Invoice>().ToList();
        return View("/BackOffice/Ordering/Papers/Invoices.cshtml", new PapersPage(chosen) { Invoices = invoices, Unpaid = [.. chosen.Where(o => !invoices.Any(i => i.Order == o)).Select(o => o.Number)] });
    }

    private async Task<IReadOnlyList<OrderDetails>> Chosen(string? which, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var list = desk.Find("orders")!;
        var query = await desk.Query(list, ListState.Read(name => [.. Request.Query[name]]).FirstPage(), ListDesk.UserOf(this), which == "all" ? null : ids, ct);
        if (which == "all" && ListDesk.MistakeIn(list, query) is not null) return []; // the list tells what is wrong; more than was meant is not printed
        return await orders.ToPrint([.. (await list.Names(which == "all" ? query : query with { Filters = [] }, Most, ct)).Select(r => r.Id)], ct);
    }
}

/// <summary>What is printed together.</summary>
public sealed record PapersPage(IReadOnlyList<OrderDetails> Orders)
{
    public IReadOnlyList<Invoice> Invoices { get; init; } = [];

    /// <summary>Orders that have no invoice yet.</summary>
    public IReadOnlyList<string> Unpaid { get; init; } = [];

    /// <summary>Each article once, with how many are needed and for which orders.</summary>
    public IEnumerable<(string Name, string? Variant, string Sku, int Count, string Numbers)> Shelf =>
        Orders.SelectMany(o => o.Lines.Select(l => (Order: o, Line: l))).GroupBy(p => (p.Line.Sku, p.Line.Name, p.Line.VariantName)).OrderBy(g => g.Key.Name, StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Key.Sku, StringComparer.Ordinal)
            .Select(g => (g.Key.Name, g.Key.VariantName, g.Key.Sku, g.Sum(p => p.Line.Quantity), string.Join(", ", g.Select(p => p.Line.Quantity == 1 ? p.Order.Number : $"{p.Order.Number} ({p.Line.Quantity})"))));
}
