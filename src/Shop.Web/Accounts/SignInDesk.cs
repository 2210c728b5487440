using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Web.Accounts;

/// <summary>Something that follows a sign-in in the browser in which it happened, for example that the cart of the guest becomes the customer's.</summary>
public interface IAfterSignIn
{
    Task Run(HttpContext context, Guid customerId, CancellationToken ct);
}

/// <summary>Opens and ends the session of a browser. Each sign-in gets a new secret; the one the browser held before is over.</summary>
public sealed class SignInDesk(Sessions sessions, CustomerBook customers, KnownDevices devices, SealedCookies cookies, AuditTrail trail, IEnumerable<IAfterSignIn> after, TimeProvider clock)
{
    private const string Step = "__Host-step";
    private static readonly TimeSpan TimeForCode = TimeSpan.FromMinutes(10);

    /// <summary>Returns whether the person works here.</summary>
    /// <param name="remember">Keep the cookie when the browser is closed; never for those who work here.</param>
    /// <param name="strong">Two factors were shown.</param>
    public async Task<bool> SignIn(HttpContext context, User user, bool remember, bool strong, CancellationToken ct)
    {
        var customerId = await customers.OpenFor(user, ct);
        if (SessionCookie.Read(context.Request) is { } before) await sessions.EndBySecret(before, ct);

        var isStaff = Roles.AreStaff(await sessions.RolesOf(user.Id, ct));
        DateTime? keptUntil = remember && !isStaff ? clock.GetUtcNow().UtcDateTime + SessionLife.OfMembers.Longest : null;
        var secret = await sessions.Open(user, strong, keptUntil, DeviceName.Of(context.Request.Headers.UserAgent), AddressOf(context), ct);
        SessionCookie.Write(context.Response, secret, keptUntil);
        SealedCookies.Clear(context, Step);
        devices.Remember(context, user.Email!);
        if (isStaff) await trail.Write(Origin(context, user.Id, user.DisplayName), "Signed in", new AuditRecord(nameof(User), user.Id.ToString(), user.DisplayName), ct);
        foreach (var step in after) await step.Run(context, customerId, ct);
        return isStaff;
    }

    /// <summary>The password was right: this browser has ten minutes to show a code.</summary>
    public void WaitForCode(HttpContext context, User user, bool remember, string? returnUrl) =>
        cookies.Write(context, Step, new WaitingForCode(user.Id, user.SecurityStamp!, remember, returnUrl), TimeForCode);

    public WaitingForCode? Waiting(HttpContext context) => cookies.Read<WaitingForCode>(context.Request, Step);

    /// <summary>The person proved again to be the one; the session gets a new secret.</summary>
    public async Task Renew(HttpContext context, bool strong, CancellationToken ct)
    {
        if (await sessions.Renew(context.User.Who().SessionId, strong, ct) is not var (secret, keptUntil)) return;
        SessionCookie.Write(context.Response, secret, keptUntil);
        if (context.User.IsStaff() && context.User.Who() is var who) await trail.Write(Origin(context, who.UserId, who.Name) with { SessionId = who.SessionId }, "Proved again", new AuditRecord(nameof(User), who.UserId.ToString(), who.Name), ct);
    }

    public async Task SignOut(HttpContext context, CancellationToken ct)
    {
        if (SessionCookie.Read(context.Request) is { } secret) await sessions.EndBySecret(secret, ct);
        SessionCookie.Clear(context.Response);
    }

    public Guid? DeviceOf(HttpContext context, string email) => devices.Find(context.Request, email);

    /// <summary>After the answer is on its way, so that its time tells nobody whose address this is: a sign-in of somebody who works here failed.</summary>
    public static void NoteFailure(HttpContext context, string email)
    {
        var (scopes, address, ct) = (context.RequestServices.GetRequiredService<IServiceScopeFactory>(), AddressOf(context), CancellationToken.None);
        context.Response.OnCompleted(async () =>
        {
            using var scope = scopes.CreateScope();
            if (await scope.ServiceProvider.GetRequiredService<Sessions>().StaffOf(email, ct) is not { } user) return;
            await scope.ServiceProvider.GetRequiredService<AuditTrail>().Write(new AuditOrigin(Actor.System, null, address, null, "Sessions.Create", null), "Sign-in failed", new AuditRecord(nameof(User), user.Id.ToString(), user.Name), ct);
        });
    }

    private static AuditOrigin Origin(HttpContext context, Guid userId, string name) => new(Actor.Staff(userId, name), null, AddressOf(context), null, "Sessions.Create", null);

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";
}

/// <summary>Somebody whose password was right, and who has yet to show a code.</summary>
/// <param name="Stamp">The security stamp of that moment: another password ends the wait.</param>
public sealed record WaitingForCode(Guid UserId, string Stamp, bool Remember, string? ReturnUrl);
