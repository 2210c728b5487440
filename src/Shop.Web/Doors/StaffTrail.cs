using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;

namespace Shop.Web.Doors;

/// <summary>Stands at every action of the back office, and at those by which staff change how they sign in: what is saved while one runs is noted, and an action that saved nothing that is watched is noted itself.</summary>
public sealed class StaffTrail(AuditTrail trail, CurrentShop shop, TimeProvider clock) : IAsyncActionFilter
{
    private static readonly string[] WhyFields = ["reason", "why", "note"];

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Identity?.IsAuthenticated != true || !http.User.IsStaff())
        {
            await next();
            return;
        }
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            if ((await next()).Result is BackOffice.Lists.ListFile file) await Taken(context, file);
            return;
        }
        var origin = OriginOf(http, context.ActionDescriptor as ControllerActionDescriptor, Why(context.ActionArguments));
        var watch = new StaffWatch(origin, amount => shop.IsOpen ? shop.Currency.Format(amount) : $"{amount.Minor}", clock.GetUtcNow().UtcDateTime);
        using (watch.Begin())
        {
            var done = await next();
            if (done.Result is BackOffice.Lists.ListFile file) await Taken(context, file);
            else if (done.Exception is null && !watch.HasWritten && Took(done))
                await trail.Write(origin, "Did", new AuditRecord(origin.Action, string.Join(" ", context.RouteData.Values.Where(v => v.Key is not ("area" or "controller" or "action")).Select(v => v.Value)), ""), CancellationToken.None); // it was done, whether or not somebody still waits for the answer
        }
    }

    private Task Taken(ActionExecutingContext context, BackOffice.Lists.ListFile file) => trail.Write(
        OriginOf(context.HttpContext, context.ActionDescriptor as ControllerActionDescriptor, context.HttpContext.Request.QueryString.Value) with { Area = file.List.Area }, "Exported", new AuditRecord("List", file.List.Key, file.List.Key), CancellationToken.None);

    /// <summary>Who is asking, from where, and what for.</summary>
    public static AuditOrigin OriginOf(HttpContext http, ControllerActionDescriptor? action, string? why = null) => new(
        Actor.Staff(http.User.Who().UserId, http.User.Who().Name), http.User.Who().SessionId, SignInDesk.AddressOf(http),
        action?.EndpointMetadata.OfType<NeedsAttribute>().LastOrDefault()?.Area, action is null ? "" : $"{action.ControllerName}.{action.MethodInfo.Name}", why);

    // A page that is shown again, a refusal or a warning changed nothing.
    private static bool Took(ActionExecutedContext done) =>
        done.Result is not (ViewResult or PartialViewResult or IStatusCodeActionResult { StatusCode: >= 400 }) && !(done.Controller is Controller { TempData: { } notices } && notices.ContainsKey("Warning"));

    private static string? Why(IDictionary<string, object?> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            if (value is string text && WhyFields.Contains(name, StringComparer.OrdinalIgnoreCase) && text.Trim().Length > 0) return text.Trim();
            if (value is not null and not string && value.GetType().Namespace?.StartsWith("Shop.Web.", StringComparison.Ordinal) == true
                && value.GetType().GetProperty("Reason")?.GetValue(value) is string inForm && inForm.Trim().Length > 0) return inForm.Trim();
        }
        return null;
    }
}
