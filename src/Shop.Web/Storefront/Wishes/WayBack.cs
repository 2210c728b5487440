using Shop.Web.Accounts;

namespace Shop.Web.Storefront.Wishes;

/// <summary>The page of this shop on which a button was pressed, for buttons that stand on many.</summary>
public static class WayBack
{
    // A page that only answers forms cannot be asked for.
    private static readonly string[] OnlyForms = ["/wishlist/items", "/compare/items", "/cart/items", "/stock-notices"];

    public static string Of(HttpRequest request, string fallback)
    {
        if (!Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) || page.Authority != request.Host.Value) return fallback;
        if (OnlyForms.Any(f => page.AbsolutePath.StartsWith(request.PathBase + f, StringComparison.OrdinalIgnoreCase))) return fallback;
        return LocalUrl.Or(page.PathAndQuery, fallback);
    }
}
