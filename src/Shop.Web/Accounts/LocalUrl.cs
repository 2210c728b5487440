namespace Shop.Web.Accounts;

/// <summary>Keeps a way back inside the shop: anything else that a link or form may claim leads to the fallback.</summary>
public static class LocalUrl
{
    public static string Or(string? url, string fallback) => IsLocal(url) ? url! : fallback;

    public static bool IsLocal(string? url)
    {
        if (string.IsNullOrEmpty(url) || url[0] != '/' || url.Any(c => char.IsControl(c) || c == '\\')) return false;
        var rest = url.AsSpan(1);
        return !(rest.StartsWith("/") || rest.StartsWith("%2f", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("%5c", StringComparison.OrdinalIgnoreCase));
    }
}
