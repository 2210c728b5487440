using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Adds a maker at an address that nobody has. Two of one name would be confused and are refused.</summary>
public sealed class AddMaker(ShopDb db)
{
    private const int MostTries = 1000;

    /// <exception cref="RuleBroken">It cannot be called so, or somebody is.</exception>
    public async Task<Guid> Run(string name, CancellationToken ct)
    {
        var called = name.Trim();
        if (called.Length is 0 or > Brand.NameMaxLength) throw new RuleBroken($"A maker needs a name of at most {Brand.NameMaxLength} characters.");
        if (await db.Brands.AnyAsync(b => b.Name == called, ct)) throw new RuleBroken($"There is a maker called {called}.");
        var plain = Slugs.Of(called) is { Length: > 0 } slug ? slug : "maker";
        if (plain.Length > Brand.SlugMaxLength - 5) plain = plain[..(Brand.SlugMaxLength - 5)].TrimEnd('-');
        var taken = (await db.Brands.Where(b => b.Slug == plain || b.Slug.StartsWith(plain + "-")).Select(b => b.Slug).ToListAsync(ct)).ToHashSet();
        var address = Enumerable.Range(1, MostTries).Select(n => n == 1 ? plain : string.Create(CultureInfo.InvariantCulture, $"{plain}-{n}")).FirstOrDefault(s => !taken.Contains(s)) ?? throw new RuleBroken("So many makers are called so. Choose another name.");
        var maker = Brand.Of(address, called);
        db.Add(maker);
        await db.SaveChangesAsync(ct);
        return maker.Id;
    }
}
