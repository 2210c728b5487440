using Microsoft.AspNetCore.Mvc;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Wishes;
using Shop.Wishes;

namespace Shop.Web.Members.Wishes;

/// <summary>All wishlists of a customer, and a new one beside them.</summary>
[Route("account/wishlists")]
public sealed class WishlistsController(CurrentMember member, ReadWishes read, ChangeWishes change, WishRows rows) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await Page(new ListNameForm(), ct));

    [HttpPost("")]
    public async Task<IActionResult> Create(ListNameForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(Index), await Page(form, ct));
        try
        {
            var id = await change.Open(await member.RequiredCustomerId(ct), form.Name, ct);
            return new SeeOther(Url.Content($"~/wishlist/{id}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again(nameof(Index), await Page(form, ct), nameof(form.Name), refused.Message);
        }
    }

    private async Task<WishlistsPage> Page(ListNameForm form, CancellationToken ct)
    {
        var entries = new List<WishlistsPage.Entry>();
        foreach (var list in await read.Of(new WishOwner(await member.RequiredCustomerId(ct), null), ct))
            entries.Add(new(list, [.. (await rows.Of(list with { Items = [.. list.Items.Take(WishlistsPage.Pictures)] }, ct)).Select(r => r.Picture).OfType<Picture>()]));
        return new WishlistsPage(entries, form.Name);
    }
}

/// <summary>A customer's wishlists, and the name of the next as typed.</summary>
public sealed record WishlistsPage(IReadOnlyList<WishlistsPage.Entry> Entries, string Name)
{
    public const int Pictures = 5;

    public bool MayHaveMore => Entries.Count < Wishlist.MaxLists;

    public sealed record Entry(ShownWishlist List, IReadOnlyList<Picture> Shown);
}
