using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The cart of whoever is asking: the customer's own, or the one whose sealed number a visitor's cookie carries for 30 days.</summary>
public sealed class CurrentCart(IHttpContextAccessor accessor, IDataProtectionProvider protection, CurrentMember member, ShopDb db, CartPrices prices)
{
    public const string Cookie = "__Host-cart";

    private readonly IDataProtector _seal = protection.CreateProtector("cart");
    private Task<Guid?>? _id;

    /// <summary>Null for a visitor.</summary>
    public ValueTask<Guid?> CustomerId(CancellationToken ct) => member.CustomerId(ct);

    public Task<Guid?> Id(CancellationToken ct) => _id ??= Find(ct);

    /// <summary>Null when there is none yet.</summary>
    public async Task<PricedCart?> Read(CancellationToken ct) => await Id(ct) is { } id ? await prices.Read(id, ct) : null;

    /// <summary>How many things are in it: what the header shows.</summary>
    public async Task<int> Count(CancellationToken ct)
    {
        if (HttpMethods.IsGet(Request.Method) && await member.Now(ct) is { } known) return known.CartItems; // reading changes nothing: as it was is as it is
        return await Id(ct) is { } id ? await prices.Count(id, ct) : 0;
    }

    /// <summary>Remembers a visitor's cart for another 30 days; a customer's needs no cookie.</summary>
    public async Task Keep(Guid cartId, CancellationToken ct)
    {
        _id = Task.FromResult<Guid?>(cartId);
        if (await CustomerId(ct) is not null) return;
        Response.Cookies.Append(Cookie, Convert.ToBase64String(_seal.Protect(cartId.ToByteArray())), new CookieOptions
        {
            HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Shop.Ordering.Cart.KeptFor, IsEssential = true,
        });
    }

    /// <summary>The cart of the cookie, whoever is signed in: what a visitor had before signing in.</summary>
    public Guid? OfCookie()
    {
        if (Request.Cookies[Cookie] is not { Length: > 0 and < 500 } text) return null;
        try
        {
            return new Guid(_seal.Unprotect(Convert.FromBase64String(text)));
        }
        catch (Exception forged) when (forged is FormatException or CryptographicException or ArgumentException)
        {
            return null; // not ours, or sealed with a key that is gone: an empty cart, not an error
        }
    }

    /// <summary>After a visitor's cart went over to their account.</summary>
    public void Forget()
    {
        _id = null;
        Response.Cookies.Delete(Cookie, new CookieOptions { Secure = true, Path = "/" });
    }

    private HttpRequest Request => accessor.HttpContext!.Request;

    private HttpResponse Response => accessor.HttpContext!.Response;

    private async Task<Guid?> Find(CancellationToken ct)
    {
        if (await member.Now(ct) is { } known) return known.CartId;
        // A cart that went over to an account is not open to the old cookie any more.
        return OfCookie() is { } id && await db.Carts.AnyAsync(c => c.Id == id && c.CustomerId == null && c.Desk == null, ct) ? id : null;
    }
}
