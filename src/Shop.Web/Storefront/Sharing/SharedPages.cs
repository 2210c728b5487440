using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Sharing;

/// <summary>Marks an action whose page is the same for everybody who brings nothing of their own.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SharedPageAttribute : Attribute
{
    /// <summary>How long it may be kept at most. It is made anew at once when what is on show changes; this is for what changes past that, such as how many are left.</summary>
    public int Seconds { get; init; } = 30;
}

/// <summary>Decides which requests get a shared page: one that knows nobody and holds no token. Whoever brings a cookie of theirs gets a page of their own.</summary>
public static class SharedPages
{
    private const string OwnCookie = "__Host-";
    private static readonly object Mark = new();

    // The only cookies of ours that do not make a page somebody's own: three leave no trace on it, of the others there are only a few values.
    // A cookie that is not in this list, and so each new one, makes its visitor's pages their own.
    private static readonly string[] Harmless = [DoorsModule.FormCookie, KnownDevices.Cookie, Catalog.HelpfulVotesController.Cookie, Theme.Cookie, CookieChoice.Cookie, Loyalty.KeptInvitation.Cookie];

    /// <summary>True while a page is made that others may get too.</summary>
    public static bool IsShared(this HttpContext context) => context.Items.ContainsKey(Mark);

    internal static Task Decide(HttpContext context, RequestDelegate next)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead && context.GetEndpoint()?.Metadata.GetMetadata<SharedPageAttribute>() is not null && !IsPersonal(context.Request)) context.Items[Mark] = true;
        return next(context);
    }

    private static bool IsPersonal(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<FirstVisit>() is not null) return true; // past the shelf
        if (request.Headers.Authorization.Count > 0) return true;
        foreach (var (name, _) in request.Cookies)
            if (name.StartsWith(OwnCookie, StringComparison.OrdinalIgnoreCase) && !Harmless.Contains(name)) return true;
        return false;
    }
}
