using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Shop.Data;

namespace Shop.Web.Doors;

/// <summary>
/// Takes a form only from a page of ours. Browsers say where a form comes from (Sec-Fetch-Site, or at least Origin), and what they say counts;
/// from one that says nothing the antiforgery field is asked for. So a page that is shared by many visitors needs no field of each one's own.
/// </summary>
public sealed class OwnPagesOnly(IAntiforgery antiforgery, ShopAddress shop) : IAsyncAuthorizationFilter, IAntiforgeryPolicy
{
    private enum Sender { Unknown, Ours, Foreign }

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!context.IsEffectivePolicy<IAntiforgeryPolicy>(this) || IsSafe(request.Method)) return;
        var taken = SenderOf(request) switch
        {
            Sender.Ours => true,
            Sender.Foreign => false,
            _ => await HasField(context.HttpContext),
        };
        if (!taken) context.Result = new Microsoft.AspNetCore.Mvc.AntiforgeryValidationFailedResult();
    }

    private async Task<bool> HasField(HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (Exception unreadable) when (unreadable is AntiforgeryValidationException or InvalidDataException or BadHttpRequestException)
        {
            return false; // a form that cannot be read has no field
        }
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private Sender SenderOf(HttpRequest request)
    {
        // A page cannot set either header: only the browser does.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site switch { "same-origin" => Sender.Ours, "none" => Sender.Unknown, _ => Sender.Foreign };
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || origin == "null") return Sender.Unknown;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && (IsHere(from, request) || from.GetLeftPart(UriPartial.Authority) == new Uri(shop.Base).GetLeftPart(UriPartial.Authority)) ? Sender.Ours : Sender.Foreign;
    }

    // A proxy may have taken the encryption off; another port is another site.
    private static bool IsHere(Uri from, HttpRequest request) =>
        from.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase) && (request.Host.Port is { } port ? from.Port == port : from.IsDefaultPort)
        && (from.Scheme == Uri.UriSchemeHttps || from.Scheme == request.Scheme);
}
