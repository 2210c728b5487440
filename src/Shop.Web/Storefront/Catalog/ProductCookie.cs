using System.Buffers.Text;

namespace Shop.Web.Storefront.Catalog;

/// <summary>A few products that a visitor's own browser remembers for the shop. It holds their ids and nothing else; whatever else is found in it is passed over.</summary>
public sealed class ProductCookie(string name, int most, TimeSpan keptFor)
{
    private const int IdLength = 22; // sixteen bytes

    /// <summary>What the visitor compares.</summary>
    public static ProductCookie Compared { get; } = new("__Host-compare", 4, TimeSpan.FromDays(30));

    /// <summary>What the visitor looked at, the last first; one more than is shown, because the page they are on is left out.</summary>
    public static ProductCookie Viewed { get; } = new("__Host-viewed", 13, TimeSpan.FromDays(30));

    public string Name => name;
    public int Most => most;

    public IReadOnlyList<Guid> Read(HttpContext context) => context.Request.Cookies[name] is { Length: > 0 and < 1000 } text ? [.. Ids(text).Distinct().Take(most)] : [];

    public void Write(HttpContext context, IEnumerable<Guid> products)
    {
        var kept = products.Distinct().Take(most).ToList();
        var options = new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
        if (kept.Count == 0)
        {
            context.Response.Cookies.Delete(name, options);
            return;
        }
        options.MaxAge = keptFor;
        context.Response.Cookies.Append(name, string.Concat(kept.Select(id => Base64Url.EncodeToString(id.ToByteArray()))), options);
    }

    private static IEnumerable<Guid> Ids(string text)
    {
        for (var at = 0; at + IdLength <= text.Length; at += IdLength)
        {
            var id = new byte[16];
            if (!Base64Url.IsValid(text.AsSpan(at, IdLength), out var length) || length != 16) yield break;
            Base64Url.DecodeFromChars(text.AsSpan(at, IdLength), id);
            yield return new Guid(id);
        }
    }
}
