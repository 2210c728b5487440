using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Reads what may be seen: always the same few queries, however many products there are. Drafts, archived and unpublished products are never among them.</summary>
public sealed class ReadAssortment(ShopDb db)
{
    /// <param name="only">Just these products; null reads all.</param>
    public Task<IReadOnlyList<ListedProduct>> Products(IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var visible = db.Products.AsNoTracking().Where(p => p.Status == ProductStatus.Active && p.PublishedAt != null);
        return Read(only is null ? visible : visible.Where(p => only.Contains(p.Id)), ct);
    }

    /// <summary>A product nobody may see, as it would be listed; null when it is in the shop, or has no article.</summary>
    public async Task<ListedProduct?> Unseen(Guid id, CancellationToken ct) =>
        await Read(db.Products.AsNoTracking().Where(p => p.Id == id && (p.Status != ProductStatus.Active || p.PublishedAt == null)), ct) is [var unseen] ? unseen : null;

    private async Task<IReadOnlyList<ListedProduct>> Read(IQueryable<Product> visible, CancellationToken ct)
    {
        var heads = await visible.Select(p => new
        {
            p.Id, p.Version, p.Slug, p.Name, p.CategoryId, p.BrandId, p.PublishedAt, p.Season, p.SoldLately, p.RatingCount, p.RatingSum, p.Tags, p.PublicFrom,
        }).ToListAsync(ct);
        var before = await LowestBefore(visible, ct);
        var texts = new Texts();
        var variants = (await (from v in db.Variants.AsNoTracking()
                               join p in visible on v.ProductId equals p.Id
                               join l in db.StockLevels on v.Id equals l.VariantId into levels
                               from l in levels.DefaultIfEmpty()
                               orderby v.Position
                               select new { v.ProductId, v.Id, v.Sku, v.Price, v.CompareAt, v.Options, InStock = l != null && l.OnHand - l.Reserved > 0 }).ToListAsync(ct))
            .ToLookup(v => v.ProductId, v => new ListedVariant(v.Id, v.Sku, v.Price, v.CompareAt, texts.Once(v.Options), v.InStock) { LowestBefore = before.TryGetValue(v.Id, out var lowest) ? lowest : null });
        var pictures = (await visible.SelectMany(p => p.Pictures, (p, x) => new { p.Id, x.File, x.Alt, x.Width, x.Height, x.Colour, x.Position }).OrderBy(x => x.Position).ToListAsync(ct))
            .ToLookup(x => x.Id, x => new ListedPicture(texts.Once(x.File)!, x.Alt, x.Width, x.Height, texts.Once(x.Colour)));
        var attributes = (await visible.SelectMany(p => p.Attributes, (p, a) => new { p.Id, a.Code, a.Value }).ToListAsync(ct))
            .ToLookup(a => a.Id, a => texts.Once(a.Code, a.Value));

        return [.. heads.Where(h => variants.Contains(h.Id)).Select(h =>
            new ListedProduct(h.Id, h.Version, h.Slug, h.Name, h.CategoryId, h.BrandId, h.PublicFrom > h.PublishedAt ? h.PublicFrom.Value : h.PublishedAt ?? DateTime.MaxValue, h.Season, h.SoldLately, h.RatingCount, h.RatingSum, texts.Once(h.Tags))
            {
                PublicFrom = h.PublicFrom, Variants = [.. variants[h.Id]], Pictures = [.. pictures[h.Id]], Attributes = [.. attributes[h.Id]],
            })];
    }

    // Of reduced articles only, so few.
    private async Task<Dictionary<Guid, Money>> LowestBefore(IQueryable<Product> visible, CancellationToken ct)
    {
        var past = await (from v in db.Variants.AsNoTracking()
                          join p in visible on v.ProductId equals p.Id
                          join b in db.PastPrices on v.Id equals b.VariantId
                          where v.ReducedAt != null && b.Until <= v.ReducedAt
                          select new { v.Id, v.ReducedAt, b.Price, b.Until }).ToListAsync(ct);
        return past.GroupBy(b => (b.Id, b.ReducedAt)).Select(g => (g.Key.Id, Lowest: PastPrice.LowestBefore(g.Key.ReducedAt!.Value, g.Select(b => new PastPrice(b.Id, b.Price, b.Until)))))
            .Where(b => b.Lowest is not null).ToDictionary(b => b.Id, b => b.Lowest!.Value);
    }

    public async Task<IReadOnlyList<ShownCategory>> Categories(CancellationToken ct) => await db.Categories.AsNoTracking()
        .Select(c => new ShownCategory(c.Id, c.Version, c.Slug, c.Name, c.Tagline, c.Description, c.ParentId, c.Position, c.Tint, c.PictureFile)).ToListAsync(ct);

    public async Task<IReadOnlyList<ShownBrand>> Brands(CancellationToken ct) => await db.Brands.AsNoTracking()
        .Select(b => new ShownBrand(b.Id, b.Version, b.Slug, b.Name, b.Place, b.Story)).ToListAsync(ct);

    public async Task<IReadOnlyList<ShownAttribute>> Attributes(CancellationToken ct) => await db.AttributeDefinitions.AsNoTracking()
        .Select(a => new ShownAttribute(a.Code, a.Name, a.Filterable, a.Position)).ToListAsync(ct);

    /// <summary>A few numbers that differ as soon as something that is shown does.</summary>
    public async Task<Fingerprint> Fingerprint(CancellationToken ct)
    {
        var visible = db.Products.Where(p => p.Status == ProductStatus.Active && p.PublishedAt != null);
        var products = await visible.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Versions = g.Sum(p => (long)p.Version), Sold = g.Sum(p => (long)p.SoldLately) }).SingleOrDefaultAsync(ct);
        var inStock = await visible.SelectMany(p => p.Variants).Join(db.StockLevels, v => v.Id, l => l.VariantId, (v, l) => l).CountAsync(l => l.OnHand - l.Reserved > 0, ct);
        var shelves = await db.Categories.GroupBy(_ => 1).Select(g => g.Count() * 1000L + g.Sum(c => c.Version)).SingleOrDefaultAsync(ct);
        var makers = await db.Brands.GroupBy(_ => 1).Select(g => g.Count() * 1000L + g.Sum(b => b.Version)).SingleOrDefaultAsync(ct);
        return new Fingerprint(products?.Count ?? 0, products?.Versions ?? 0, products?.Sold ?? 0, inStock, shelves, makers);
    }
}

/// <summary>Keeps one of each of the values that thousands of products share, so that all products on show take less memory.</summary>
internal sealed class Texts
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<OptionChoice, OptionChoice> _choices = [];
    private readonly Dictionary<(string, string), ListedAttribute> _attributes = [];

    public string? Once(string? text) => text is null ? null : _texts.TryGetValue(text, out var known) ? known : _texts[text] = text;

    public IReadOnlyList<string> Once(IReadOnlyList<string> texts) => texts.Count == 0 ? [] : [.. texts.Select(t => Once(t)!)];

    public IReadOnlyList<OptionChoice> Once(IReadOnlyList<OptionChoice> options) =>
        options.Count == 0 ? [] : [.. options.Select(o => _choices.TryGetValue(o, out var known) ? known : _choices[o] = o)];

    public ListedAttribute Once(string code, string value) => _attributes.TryGetValue((code, value), out var known) ? known : _attributes[(code, value)] = new ListedAttribute(Once(code)!, Once(value)!);
}

/// <summary>Numbers by which two states of the catalogue are told apart without reading it.</summary>
public sealed record Fingerprint(int Products, long Versions, long Sold, int VariantsInStock, long Categories, long Brands);
