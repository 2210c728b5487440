using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What a typed name turned out to be.</summary>
/// <param name="Sentence">Why it is nothing, with what it may have meant.</param>
internal sealed record FoundName(Guid? Id, string? Sentence);

/// <summary>Reads what the pages of the rules show beside the rules: names of products, categories and makers, and how the club counts money and time.</summary>
public sealed class RuleDesk(ShopDb db, CurrentShop shop)
{
    private const int MostOffered = 8;

    internal async Task<RuleText> Text(CancellationToken ct, params IReadOnlyList<ProgrammeRules> rules)
    {
        var zone = await db.Programmes.AsNoTracking().Select(p => p.Zone).FirstAsync(ct);
        var products = rules.SelectMany(r => r.Earning.ExcludedProducts.Concat(r.Spending.ExcludedProducts).Concat(Of(r, BonusOn.Product))).Distinct().ToList();
        var categories = rules.SelectMany(r => r.Earning.ExcludedCategories.Concat(r.Spending.ExcludedCategories).Concat(Of(r, BonusOn.Category))).Distinct().ToList();
        var brands = rules.SelectMany(r => Of(r, BonusOn.Brand)).Distinct().ToList();
        var names = new Dictionary<Guid, string>();
        if (products.Count > 0) foreach (var p in await db.Set<Product>().Where(p => products.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Slug }).ToListAsync(ct)) names[p.Id] = Shown(p.Name, p.Slug);
        if (categories.Count > 0) foreach (var c in await db.Set<Category>().Where(c => categories.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.Slug }).ToListAsync(ct)) names[c.Id] = Shown(c.Name, c.Slug);
        if (brands.Count > 0) foreach (var b in await db.Set<Brand>().Where(b => brands.Contains(b.Id)).Select(b => new { b.Id, b.Name, b.Slug }).ToListAsync(ct)) names[b.Id] = Shown(b.Name, b.Slug);
        return new RuleText(shop.Currency, TimeZoneInfo.FindSystemTimeZoneById(zone), names);
    }

    /// <summary>What each typed name is; one question a name, and names are few.</summary>
    internal async Task<IReadOnlyDictionary<(BonusOn On, string Name), FoundName>> Find(IEnumerable<(BonusOn On, string Name)> typed, CancellationToken ct)
    {
        var found = new Dictionary<(BonusOn, string), FoundName>();
        foreach (var (on, name) in typed.Where(t => t.On != BonusOn.Everything).Distinct())
        {
            var like = await Like(on, name, ct);
            var exact = like.Where(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || l.Slug.Equals(name, StringComparison.OrdinalIgnoreCase) || Shown(l.Name, l.Slug).Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            found[(on, name)] = exact.Count == 1 ? new FoundName(exact[0].Id, null) : like.Count switch
            {
                1 => new FoundName(like[0].Id, null),
                0 => new FoundName(null, $"There is no {Thing(on)} called “{name}”."),
                _ => new FoundName(null, $"Which {Thing(on)}? {string.Join(", ", like.Take(MostOffered).Select(l => Shown(l.Name, l.Slug)))}{(like.Count > MostOffered ? "…" : "")}"),
            };
        }
        return found;
    }

    /// <summary>Names that contain a text, to choose from.</summary>
    public async Task<IReadOnlyList<string>> Offer(BonusOn on, string text, CancellationToken ct) => on == BonusOn.Everything ? [] : [.. (await Like(on, text, ct)).Take(MostOffered).Select(l => Shown(l.Name, l.Slug))];

    private async Task<List<Labelled>> Like(BonusOn on, string typed, CancellationToken ct)
    {
        // “Still mug (still-mug)” means the one with this word in its address.
        var slug = typed.EndsWith(')') && typed.LastIndexOf('(') is >= 0 and var open ? typed[(open + 1)..^1] : null;
        var (text, exact) = (typed.ToLowerInvariant(), slug ?? typed.ToLowerInvariant());
        var all = on switch
        {
            BonusOn.Product => db.Set<Product>().Where(p => p.Status != ProductStatus.Archived || p.Slug == exact).Select(p => new Labelled { Id = p.Id, Name = p.Name, Slug = p.Slug }),
            BonusOn.Category => db.Set<Category>().Select(c => new Labelled { Id = c.Id, Name = c.Name, Slug = c.Slug }),
            _ => db.Set<Brand>().Select(b => new Labelled { Id = b.Id, Name = b.Name, Slug = b.Slug }),
        };
        var hit = await all.Where(l => l.Slug == exact).ToListAsync(ct);
        if (hit.Count > 0 || slug is not null) return hit;
#pragma warning disable CA1304, CA1311, CA1862 // the database compares
        return await all.Where(l => l.Name.ToLower().Contains(text)).OrderBy(l => l.Name).ThenBy(l => l.Id).Take(MostOffered + 1).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static IEnumerable<Guid> Of(ProgrammeRules rules, BonusOn on) => rules.Earning.Bonuses.Concat(rules.Earning.Campaigns.SelectMany(c => c.Bonuses)).Where(b => b.On == on && b.Id is not null).Select(b => b.Id!.Value);

    private static string Shown(string name, string slug) => $"{name} ({slug})";

    private static string Thing(BonusOn on) => on switch { BonusOn.Product => "product", BonusOn.Category => "category", _ => "maker" };

    private sealed class Labelled
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Slug { get; init; } = "";
    }
}
