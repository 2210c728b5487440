using Microsoft.AspNetCore.Mvc;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>The heart on cards and product pages: puts a thing on the first list, takes it off all lists, puts it back. Answers htmx with what changed, and leads back otherwise.</summary>
[Route("wishlist/items")]
public sealed class WishlistItemsController(CurrentWishes current, ChangeWishes change) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> Create(WishForm form, CancellationToken ct)
    {
        if (!form.On) return await Destroy(form, ct);
        try
        {
            var added = await change.Add(await current.OwnerWhoKeeps(ct), null, form.ProductId, form.VariantId, null, ct);
            return Tell(new MarkAnswer("wish", form.ProductId, true, $"{added.Thing} is on your wishlist.") { Url = "/wishlist" });
        }
        catch (RuleBroken refused)
        {
            return Tell(new MarkAnswer("wish", form.ProductId, false, refused.Message) { IsRefused = true });
        }
    }

    [HttpPost("back")]
    public async Task<IActionResult> Update(PutBackForm form, CancellationToken ct)
    {
        var owner = await current.OwnerWhoKeeps(ct);
        var lists = new List<ChangeWishes.Added>();
        foreach (var thing in form.Back.Take(Wishlist.MaxLists)) lists.Add(await PutBack(owner, thing, ct));
        if (lists.Count == 0) return BadRequest();
        return Tell(new MarkAnswer("wish", form.Back[0].ProductId, true, $"{lists[0].Thing} is back on your wishlist.") { Url = "/wishlist" });
    }

    private async Task<IActionResult> Destroy(WishForm form, CancellationToken ct)
    {
        var off = await change.Remove(await current.Owner(ct), form.ProductId, form.VariantId, ct);
        if (off.Count > 0 && !HttpContext.IsHtmx()) TakenOffNotice.Keep(TempData, off);
        return Tell(new MarkAnswer("wish", form.ProductId, false, off.Count == 0 ? "It was not on your wishlist any more." : $"{off[0].Name} is off your wishlist.") { Back = off });
    }

    // The list it stood on may have been thrown away since.
    private async Task<ChangeWishes.Added> PutBack(WishOwner owner, PutBackForm.Thing thing, CancellationToken ct)
    {
        try
        {
            return await change.Add(owner, thing.ListId, thing.ProductId, thing.VariantId, thing.Note, ct);
        }
        catch (RuleBroken)
        {
            return await change.Add(owner, null, thing.ProductId, thing.VariantId, thing.Note, ct);
        }
    }

    private IActionResult Tell(MarkAnswer answer)
    {
        if (HttpContext.IsHtmx()) return PartialView("_Marked", answer);
        if (answer.Back.Count == 0) TempData[answer.IsRefused ? "Warning" : "Notice"] = answer.Sentence;
        return new SeeOther(WayBack.Of(Request, Url.Content("~/wishlist")));
    }
}
