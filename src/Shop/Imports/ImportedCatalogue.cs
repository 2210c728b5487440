using System.Globalization;
using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Imports;

/// <summary>What a survey's products become: products with names, prices and shelves.</summary>
internal static class ImportedCatalogue
{
    // Quiet grounds for the pictures that are not there yet.
    private static readonly string[] Tints = ["#EFE6DA", "#E4E9E4", "#E9E2E6", "#E1E7EC", "#EDE8D8", "#E8E0D8"];

    /// <returns>The shelves first, then the products, each with its variant.</returns>
    public static (IReadOnlyList<Category> Shelves, IReadOnlyList<Product> Products) Make(IReadOnlyList<SurveyedProduct> surveyed, DateTime now)
    {
        var names = surveyed.Select(p => ProductName.Of(p.Name)).ToList();
        var shelves = new List<Category>();
        var shelfOf = new Guid[names.Count];
        foreach (var shelf in Imports.Shelves.Sort(names))
        {
            var category = Category.Open(Slugs.Of(shelf.Name), shelf.Name, shelves.Count);
            category.Describe("", "", Tints[shelves.Count % Tints.Length], null);
            shelves.Add(category);
            foreach (var product in shelf.Products) shelfOf[product] = category.Id;
        }

        var slugs = new HashSet<string>();
        var products = new List<Product>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            var product = Product.Draft(Unique(slugs, Slugs.Of(names[i]), surveyed[i].Code), names[i], shelfOf[i]);
            product.AddVariant(surveyed[i].Code, new Money(surveyed[i].RegularPrice ?? 0), []);
            if (surveyed[i].RegularPrice is null) product.Archive(); // it only ever came back: nobody knows its price
            else product.Publish(surveyed[i].First < now ? surveyed[i].First : now);
            products.Add(product);
        }
        return (shelves, products);
    }

    private static string Unique(HashSet<string> taken, string slug, string code)
    {
        if (slug.Length == 0) slug = Slugs.Of(code) is { Length: > 0 } written ? written : "product";
        for (var n = 1; ; n++)
        {
            var tail = n == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{n}");
            var candidate = slug.Length + tail.Length <= Product.SlugMaxLength ? slug + tail : slug[..(Product.SlugMaxLength - tail.Length)].TrimEnd('-') + tail;
            if (taken.Add(candidate)) return candidate;
        }
    }
}
