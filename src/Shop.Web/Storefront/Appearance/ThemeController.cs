using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Appearance;

/// <summary>Keeps the choice between light and dark.</summary>
[Route("theme")]
public sealed class ThemeController : Controller
{
    [HttpPost("")]
    public IActionResult Update(string? theme)
    {
        if (Theme.All.All(t => t.Value != theme)) return BadRequest();

        var options = new CookieOptions { Path = "/", Secure = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromDays(365) };
        Response.Cookies.Append(Theme.Cookie, theme!, options);
        return Redirect(WayBack());
    }

    // The form stands on every page, and is the same on all of them: the browser says on which one it was pressed.
    private string WayBack()
    {
        var here = Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority.Equals(Request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return here && Url.IsLocalUrl(page!.PathAndQuery) ? page.PathAndQuery : Url.Content("~/");
    }
}
