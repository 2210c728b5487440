using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Tests;

/// <summary>Things a test starts from, said as briefly as the test cares: <c>Given.Product("Mug").Priced(24_90).Stocked(5)</c>.</summary>
public static class Given
{
    private static int _count;

    /// <summary>A product on sale with one variant; ten in stock at 10.00 unless told otherwise.</summary>
    public static ProductBuilder Product(string name = "Mug") => new(name, Interlocked.Increment(ref _count));

    public static Category Category(string slug = "mugs", string name = "Mugs", int position = 0) => Shop.Catalog.Category.Open(slug, name, position);

    public static Address Address(string name = "Ingrid Solberg", string country = "NO") => new(name, null, "Havnegata 4", null, "5003", "Bergen", null, country);
}
