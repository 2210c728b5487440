using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Search;

namespace Shop.Tests.Search;

/// <summary>A shop to search in, and short ways to ask it.</summary>
public class SearchShop : ShopFactory
{
    protected override Dictionary<string, string?> Settings => new() { ["Search:Synonyms:0"] = "mug, cup, beaker", ["Search:Synonyms:1"] = "blue, fjord", ["Search:PatienceMilliseconds"] = "20000" };

    public async Task<ProductHits> Find(string text, Func<ProductQuery, ProductQuery>? also = null)
    {
        var query = new ProductQuery { Text = text, PageSize = 100 };
        return await With<IProductSearch, ProductHits>(async s => await s.Find(await Services.GetRequiredService<Showcase>().Now(), also?.Invoke(query) ?? query, default));
    }

    public async Task<IReadOnlyList<string>> Names(string text, Func<ProductQuery, ProductQuery>? also = null) => await NamesOf((await Find(text, also)).Ids);

    public async Task<IReadOnlyList<string>> NamesOf(IReadOnlyList<Guid> ids)
    {
        var assortment = await With<Showcase, Assortment>(async s => await s.Now());
        return [.. ids.Select(id => assortment.Product(id)!.Name)];
    }

    public Task<Suggestions> Suggest(string typed) => With<IProductSearch, Suggestions>(async s => await s.Suggest(await Services.GetRequiredService<Showcase>().Now(), typed, default));

    public async Task<Product> Save(ProductBuilder product) => await InDb(db => product.Save(db, Clock.Now));

    /// <summary>Changes a product as a member of staff would, and lets the news be told.</summary>
    public async Task Change(Guid id, Action<Product> change)
    {
        await InDb(async db =>
        {
            var product = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstAsync(
                Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.Include(db.Products, p => p.Variants), p => p.Id == id);
            change(product);
            return await db.SaveChangesAsync();
        });
        await Settle();
    }

    public async Task Move(Guid variant, int quantity)
    {
        await InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await new StockRoom(db).Move(variant, StockMovementKind.Correction, quantity, null, "counted", Clock.Now, default);
            await transaction.CommitAsync();
            return 0;
        });
        await Settle();
    }

    public static Money Whole(int amount) => new(amount * 100);
}
