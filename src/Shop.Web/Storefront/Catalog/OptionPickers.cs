using Shop.Catalog;

namespace Shop.Web.Storefront.Catalog;

/// <summary>What one can choose of a product. A value that cannot be had with the other choices still leads somewhere: to the nearest variant that has it.</summary>
internal static class OptionPickers
{
    public static IReadOnlyList<OptionPicker> Of(ListedProduct product, ListedVariant chosen, IReadOnlyDictionary<Guid, int> left)
    {
        var names = product.Variants.SelectMany(v => v.Options).Select(o => o.Option).Distinct().ToList();
        return [.. names.Select(name => new OptionPicker(name, ValueOf(chosen, name) ?? "",
            [.. product.Variants.SelectMany(v => v.Options).Where(o => o.Option == name).DistinctBy(o => o.Value).Select(o => LinkTo(o, product, chosen, left))]))];
    }

    private static OptionLink LinkTo(OptionChoice choice, ListedProduct product, ListedVariant chosen, IReadOnlyDictionary<Guid, int> left)
    {
        var current = ValueOf(chosen, choice.Option) == choice.Value;
        var others = chosen.Options.Where(o => o.Option != choice.Option).ToList();
        var nearest = current ? chosen : product.Variants.Where(v => ValueOf(v, choice.Option) == choice.Value)
            .OrderByDescending(v => others.Count(o => ValueOf(v, o.Option) == o.Value)).ThenByDescending(v => left.GetValueOrDefault(v.Id) > 0).First();
        var missing = others.Where(o => ValueOf(nearest, o.Option) != o.Value).Select(o => o.Value).ToList();
        var not = missing.Count > 0 ? $"not in {string.Join(", ", missing)}" : left.GetValueOrDefault(nearest.Id) <= 0 ? "sold out" : null;
        return new OptionLink(choice.Value, choice.Swatch, $"/p/{product.Slug}?variant={Uri.EscapeDataString(nearest.Sku)}", current, not);
    }

    private static string? ValueOf(ListedVariant variant, string option) => variant.Options.FirstOrDefault(o => o.Option == option)?.Value;
}
