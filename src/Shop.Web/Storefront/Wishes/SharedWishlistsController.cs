using Microsoft.AspNetCore.Mvc;
using Shop.Web.Doors;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>Gives a wishlist an address for others, changes it, takes it away; and shows a list to who has the address.</summary>
[Route("wishlist")]
public sealed class SharedWishlistsController(CurrentWishes current, ReadWishes read, ChangeWishes change, WishRows rows) : Controller
{
    [HttpGet("shared/{token}")]
    public async Task<IActionResult> Show(string token, CancellationToken ct)
    {
        Response.Headers["Referrer-Policy"] = "same-origin"; // the address holds a secret
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (await read.Shared(token, ct) is not { } list)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("Gone");
        }
        return View(new SharedWishlistPage(list.Name, await rows.Of(list, ct)));
    }

    [HttpPost("{id:guid}/share")]
    public async Task<IActionResult> Create(Guid id, ShareForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return await Tell(id, null, "A heading may be 60 characters long.");
        return await Tell(id, await change.Change(await current.Owner(ct), id, (list, _) => list.Share(form.Heading), ct), "Who has the address below can see this list.");
    }

    [HttpPost("{id:guid}/share/renew")]
    public async Task<IActionResult> Update(Guid id, CancellationToken ct) =>
        await Tell(id, await change.Change(await current.Owner(ct), id, (list, _) => list.RenewAddress(), ct), "The list has a new address. The old one shows nothing any more.");

    [HttpPost("{id:guid}/share/stop")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct) =>
        await Tell(id, await change.Change(await current.Owner(ct), id, (list, _) => list.StopSharing(), ct), "The list is yours alone again.");

    private Task<IActionResult> Tell(Guid id, bool? done, string sentence)
    {
        if (done == false) return Task.FromResult<IActionResult>(NotFound());
        TempData[done is null ? "Warning" : "Notice"] = sentence;
        return Task.FromResult<IActionResult>(new SeeOther(Url.Content($"~/wishlist/{id}")));
    }
}
