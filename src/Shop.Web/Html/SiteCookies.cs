using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Html;

/// <summary>Why a cookie is set.</summary>
public enum CookiePurpose { Needed, Chosen, Optional }

/// <summary>Every cookie the shop may set, as its visitors read it. A cookie that is not here is a mistake, and a test looks for it.</summary>
public static class SiteCookies
{
    public sealed record Entry(string Name, CookiePurpose Purpose, string What, string HowLong);

    public static IReadOnlyList<Entry> All { get; } =
    [
        new("__Host-cart", CookiePurpose.Needed, "Finds your cart again.", "30 days after the last change"),
        new("__Host-session", CookiePurpose.Needed, "Keeps you signed in.", "Until you sign out or close the browser; if you asked to stay signed in, 14 days after your last visit and 90 in all"),
        new("__Host-device", CookiePurpose.Needed, "Knows this device again after you have signed in on it, so that strangers who guess passwords cannot lock you out.", "A year"),
        new("__Host-step", CookiePurpose.Needed, "Remembers, between your password and the code from your app, who is signing in.", "10 minutes"),
        new("__Host-passkey", CookiePurpose.Needed, "Remembers which question your passkey was asked, so that its answer counts in this browser only.", "10 minutes"),
        new("__Host-viewing", CookiePurpose.Needed, "For those who work here: remembers through which customer's eyes they look, to help them.", "30 minutes"),
        new("__Host-votes", CookiePurpose.Needed, "Remembers, once you have said that a review helped you, that you said so: each of us counts once.", "A year"),
        new("__Host-form", CookiePurpose.Needed, "Shows that a form was sent from our pages and not by another site.", "Until you close the browser"),
        new("__Host-notice", CookiePurpose.Needed, "Carries one message, such as “It is saved”, to the next page.", "Until it was shown"),
        new("__Host-theme", CookiePurpose.Chosen, "Remembers that you chose light or dark pages.", "A year"),
        new("__Host-wishlist", CookiePurpose.Chosen, "Finds the wishlist you began without an account.", "180 days after the last change"),
        new("__Host-invite", CookiePurpose.Chosen, "Keeps the invitation to the club that you opened, so that it counts when you join.", "30 days, or until you have joined"),
        new("__Host-compare", CookiePurpose.Chosen, "The products you compare, by their numbers.", "30 days after the last change"),
        new(CookieChoice.Cookie, CookiePurpose.Chosen, "Remembers your answer on this page, so that we do not ask again.", "A year"),
        new("__Host-viewed", CookiePurpose.Optional, "The last products you looked at, by their numbers, so that you find them again. You can empty the list where it is shown.", "30 days after the last one"),
    ];
}

/// <summary>What a visitor said about cookies that are not needed. Without an answer none of them is set.</summary>
public static class CookieChoice
{
    public const string Cookie = "__Host-choices";
    public const string All = "all";
    public const string Needed = "needed";

    /// <summary>What the question's HTML is kept for: it depends on nothing but the page it stands on.</summary>
    internal static readonly object Question = new();

    /// <summary>Not answered yet, there is something to ask about, and somebody is looking around: never over a form.</summary>
    public static bool IsAsked(HttpContext context) => Of(context.Request) is null && context.GetEndpoint()?.Metadata.GetMetadata<SharedPageAttribute>() is not null
        && SiteCookies.All.Any(c => c.Purpose == CookiePurpose.Optional);

    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is All or Needed ? request.Cookies[Cookie] : null;

    /// <summary>Whether cookies that the shop could do without may be set.</summary>
    public static bool AllowsOptional(HttpRequest request) => Of(request) == All;
}
