using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>Whose wishlists are meant by whoever is asking: the customer's own, or those of the visitor whose cookie carries a secret for half a year.</summary>
public sealed class CurrentWishes(IHttpContextAccessor accessor, CurrentMember member)
{
    public const string Cookie = "__Host-wishlist";
    private const int SecretLength = 43;

    private string? _begun;

    public async ValueTask<WishOwner> Owner(CancellationToken ct)
    {
        if (await member.CustomerId(ct) is { } customer) return new WishOwner(customer, null);
        return new WishOwner(null, _begun ?? PrintOfCookie());
    }

    /// <summary>A visitor who puts down a first wish gets a secret; one who has it keeps it for another half year.</summary>
    public async Task<WishOwner> OwnerWhoKeeps(CancellationToken ct)
    {
        var owner = await Owner(ct);
        if (owner.CustomerId is not null) return owner;
        var secret = owner.Print is not null && _begun is null ? Context.Request.Cookies[Cookie]! : Secret.New();
        _begun = Secret.PrintOf(secret);
        Context.Response.Cookies.Append(Cookie, secret, new CookieOptions
        {
            HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Wishlist.KeptFor, IsEssential = true,
        });
        return owner with { Print = _begun };
    }

    /// <summary>The print of the cookie, whoever is signed in: what a visitor had before signing in.</summary>
    public string? PrintOfCookie() => Context.Request.Cookies[Cookie] is { Length: SecretLength } secret ? Secret.PrintOf(secret) : null;

    /// <summary>After a visitor's list went over to their account.</summary>
    public void Forget() => Context.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = true, Path = "/" });

    private HttpContext Context => accessor.HttpContext!;
}
