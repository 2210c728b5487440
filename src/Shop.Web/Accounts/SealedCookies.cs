using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Shop.Web.Accounts;

/// <summary>Gives the browser something to keep for a few minutes that it can neither read nor change.</summary>
public sealed class SealedCookies(IDataProtectionProvider protection, TimeProvider clock)
{
    public void Write<T>(HttpContext context, string name, T value, TimeSpan life)
    {
        var text = SealOf(name).Protect(JsonSerializer.Serialize(new Kept<T>(value, Now + life)));
        context.Response.Cookies.Append(name, text, SessionCookie.Options(Now + life));
    }

    /// <summary>Null when there is none, it is too old, or it is not ours.</summary>
    public T? Read<T>(HttpRequest request, string name) where T : class
    {
        if (request.Cookies[name] is not { Length: > 0 } text) return null;
        try
        {
            return JsonSerializer.Deserialize<Kept<T>>(SealOf(name).Unprotect(text)) is { } kept && kept.Until > Now ? kept.Value : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Clear(HttpContext context, string name) => context.Response.Cookies.Delete(name, SessionCookie.Options(null));

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private IDataProtector SealOf(string name) => protection.CreateProtector("Shop.SealedCookies", name);

    private sealed record Kept<T>(T Value, DateTime Until);
}
