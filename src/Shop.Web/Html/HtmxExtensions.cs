using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Shop.Web.Html;

/// <summary>The few words the server and htmx exchange.</summary>
public static class HtmxExtensions
{
    private static readonly JsonSerializerOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Whether a part of the page is asked for; tells caches that the answer depends on it. Going back in the history asks for the whole page.</summary>
    public static bool IsHtmx(this HttpContext context)
    {
        if (!context.Response.HasStarted) context.Response.Headers.Append(HeaderNames.Vary, "HX-Request");
        return context.Request.Headers.ContainsKey("HX-Request") && !context.Request.Headers.ContainsKey("HX-History-Restore-Request");
    }

    /// <summary>Says a sentence to those who do not see that something changed, as soon as the answer is shown.</summary>
    public static void Announce(this HttpResponse response, string sentence) =>
        response.Headers["HX-Trigger-After-Swap"] = JsonSerializer.Serialize(new { announce = sentence }, Ascii);
}
