using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.Members.Catalog;

/// <summary>A customer's own reviews: what they wrote and how it stands, what they could write about, and the form for one.</summary>
[Route("account/reviews")]
public sealed class ReviewsController(ShopDb db, CurrentMember member, ShopWindow window, ReadOwnReviews own, WriteReview write, ReviewDrafts drafts) : Controller
{
    private const long MostBytes = 128L * 1024 * 1024; // far more than is taken, so that too large photos are refused with a sentence each and the words are kept

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var me = await member.RequiredCustomerId(ct);
        var assortment = await window.Now(ct);
        var invitations = (await own.Invitations(me, ct)).Select(d => (d.At, Product: assortment.Product(d.ProductId))).Where(d => d.Product is not null)
            .Select(d => new Invitation(d.Product!.Name, d.Product.Slug, PictureOf(d.Product), d.At));
        return View(new OwnReviewsPage(await own.All(me, ct), [.. invitations]));
    }

    // An order knows the product by its number, pages by its name.
    [HttpGet("{product}")]
    public async Task<IActionResult> Edit(string product, CancellationToken ct)
    {
        if (await Find(product, ct) is not { } about) return NotFound();
        var me = await member.RequiredCustomerId(ct);
        var before = await own.Of(me, about.Id, ct);
        var form = before is null ? new ReviewForm { Author = await NameToShow(me, ct) } : new ReviewForm
        {
            Author = before.Author, Rating = before.Rating, Title = before.Title, Text = before.Text, Photos = [.. before.Photos.Select(p => new PhotoSlot { Id = p.Id, Alt = p.Alt })],
        };
        return View(Page(about, form, before) with { MayWrite = await write.May(me, about.Id, ct) });
    }

    [HttpPost("{product}"), RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Update(string product, [Bind(Prefix = "Form")] ReviewForm form, CancellationToken ct)
    {
        if (await Find(product, ct) is not { } about) return NotFound();
        var me = await member.RequiredCustomerId(ct);
        if (!await write.May(me, about.Id, ct)) return Refused();
        var country = await db.Customers.Where(c => c.Id == me).Select(c => c.Country).SingleAsync(ct);
        var draft = await drafts.Read(form, "Form", ModelState, me, about.Name, country, ct);
        if (!ModelState.IsValid) return this.Again(nameof(Edit), Page(about, form, await own.Of(me, about.Id, ct)));
        if (await write.Run(me, about.Id, draft, ct) is WriteReview.NotBought) return Refused();
        TempData["Notice"] = "Thank you. We read it, mostly within a day, and then it stands on the page.";
        return new SeeOther(Url.Content("~/account/reviews"));

        ViewResult Refused()
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return View(nameof(Edit), Page(about, form, null) with { MayWrite = false });
        }
    }

    [HttpPost("{product:guid}/withdraw")]
    public async Task<IActionResult> Destroy(Guid product, CancellationToken ct)
    {
        if (await write.Withdraw(await member.RequiredCustomerId(ct), product, ct)) TempData["Notice"] = "Your review is gone.";
        return new SeeOther(Url.Content("~/account/reviews"));
    }

    private async Task<ListedProduct?> Find(string product, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return Guid.TryParse(product, out var id) ? assortment.Product(id) : assortment.Product(product);
    }

    // “Ingrid S.”
    private async Task<string> NameToShow(Guid me, CancellationToken ct)
    {
        var words = (await db.Customers.Where(c => c.Id == me).Select(c => c.Name).SingleAsync(ct)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 ? $"{words[0]} {words[^1][0]}." : words.FirstOrDefault() ?? "";
    }

    private static ReviewFormPage Page(ListedProduct product, ReviewForm form, OwnReview? before) => new(product.Name, product.Slug, PictureOf(product), form, before);

    private static Picture? PictureOf(ListedProduct product) => Cards.PictureOf(Cards.PicturesOf(product, product.Leading).FirstOrDefault());
}
