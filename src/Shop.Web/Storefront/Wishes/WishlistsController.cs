using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>A person's own wishlists: the page, their names, their notes. Somebody else's are answered like ones that do not exist.</summary>
[Route("wishlist")]
public sealed class WishlistsController(CurrentWishes current, ReadWishes read, ChangeWishes change, WishRows rows, ShopAddress address) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => Page(null, ct);

    [HttpGet("{id:guid}")]
    public Task<IActionResult> Show(Guid id, CancellationToken ct) => Page(id, ct);

    [HttpPost("{id:guid}/name")]
    public async Task<IActionResult> Update(Guid id, ListNameForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return await Again(id, ct);
        return await Answer(id, async owner => await change.Rename(owner, id, form.Name, ct), "The list has its new name.", nameof(form.Name), ct);
    }

    [HttpPost("{id:guid}/delete")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        if (!await change.Destroy(await current.Owner(ct), id, ct)) return NotFound();
        TempData["Notice"] = "The list is thrown away.";
        return new SeeOther(Url.Content("~/wishlist"));
    }

    [HttpPost("{id:guid}/items/{item:guid}/note")]
    public async Task<IActionResult> Note(Guid id, Guid item, NoteForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return await Again(id, ct);
        return await Answer(id, owner => change.Change(owner, id, (list, now) => list.Write(item, form.Note, now), ct), string.IsNullOrWhiteSpace(form.Note) ? "The note is removed." : "The note is kept.", nameof(form.Note), ct);
    }

    [HttpPost("{id:guid}/items/{item:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, Guid item, CancellationToken ct)
    {
        WishlistItem? off = null;
        if (!await change.Change(await current.Owner(ct), id, (list, now) => off = list.Remove(item, now), ct)) return NotFound();
        if (off is not null) TakenOffNotice.Keep(TempData, [new ChangeWishes.TakenOff(id, off.ProductId, off.VariantId, off.Name, off.Note)]);
        return new SeeOther(Url.Content($"~/wishlist/{id}"));
    }

    [HttpPost("{id:guid}/items/{item:guid}/move")]
    public async Task<IActionResult> Move(Guid id, Guid item, Guid to, CancellationToken ct) =>
        await Answer(id, owner => change.Move(owner, id, item, to, ct), "It stands on the other list now.", "", ct);

    private async Task<IActionResult> Page(Guid? id, CancellationToken ct)
    {
        var owner = await current.Owner(ct);
        var lists = await read.Of(owner, ct);
        var list = id is null ? (lists.Count > 0 ? lists[0] : null) : lists.FirstOrDefault(l => l.Id == id);
        if (list is null) return id is null ? View("Empty", owner.CustomerId is not null) : NotFound();
        return View("Show", new WishlistPage(list, await rows.Of(list, ct), lists, owner.CustomerId is not null)
        {
            SharedAt = list.ShareToken is { } token ? address.Of($"wishlist/shared/{token}") : null, TakenOff = TakenOffNotice.Read(TempData),
        });
    }

    private async Task<IActionResult> Answer(Guid id, Func<WishOwner, Task<bool>> what, string notice, string field, CancellationToken ct)
    {
        try
        {
            if (!await what(await current.Owner(ct))) return NotFound();
        }
        catch (RuleBroken refused)
        {
            ModelState.AddModelError(field, refused.Message);
            return await Again(id, ct);
        }
        TempData["Notice"] = notice;
        return new SeeOther(Url.Content($"~/wishlist/{id}"));
    }

    private async Task<IActionResult> Again(Guid id, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Page(id, ct);
    }
}
