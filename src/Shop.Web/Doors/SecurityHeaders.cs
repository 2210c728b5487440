using Microsoft.Extensions.Primitives;

namespace Shop.Web.Doors;

/// <summary>Sends the headers that make a browser refuse what this shop never does: foreign or inline script and style, framing, sniffing.</summary>
public sealed class SecurityHeaders(RequestDelegate next, IHostEnvironment environment)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'";

    private readonly bool _secureOnly = !environment.IsDevelopment();

    public Task Invoke(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        // A year, subdomains included; browsers ignore it over plain HTTP, so only Development, which has no certificate, goes without.
        if (_secureOnly) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        context.Response.OnStarting(static state =>
        {
            var response = ((HttpContext)state).Response;
            // Pages may hold a person's data or a token; whoever knows better says so itself.
            if (StringValues.IsNullOrEmpty(response.Headers.CacheControl)) response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
