using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Wishes;

namespace Shop.Tests.Wishes;

/// <summary>Somebody who presses hearts, and somebody who fills shelves.</summary>
internal static class Wishing
{
    public static async Task<IHtmlDocument> Wish(this Visitor visitor, Product product, Guid? variant = null, bool on = true)
    {
        var page = await visitor.GetPage($"/p/{product.Slug}");
        var answer = await visitor.Post("/wishlist/items", page, ("productId", product.Id.ToString()), ("variantId", variant?.ToString() ?? ""), ("on", on ? "true" : "false"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await visitor.Read(await visitor.Follow(answer), HttpStatusCode.OK);
    }

    /// <summary>Puts a product into the shop, and on show.</summary>
    public static async Task<Product> Shown(this ShopFactory shop, ProductBuilder product)
    {
        var there = await shop.Have(product);
        await shop.Tell();
        return there;
    }

    /// <summary>What the header says: how many wishes there are.</summary>
    public static string Wishes(this IHtmlDocument page) => page.QuerySelector("#wishlist-link")!.GetAttribute("aria-label")!;

    /// <summary>A delivery to the shelf, or (below zero) something that broke there.</summary>
    public static Task Deliver(this ShopFactory shop, Guid variantId, int quantity) => shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await new StockRoom(db).Move(variantId, quantity > 0 ? StockMovementKind.Receipt : StockMovementKind.WriteOff, quantity, null, null, shop.Clock.Now, default);
        await transaction.CommitAsync();
        return 0;
    });

    public static Task<List<Wishlist>> ListsOf(this ShopFactory shop, string email) => shop.InDb(async db =>
    {
        var lists = db.Wishlists;
        var customer = await db.Set<Shop.Customers.Customer>().Where(c => c.Email == email).Select(c => c.Id).SingleAsync();
        return await lists.AsNoTracking().Where(l => l.CustomerId == customer).OrderBy(l => l.Id).ToListAsync();
    });
}
