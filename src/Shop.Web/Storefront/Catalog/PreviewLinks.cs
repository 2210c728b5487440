using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Shop.Web.Storefront.Catalog;

/// <summary>A link to the page of a product nobody may see yet. It is signed, runs out, and shows nothing else.</summary>
public sealed class PreviewLinks(IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private IDataProtector Protector => protection.CreateProtector("product preview");

    public string UrlOf(Guid productId, DateTime now) => $"/preview/{Protector.Protect($"{productId:N} {(now + Lasts).Ticks.ToString(CultureInfo.InvariantCulture)}")}";

    /// <summary>Null when the link was not made here, or has run out.</summary>
    public (Guid ProductId, DateTime Until)? Read(string token, DateTime now)
    {
        try
        {
            if (Protector.Unprotect(token).Split(' ') is not [var id, var ticks]) return null;
            var until = new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return until > now ? (Guid.ParseExact(id, "N"), until) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
