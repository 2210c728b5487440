using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Data;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Pictures of goods that staff brought in, and customers' photos: for everybody once their review is shown, before that for its author and staff. Whatever a file holds, a browser takes it for a picture and nothing else.</summary>
public sealed class PhotosController(ShopDb db, PhotoShelf shelf, IPurchases purchases, CurrentMember member) : Controller
{
    [HttpGet("/photos/{name}"), DisableRateLimiting]
    public async Task<IActionResult> Show(string name, CancellationToken ct)
    {
        if (shelf.Find(name) is not { } file) return NotFound();
        var review = await db.Reviews.AsNoTracking().Where(r => r.Photos.Any(p => p.File == name)).Select(r => new { r.Status, r.CustomerId }).FirstOrDefaultAsync(ct);
        var isGoods = review is null && (await db.Products.AnyAsync(p => p.Pictures.Any(x => x.File == name), ct) || (await purchases.Pictured([name], ct)).Count > 0);
        if (review is null && !isGoods) return NotFound();
        var shown = review is null || review.Status == ReviewStatus.Approved;
        if (!shown && !User.May(Area.Reviews, Act.See) && (review!.CustomerId is not { } author || author != await member.CustomerId(ct))) return NotFound();

        Response.Headers.CacheControl = shown ? "public, max-age=31536000, immutable" : "private, no-store"; // a name is never given to another photo
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        Response.Headers.ContentDisposition = $"inline; filename=\"photo{Path.GetExtension(name)}\"";
        return PhysicalFile(file.Path, file.ContentType);
    }
}
