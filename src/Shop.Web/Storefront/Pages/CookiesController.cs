using Microsoft.AspNetCore.Mvc;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Pages;

/// <summary>Which cookies the shop sets and what for, and the visitor's say about those it could do without.</summary>
[Route("cookies")]
public sealed class CookiesController(SiteText texts) : Controller
{
    [HttpGet("")]
    public IActionResult Show() => texts.Page("cookies") is { } text ? View(new CookiesPage(text, CookieChoice.Of(Request))) : NotFound();

    [HttpPost("")]
    public IActionResult Update(string? choice, string? returnUrl)
    {
        if (choice is not (CookieChoice.All or CookieChoice.Needed)) return BadRequest();

        var options = new CookieOptions { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromDays(365) };
        Response.Cookies.Append(CookieChoice.Cookie, choice, options);
        if (choice == CookieChoice.Needed)
            foreach (var cookie in SiteCookies.All.Where(c => c.Purpose == CookiePurpose.Optional && Request.Cookies.ContainsKey(c.Name)))
                Response.Cookies.Delete(cookie.Name, new CookieOptions { Path = "/", Secure = true });
        return new SeeOther(Url.Content(Url.IsLocalUrl(returnUrl) ? returnUrl : "~/cookies"));
    }
}

/// <summary>The words about cookies, and what the visitor chose; null before they did.</summary>
public sealed record CookiesPage(PageText Text, string? Choice);
