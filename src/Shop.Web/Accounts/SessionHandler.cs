using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Accounts;

/// <summary>Who is asking: the cookie holds a random secret and nothing else, so each page asks the session behind it. A session that ended a moment ago opens nothing.</summary>
public sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, StaffRules staff, ProblemDetailsFactoryAccess problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // A file is for everybody. An address that leads nowhere ends on an error page, which knows its reader like any other.
        if (Context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is null) return AuthenticateResult.NoResult();
        var visit = Context.Features.Get<FirstVisit>() is { AsMember: true };
        if ((visit ? Secret.New() : SessionCookie.Read(Request)) is not { } secret) return AuthenticateResult.NoResult();
        var sessions = Context.RequestServices.GetRequiredService<Sessions>(); // not before: most who ask have none
        var found = await sessions.Find(secret, Context.RequestAborted);
        if (visit) found = FirstVisit.Member;
        if (found is not { } who)
        {
            SessionCookie.Clear(Response);
            return AuthenticateResult.NoResult();
        }
        if (!visit && who.Rights.Count > 0 && Request.Cookies.ContainsKey(Viewing.Cookie) && !Request.Path.StartsWithSegments("/backoffice") && await AsCustomer(who) is { } viewed)
            return AuthenticateResult.Success(new AuthenticationTicket(viewed, SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(who.ToPrincipal(), SchemeName));
    }

    // At the desk they are themselves; everywhere else the customer whose eyes they look through.
    private async Task<ClaimsPrincipal?> AsCustomer(SignedIn staff)
    {
        var desk = Context.RequestServices.GetRequiredService<ViewingDesk>();
        return desk.Of(Context, staff) is { } viewing && await desk.AsCustomer(viewing, Context.RequestAborted) is { } customer ? customer.ToPrincipal(viewedBy: viewing.StaffName) : null;
    }

    /// <summary>Nobody is signed in: to the sign-in page and, after it, back here.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AskAt("/account/sign-in");

    /// <summary>Who works here and has shown one factor only is asked for the other; everybody else is refused.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.User.Identity?.IsAuthenticated == true && staff.AskMoreOf(Context.User.Who())) return AskAt("/account/verify");
        Response.StatusCode = StatusCodes.Status403Forbidden;
        if (Context.User.IsStaff() && Context.GetEndpoint()?.Metadata.GetOrderedMetadata<NeedsAttribute>().FirstOrDefault(n => !Context.User.May(n.Right)) is { } needs)
            Context.Features.Set(new MissingRight(needs.Right));
        return Task.CompletedTask;
    }

    private Task AskAt(string page)
    {
        var asking = $"{page}?returnUrl={Uri.EscapeDataString(WayBack())}";
        if (Context.IsHtmx())
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers["HX-Redirect"] = asking;
        }
        else if (problems.WantsJson(Context)) Response.StatusCode = StatusCodes.Status401Unauthorized;
        else Response.Redirect(asking);
        return Task.CompletedTask;
    }

    private string WayBack()
    {
        if (Context.IsHtmx() && Uri.TryCreate(Request.Headers["HX-Current-URL"], UriKind.Absolute, out var page)) return page.PathAndQuery;
        return HttpMethods.IsGet(Request.Method) ? Request.PathBase + Request.Path + Request.QueryString : "/account";
    }
}

/// <summary>The one cookie of a sign-in.</summary>
internal static class SessionCookie
{
    private const string Name = "__Host-session";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and < 100 } secret ? secret : null;

    /// <param name="until">Null: until the browser is closed.</param>
    public static void Write(HttpResponse response, string secret, DateTime? until) => response.Cookies.Append(Name, secret, Options(until));

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options(null));

    internal static CookieOptions Options(DateTime? until) =>
        new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, Expires = until };
}

/// <summary>Turns who is signed in into claims and back.</summary>
public static class SignedInClaims
{
    private const string Session = "session";
    private const string Verified = "verified";
    private const string Strong = "strong";
    private const string Holds = "right";

    private const string ViewedBy = "viewed-by";

    internal static ClaimsPrincipal ToPrincipal(this SignedIn who, string? viewedBy = null) => new(new ClaimsIdentity(
    [
        new(ClaimTypes.NameIdentifier, who.UserId.ToString()), new(ClaimTypes.Name, who.Name), new(ClaimTypes.Email, who.Email), new(Session, who.SessionId.ToString()),
        new(Verified, who.VerifiedAt.Ticks.ToString(CultureInfo.InvariantCulture)), new(Strong, who.IsStrong ? "1" : "0"), .. who.Roles.Select(r => new Claim(ClaimTypes.Role, r)), .. who.Rights.Select(r => new Claim(Holds, r.ToString())),
        .. viewedBy is null ? [] : new Claim[] { new(ViewedBy, viewedBy) },
    ], SessionHandler.SchemeName));

    /// <summary>Who is signed in; only behind a door that asks for it.</summary>
    public static SignedIn Who(this ClaimsPrincipal user) => new(
        Guid.Parse(user.FindFirstValue(Session)!), Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!), user.FindFirstValue(ClaimTypes.Name)!,
        user.FindFirstValue(ClaimTypes.Email)!, [.. user.FindAll(ClaimTypes.Role).Select(c => c.Value)],
        new DateTime(long.Parse(user.FindFirstValue(Verified)!, CultureInfo.InvariantCulture), DateTimeKind.Utc), user.FindFirstValue(Strong) == "1")
    { Rights = [.. user.FindAll(Holds).Select(c => Right.Read(c.Value)).OfType<Right>()] };

    /// <summary>Whether one of their roles allows it, as it was when this request came.</summary>
    public static bool May(this ClaimsPrincipal user, Area area, Act act) => user.May(new Right(area, act));

    public static bool May(this ClaimsPrincipal user, Right right) => user.HasClaim(Holds, right.ToString());

    /// <summary>Whether somebody who works here only looks through this customer's eyes.</summary>
    public static bool IsViewed(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == ViewedBy);

    public static bool IsStaff(this ClaimsPrincipal user) => Roles.AreStaff(user.FindAll(ClaimTypes.Role).Select(c => c.Value));
}
