using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What is said of an article at the desk.</summary>
/// <param name="Seen">The version that was on the screen.</param>
/// <param name="Counted">How many more or fewer are there than the screen said.</param>
public sealed record ArticleChange(Guid Id, int Seen, Money Price, Money? OldPrice, int Weight, string? Barcode, int Counted);

/// <summary>Changes the articles of a product together, all or none: prices, weights, barcodes, and what is in stock by how much it differs from what was seen.</summary>
public sealed class ChangeArticles(ShopDb db, StockRoom stock, TimeProvider clock)
{
    public const int MostAtOnce = 100;

    public abstract record Outcome;
    public sealed record Done(int Changed) : Outcome;

    /// <summary>A colleague saved these articles meanwhile; nothing is changed.</summary>
    public sealed record Outrun(IReadOnlyList<Guid> Articles) : Outcome;
    public sealed record Refused(Guid Article, string Reason) : Outcome;

    public async Task<Outcome> Run(Guid productId, IReadOnlyList<ArticleChange> changes, string? reason, string by, CancellationToken ct, Guid? once = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        // Sent twice, what was counted is counted once.
        if (once is { } key && await db.StockMovements.AnyAsync(m => m.SourceId == key, ct)) return new Done(0);
        var articles = await db.Variants.Where(v => v.ProductId == productId).ToDictionaryAsync(v => v.Id, ct);
        var outrun = changes.Where(c => !articles.TryGetValue(c.Id, out var known) || known.Version != c.Seen).Select(c => c.Id).ToList();
        if (outrun.Count > 0) return new Outrun(outrun);
        var changed = 0;
        foreach (var change in changes)
        {
            var article = articles[change.Id];
            try
            {
                var before = (article.OwnPrice, article.OwnCompareAt, article.WeightGrams, article.Barcode);
                if ((change.Price, change.OldPrice) != (article.OwnPrice, article.OwnCompareAt)) article.Reprice(change.Price, change.OldPrice, now, by);
                article.Measure(change.Weight, change.Barcode);
                if (before != (article.OwnPrice, article.OwnCompareAt, article.WeightGrams, article.Barcode) || change.Counted != 0) changed++;
                if (change.Counted != 0) await stock.Move(change.Id, StockMovementKind.Correction, change.Counted, once, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), now, ct, by);
            }
            catch (RuleBroken broken)
            {
                db.ChangeTracker.Clear();
                return new Refused(change.Id, broken.Message);
            }
        }
        await db.SaveChangesAsync(ct);
        await whole.CommitAsync(ct);
        return new Done(changed);
    }

    /// <summary>Adds an article for each combination of options that is not there yet, at the price and weight of the first, but without its old price: what was never sold was never dearer. An only article without options becomes the first combination.</summary>
    /// <exception cref="RuleBroken">That are too many, or too few.</exception>
    public async Task<int> Combine(Guid productId, IReadOnlyList<(string Option, IReadOnlyList<string> Values)> options, CancellationToken ct)
    {
        if (options.Count == 0) throw new RuleBroken("Name an option, like Colour, and its values.");
        if (options.DistinctBy(o => o.Option, StringComparer.OrdinalIgnoreCase).Count() != options.Count) throw new RuleBroken("Each option has a name of its own.");
        var now = clock.GetUtcNow().UtcDateTime;
        var product = await db.Products.Include(p => p.Variants).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == productId, ct) ?? throw new RuleBroken("This product is not there any more.");
        if (options.Aggregate(1L, (all, option) => Math.Min(all * option.Values.Count, int.MaxValue)) is var combinations && combinations > Product.MostArticles) throw new RuleBroken($"That would be {combinations:N0} combinations. A product has at most {Product.MostArticles:N0} articles.");
        var all = options.Aggregate((IEnumerable<IReadOnlyList<OptionChoice>>)[[]], (made, option) => made.SelectMany(m => option.Values.Select(v => (IReadOnlyList<OptionChoice>)[.. m, Swatched(product, new OptionChoice(option.Option, v))]))).ToList();
        if (product.Variants is [{ Options.Count: 0 } only]) only.Choose(all[0]);
        var missing = all.Where(c => !product.Variants.Any(v => Same(v.Options, c))).ToList();
        if (missing.Count > MostAtOnce) throw new RuleBroken($"That would be {missing.Count:N0} more articles. At most {MostAtOnce} can be made at once.");
        if (product.Variants.Count + missing.Count > Product.MostArticles) throw new RuleBroken($"A product has at most {Product.MostArticles:N0} articles.");
        var first = product.Variants.OrderBy(v => v.Position).FirstOrDefault() ?? throw new RuleBroken("The product has no article to begin with.");
        var taken = (await db.Variants.Where(v => v.Sku.StartsWith(first.Sku)).Select(v => v.Sku).ToListAsync(ct)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var combination in missing)
        {
            var article = product.AddVariant(NumberFor(first.Sku, combination, taken), first.OwnPrice, combination, null, first.WeightGrams);
            db.Entry(article).State = EntityState.Added; // its id is made in code
            stock.Open(article.Id, 0, now);
        }
        await db.SaveChangesAsync(ct);
        return missing.Count;
    }

    private static bool Same(IReadOnlyList<OptionChoice> one, IReadOnlyList<OptionChoice> other) =>
        one.Count == other.Count && one.All(o => other.Any(c => c.Option.Equals(o.Option, StringComparison.OrdinalIgnoreCase) && c.Value.Equals(o.Value, StringComparison.OrdinalIgnoreCase)));

    private static OptionChoice Swatched(Product product, OptionChoice choice) =>
        product.Variants.SelectMany(v => v.Options).FirstOrDefault(o => o.Option.Equals(choice.Option, StringComparison.OrdinalIgnoreCase) && o.Value.Equals(choice.Value, StringComparison.OrdinalIgnoreCase)) ?? choice;

    private static string NumberFor(string first, IReadOnlyList<OptionChoice> combination, HashSet<string> taken)
    {
        var stem = first.Length > 30 ? first[..30] : first;
        var suffix = string.Join('-', combination.Select(o => Slugs.Of(o.Value).ToUpperInvariant() is { Length: > 8 } word ? word[..8] : Slugs.Of(o.Value).ToUpperInvariant()).Where(s => s.Length > 0));
        for (var n = 1; ; n++)
            if (string.Create(CultureInfo.InvariantCulture, $"{stem}-{suffix}{(n == 1 ? "" : $"-{n}")}") is var number && taken.Add(number)) return number;
    }
}
