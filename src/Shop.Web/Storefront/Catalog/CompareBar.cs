namespace Shop.Web.Storefront.Catalog;

/// <summary>Knows where the way to the comparison stands: on the pages where things are chosen.</summary>
public static class CompareBar
{
    // Who pays, looks through a list or manages an account has something else to do.
    private static readonly string[] Elsewhere = ["/compare", "/cart", "/checkout", "/wishlist", "/account", "/orders", "/contact", "/track"];

    public static bool IsShownOn(PathString page) => !Array.Exists(Elsewhere, path => page.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
