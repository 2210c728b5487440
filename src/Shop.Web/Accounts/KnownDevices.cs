using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Shop.Kernel;
using Secret = Shop.Kernel.Secret;

namespace Shop.Web.Accounts;

/// <summary>Remembers, in a sealed cookie, which accounts have signed in on this device: there, strangers' wrong guesses elsewhere do not slow the owner down.</summary>
public sealed class KnownDevices(IDataProtectionProvider protection, TimeProvider clock)
{
    internal const string Cookie = "__Host-device";
    private const int MostAccounts = 5;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private readonly IDataProtector _seal = protection.CreateProtector("Shop.KnownDevices");

    /// <summary>The device's id, if this account has signed in on it.</summary>
    public Guid? Find(HttpRequest request, string email) =>
        Read(request) is { } device && device.Accounts.Contains(Secret.PrintOf(EmailAddress.Normalise(email))) ? device.Id : null;

    /// <summary>The device's id, whoever has signed in on it.</summary>
    public Guid? IdOf(HttpRequest request) => Read(request)?.Id;

    public void Remember(HttpContext context, string email)
    {
        var device = Read(context.Request) ?? new Device(NewId.Next(), []);
        var account = Secret.PrintOf(EmailAddress.Normalise(email));
        device = device with { Accounts = [account, .. device.Accounts.Where(a => a != account).Take(MostAccounts - 1)] };
        context.Response.Cookies.Append(Cookie, _seal.Protect(JsonSerializer.Serialize(device)), SessionCookie.Options(clock.GetUtcNow().UtcDateTime + Kept));
    }

    private Device? Read(HttpRequest request)
    {
        if (request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        try
        {
            return JsonSerializer.Deserialize<Device>(_seal.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null; // sealed by keys that are gone, or by nobody: an unknown device
        }
    }

    private sealed record Device(Guid Id, IReadOnlyList<string> Accounts);
}
