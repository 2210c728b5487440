using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;
using Shop.Wishes;

namespace Shop.Web.Members.Wishes;

/// <summary>What a customer waits for to come back, each of which can be taken off.</summary>
[Route("account/stock-notices")]
public sealed class StockNoticesController(CurrentMember member, ReadStockNotices read, ShopDb db, ShopWindow window) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        var notices = await read.Of(await member.RequiredCustomerId(ct), User.Who().Email, ct);
        return View((IReadOnlyList<WaitedFor>)[.. notices.Select(n => WaitedFor.Of(n, assortment.Product(n.ProductId)))]);
    }

    [HttpPost("{id:guid}/remove")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        var own = db.StockNotices.OwnedBy(await member.RequiredCustomerId(ct), User.Who().Email);
        if (await own.Where(n => n.Id == id).ExecuteDeleteAsync(ct) == 0) return NotFound();
        TempData["Notice"] = "We do not write about it any more.";
        return new SeeOther(Url.Content("~/account/stock-notices"));
    }
}

/// <summary>Something a customer waits for, as it stands today.</summary>
public sealed record WaitedFor(ShownNotice Notice, string Name, string? Url, string Form, Picture? Picture, bool InStock)
{
    internal static WaitedFor Of(ShownNotice notice, ListedProduct? product)
    {
        if (product?.Variants.FirstOrDefault(v => v.Id == notice.VariantId) is not { } variant) return new WaitedFor(notice, "Something we no longer have", null, "", null, false);
        return new WaitedFor(notice, product.Name, $"{Cards.UrlOf(product)}?variant={Uri.EscapeDataString(variant.Sku)}", string.Join(", ", variant.Options.Select(o => o.Value)),
            Cards.PictureOf(Cards.PicturesOf(product, variant).FirstOrDefault()), variant.InStock);
    }
}
