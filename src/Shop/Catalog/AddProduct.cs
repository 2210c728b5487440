using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Adds a product as a draft, with its first article and what is in stock of it, at an address that nobody has.</summary>
public sealed class AddProduct(ShopDb db, StockRoom stock, TimeProvider clock)
{
    private const int MostTries = 1000;

    /// <exception cref="RuleBroken">The article number is taken, or something cannot be.</exception>
    public async Task<Guid> Run(string name, Guid? categoryId, Guid? brandId, string sku, Money price, int onHand, CancellationToken ct)
    {
        if (onHand < 0) throw new RuleBroken("A stock is a number from 0.");
        if (await db.Variants.AnyAsync(v => v.Sku == sku, ct)) throw new RuleBroken($"Another article has the number {sku}.");
        var product = Product.Draft(await AddressFor(name, ct), name, categoryId, brandId);
        var article = product.AddVariant(sku, price, []);
        db.Add(product);
        stock.Open(article.Id, onHand, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        return product.Id;
    }

    private async Task<string> AddressFor(string name, CancellationToken ct)
    {
        var plain = Slugs.Of(name) is { Length: > 0 } slug ? slug : "product";
        if (plain.Length > Product.SlugMaxLength - 5) plain = plain[..(Product.SlugMaxLength - 5)].TrimEnd('-');
        var taken = (await db.Products.Where(p => p.Slug == plain || p.Slug.StartsWith(plain + "-")).Select(p => p.Slug).ToListAsync(ct)).ToHashSet();
        return Enumerable.Range(1, MostTries).Select(n => n == 1 ? plain : string.Create(CultureInfo.InvariantCulture, $"{plain}-{n}")).FirstOrDefault(s => !taken.Contains(s)) ?? throw new RuleBroken("So many products are called so. Choose another name.");
    }
}
