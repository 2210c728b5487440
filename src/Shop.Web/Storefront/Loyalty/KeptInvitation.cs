using Shop.Loyalty;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>An invitation that a visitor opened, kept in their own browser until they join: whoever looks around first does not lose it. It holds the invitation's code and nothing else.</summary>
public static class KeptInvitation
{
    public const string Cookie = "__Host-invite";
    public const int Days = 30;

    /// <summary>Null when none was opened, and for what cannot be one.</summary>
    public static string? Of(HttpContext context) => Referral.CodeOf(context.Request.Cookies[Cookie]);

    public static void Keep(HttpContext context, string code) => context.Response.Cookies.Append(Cookie, code, Options(TimeSpan.FromDays(Days)));

    public static void Forget(HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey(Cookie)) context.Response.Cookies.Delete(Cookie, Options(null));
    }

    private static CookieOptions Options(TimeSpan? age) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = age };
}
