using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Shop.Accounts;
using Shop.Web.Html;

namespace Shop.Web.Accounts;

/// <summary>What may be done only by somebody who proved a few minutes ago to be the one; others are asked for it first and come back. An account with codes shows a code or a passkey, any other a password or a passkey.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StepUpAttribute : Attribute, IAsyncAuthorizationFilter
{
    private static readonly TimeSpan ToOpen = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ToSend = TimeSpan.FromMinutes(20); // who opened the form in time can fill it in

    /// <summary>The page asks for the password itself, so only accounts with codes are asked for more.</summary>
    public bool PageAsksForPassword { get; set; }

    /// <summary>Where to go on after a form that came too late.</summary>
    public string Back { get; set; } = "/account/details";

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (context.HttpContext.User.Identity?.IsAuthenticated != true) return; // the door asks first
        var (request, who, services) = (context.HttpContext.Request, context.HttpContext.User.Who(), context.HttpContext.RequestServices);
        var isGet = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var fresh = who.VerifiedAt > services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - (isGet ? ToOpen : ToSend);
        if (fresh && who.IsStrong) return;
        if (fresh || PageAsksForPassword)
        {
            var asksForCodes = await services.GetRequiredService<SecondFactor>().IsOn(who.UserId, context.HttpContext.RequestAborted);
            if (!asksForCodes) return;
        }

        var verify = "/account/verify?returnUrl=" + Uri.EscapeDataString(isGet ? request.PathBase + request.Path + request.QueryString : Back);
        if (context.HttpContext.IsHtmx()) context.HttpContext.Response.Headers["HX-Redirect"] = verify;
        context.Result = context.HttpContext.IsHtmx() ? new StatusCodeResult(StatusCodes.Status401Unauthorized) : new LocalRedirectResult(verify);
    }
}
