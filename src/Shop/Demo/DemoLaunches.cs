namespace Shop.Demo;

/// <summary>What comes out in the days after the demo is made: one that Gold sees already, one that only VIPs do.</summary>
internal static class DemoLaunches
{
    public static IEnumerable<Launch> Of(CatalogueFile file, DateTime morning)
    {
        yield return new Launch(Edition(file, "still-mug", "first-snow-mug", "First Snow mug", "The last chalk firing of the year: forty mugs, numbered under the foot.",
            "Each winter, when the first snow lies on the net loft, we fire one kiln in chalk alone and number what comes out. This year it was forty.\n\nThe shape is that of our Still mug; the glaze is thicker by one dip, and no two have quite the same rim.",
            ["chalk"], [new CatalogueFile.Article("FC-MUG-0190-SNO", "chalk", 32_00, 40, 390)]), morning.AddDays(2).AddHours(10), 12);
        yield return new Launch(Edition(file, "skerry-mug", "skerry-trio", "Skerry trio", "Three Skerry mugs, one of each dip, in a box made for giving.",
            "Fjord, terracotta and oat, thrown one after the other from the same lump of clay and dipped on the same day. They come in a box of grey board with a paper sleeve.\n\nA present that needs no wrapping, and a good excuse to have people round.",
            ["fjord", "terracotta", "oat"], [new CatalogueFile.Article("FC-SET-0300-SKE", "fjord", 79_00, 60, 1_350)]), morning.AddDays(6).AddHours(10), 20);
    }

    // Looks like something we make already, and is an edition of it.
    private static CatalogueFile.Item Edition(CatalogueFile file, string of, string slug, string name, string summary, string description, IReadOnlyList<string> colours, IReadOnlyList<CatalogueFile.Article> articles) =>
        file.Products.First(p => p.Slug == of) with
        {
            Slug = slug,
            Name = name,
            Summary = summary,
            Description = description,
            Options = [],
            Variants = articles,
            Colours = colours,
            Details = [],
            Popularity = 0,
            Launched = 0,
            PairsWith = [],
            Repeat = null,
            Season = null,
            Reviews = [],
        };

    /// <param name="EarlyQuota">How many pieces members may have before everybody.</param>
    internal sealed record Launch(CatalogueFile.Item Item, DateTime PublicFrom, int EarlyQuota);
}
