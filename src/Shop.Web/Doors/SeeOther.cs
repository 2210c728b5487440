using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Doors;

/// <summary>The answer to a form that was taken: 303, so that a reload repeats the page and not the form.</summary>
public sealed class SeeOther(string url) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = url;
    }
}
