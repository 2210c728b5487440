using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;

namespace Shop.Web.Accounts;

/// <summary>Somebody who works here looks at the shop as one customer sees it: for half an hour, in this browser and this session only, while they may, and without being able to change anything.</summary>
/// <param name="SessionId">The session of who looks: it holds nowhere else.</param>
public sealed record Viewing(Guid SessionId, Guid StaffId, string StaffName, Guid UserId, Guid CustomerId, string CustomerName)
{
    internal const string Cookie = "__Host-viewing";
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    internal static readonly Right Needed = new(Area.Customers, Act.Change);
}

/// <summary>Begins, finds and ends such a look.</summary>
public sealed class ViewingDesk(SealedCookies cookies, ShopDb db)
{
    public void Begin(HttpContext context, Viewing viewing) => cookies.Write(context, Viewing.Cookie, viewing, Viewing.Life);

    /// <summary>Null when nobody looks, or the look is not of this session any more.</summary>
    public Viewing? Of(HttpContext context, SignedIn staff) =>
        staff.Rights.Contains(Viewing.Needed) && cookies.Read<Viewing>(context.Request, Viewing.Cookie) is { } viewing && viewing.SessionId == staff.SessionId && viewing.StaffId == staff.UserId ? viewing : null;

    public static void End(HttpContext context) => SealedCookies.Clear(context, Viewing.Cookie);

    /// <summary>The customer as they would be signed in, without any role; null when they cannot be.</summary>
    public async Task<SignedIn?> AsCustomer(Viewing viewing, CancellationToken ct)
    {
        var user = await db.AccountUsers.AsNoTracking().Where(u => u.Id == viewing.UserId && !u.IsDisabled).Select(u => new { u.DisplayName, u.Email }).SingleOrDefaultAsync(ct);
        return user is null ? null : new SignedIn(viewing.SessionId, viewing.UserId, user.DisplayName, user.Email!, [], DateTime.UnixEpoch, false);
    }
}

/// <summary>Keeps who only looks from doing anything, and from what is a customer's secret: how they sign in, where they pay, their card.</summary>
public sealed class OnlyLooking(RequestDelegate next)
{
    private static readonly PathString[] Secret = ["/account/details", "/account/verify", "/account/club/card", "/checkout", "/test-gateway"];

    public Task Invoke(HttpContext context)
    {
        if (!context.User.IsViewed() || context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is not null || (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !Secret.Any(s => context.Request.Path.StartsWithSegments(s))) return next(context);
        context.Features.Set(this);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
