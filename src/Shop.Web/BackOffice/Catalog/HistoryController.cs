using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>What the articles of a product cost before, and how their stock moved: when, who and why.</summary>
[Route("backoffice/products/{product:guid}/history"), Needs(Area.Catalogue, Act.See)]
public sealed class HistoryController(ShopDb db) : Controller
{
    private const int Latest = 100;

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid product, CancellationToken ct)
    {
        if (await db.Products.AsNoTracking().Where(p => p.Id == product).Select(p => new ProductHead(p.Id, p.Name, p.Slug, p.Status)).SingleOrDefaultAsync(ct) is not { } head) return NotFound();
        var articles = await db.Variants.AsNoTracking().Where(v => v.ProductId == product).ToDictionaryAsync(v => v.Id, v => v.Name.Length > 0 ? $"{v.Sku}, {v.Name}" : v.Sku, ct);
        var ids = articles.Keys.ToList();
        var prices = await db.PastPrices.AsNoTracking().Where(p => ids.Contains(p.VariantId)).OrderByDescending(p => p.Until).ThenByDescending(p => p.Id).Take(Latest).ToListAsync(ct);
        var moves = await db.StockMovements.AsNoTracking().Where(m => ids.Contains(m.VariantId)).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Latest).ToListAsync(ct);
        return View(new HistoryPage(head, [.. prices.Select(p => new HistoryPage.Price(articles[p.VariantId], p.Price, p.Until, p.By))],
            [.. moves.Select(m => new HistoryPage.Move(articles[m.VariantId], m.Kind, m.Quantity, m.At, m.By, m.Reason))]));
    }
}

/// <summary>What changed of a product's prices and stock, the latest first.</summary>
public sealed record HistoryPage(ProductHead Head, IReadOnlyList<HistoryPage.Price> Prices, IReadOnlyList<HistoryPage.Move> Moves)
{
    public sealed record Price(string Article, Money Was, DateTime Until, string? By);

    public sealed record Move(string Article, StockMovementKind Kind, int Quantity, DateTime At, string? By, string? Reason);

    public static string Words(StockMovementKind kind) => kind switch
    {
        StockMovementKind.Initial => "To begin with",
        StockMovementKind.Receipt => "Received",
        StockMovementKind.Sale => "Sold",
        StockMovementKind.Return => "Came back",
        StockMovementKind.WriteOff => "Written off",
        _ => "Counted anew",
    };
}
