using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Appearance;

/// <summary>Keeps the choice between light and dark.</summary>
[Route("theme")]
public sealed class ThemeController : Controller
{
    [HttpPost("")]
    public IActionResult Update(string? theme, string? returnUrl)
    {
        if (Theme.All.All(t => t.Value != theme)) return BadRequest();

        var options = new CookieOptions { Path = "/", Secure = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromDays(365) };
        Response.Cookies.Append(Theme.Cookie, theme!, options);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "~/");
    }
}
