using Shop.Accounts;
using Shop.Customers;

namespace Shop.Web.Accounts;

/// <summary>Something that follows a sign-in in the browser in which it happened, for example that the cart of the guest becomes the customer's.</summary>
public interface IAfterSignIn
{
    Task Run(HttpContext context, Guid customerId, CancellationToken ct);
}

/// <summary>Opens and ends the session of a browser. Each sign-in gets a new secret; the one the browser held before is over.</summary>
public sealed class SignInDesk(Sessions sessions, CustomerBook customers, KnownDevices devices, IEnumerable<IAfterSignIn> after, TimeProvider clock)
{
    /// <param name="remember">Keep the cookie when the browser is closed; never for those who work here.</param>
    public async Task SignIn(HttpContext context, User user, bool remember, CancellationToken ct)
    {
        var customerId = await customers.OpenFor(user, ct);
        if (SessionCookie.Read(context.Request) is { } before) await sessions.EndBySecret(before, ct);

        var secret = await sessions.Open(user, DeviceName.Of(context.Request.Headers.UserAgent), AddressOf(context), ct);
        var isStaff = Roles.AreStaff(await sessions.RolesOf(user.Id, ct));
        SessionCookie.Write(context.Response, secret, remember && !isStaff ? clock.GetUtcNow().UtcDateTime + SessionLife.OfMembers.Longest : null);
        devices.Remember(context, user.Email!);
        foreach (var step in after) await step.Run(context, customerId, ct);
    }

    public async Task SignOut(HttpContext context, CancellationToken ct)
    {
        if (SessionCookie.Read(context.Request) is { } secret) await sessions.EndBySecret(secret, ct);
        SessionCookie.Clear(context.Response);
    }

    public Guid? DeviceOf(HttpContext context, string email) => devices.Find(context.Request, email);

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";
}
