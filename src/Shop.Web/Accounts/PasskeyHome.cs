using System.Net;
using Shop.Data;

namespace Shop.Web.Accounts;

/// <summary>The name to which passkeys are bound: that of the shop's own address, never the one a request claims. A number is no name, so a developer's machine goes by localhost.</summary>
public sealed class PasskeyHome(ShopAddress shop, IHostEnvironment environment)
{
    /// <summary>Null where the shop has only a number: there are no passkeys then.</summary>
    public string? Domain => !IPAddress.TryParse(shop.Host.Trim('[', ']'), out _) ? shop.Host : environment.IsDevelopment() ? "localhost" : null;

    /// <summary>Whether this page was asked for by that name.</summary>
    public bool WorksAt(HttpRequest request) => string.Equals(request.Host.Host, Domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same page where passkeys work; null where they do nowhere.</summary>
    public string? Elsewhere(HttpRequest request) =>
        Domain is null ? null : $"{request.Scheme}://{new HostString(Domain, request.Host.Port ?? (request.IsHttps ? 443 : 80))}{request.Path}";

    /// <summary>Whether a page of ours spoke to the passkey.</summary>
    public bool IsOurs(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || !string.Equals(page.Host, Domain, StringComparison.OrdinalIgnoreCase)) return false;
        var (home, named) = (new Uri(shop.Base), !IPAddress.TryParse(shop.Host.Trim('[', ']'), out _));
        return page.Port == home.Port && page.Scheme == home.Scheme && (named || environment.IsDevelopment());
    }
}
