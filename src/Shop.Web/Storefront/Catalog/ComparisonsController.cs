using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Wishes;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Products side by side. Which ones is kept in the visitor's own browser; “differences only” is in the address.</summary>
[Route("compare")]
public sealed class ComparisonsController(ShopWindow window, ComparisonReader comparisons) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string? only, string? add, CancellationToken ct) =>
        View(await comparisons.Of(Ids, only == "differences", Guid.TryParse(add, out var waiting) && Ids.Count == Comparison.Most ? waiting : null, ct));

    /// <param name="insteadOf">Which of four makes room.</param>
    [HttpPost("items")]
    public async Task<IActionResult> Create(WishForm form, Guid? insteadOf, CancellationToken ct)
    {
        if (!form.On) return await Destroy(form.ProductId, ct);
        var assortment = await window.Now(ct);
        if (assortment.Product(form.ProductId) is not { } product) return Tell(new MarkAnswer("compare", form.ProductId, false, "We do not have this any more.") { IsRefused = true });

        var ids = Ids.Where(id => assortment.Product(id) is not null).ToList(); // what is not on show any more takes nobody's place
        if (!ids.Contains(product.Id))
        {
            if (insteadOf is { } leaving && ids.IndexOf(leaving) is >= 0 and var place) ids[place] = product.Id;
            else if (ids.Count >= Comparison.Most) return await Refuse(product, ids, ct);
            else ids.Add(product.Id);
            ProductCookie.Compared.Write(HttpContext, ids);
        }
        return insteadOf is not null ? new SeeOther(Url.Content("~/compare"))
            : Tell(new MarkAnswer("compare", product.Id, true, ids.Count == 1 ? $"{product.Name} is kept to compare. Choose another." : $"{product.Name} is kept to compare, {ids.Count} in all.") { Url = "/compare" }, ids.Count);
    }

    [HttpPost("clear")]
    public IActionResult Clear()
    {
        var ids = Ids;
        ProductCookie.Compared.Write(HttpContext, []);
        if (HttpContext.IsHtmx()) return PartialView("_Cleared", ids);
        return new SeeOther(WayBack.Of(Request, Url.Content("~/compare")));
    }

    private IReadOnlyList<Guid> Ids => ProductCookie.Compared.Read(HttpContext);

    private async Task<IActionResult> Destroy(Guid productId, CancellationToken ct)
    {
        var ids = Ids.Where(id => id != productId).ToList();
        ProductCookie.Compared.Write(HttpContext, ids);
        var name = (await window.Now(ct)).Product(productId)?.Name ?? "It";
        return Tell(new MarkAnswer("compare", productId, false, $"{name} is not compared any more."), ids.Count);
    }

    private async Task<IActionResult> Refuse(ListedProduct fifth, List<Guid> ids, CancellationToken ct)
    {
        if (HttpContext.IsHtmx())
            return Tell(new MarkAnswer("compare", fifth.Id, false, $"You compare {Comparison.Most} already, which is the most. Choose which one makes room for {fifth.Name}.") { IsRefused = true, Url = $"/compare?add={fifth.Id}" });
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(nameof(Show), await comparisons.Of(ids, false, fifth.Id, ct));
    }

    private IActionResult Tell(MarkAnswer answer, int? compared = null)
    {
        if (HttpContext.IsHtmx())
        {
            ViewData["Compared"] = compared;
            return PartialView("/Storefront/Wishes/_Marked.cshtml", answer);
        }
        TempData[answer.IsRefused ? "Warning" : "Notice"] = answer.Sentence;
        return new SeeOther(WayBack.Of(Request, Url.Content("~/compare")));
    }
}
