using Microsoft.AspNetCore.Mvc.Filters;

namespace Shop.Web.Doors;

/// <summary>The address of this page holds a secret: no other site is told where somebody came from.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SecretInAddressAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context) => context.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
}
