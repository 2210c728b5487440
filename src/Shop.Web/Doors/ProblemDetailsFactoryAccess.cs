using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Shop.Web.Doors;

/// <summary>Decides between a page and problem details (RFC 9457), and makes the latter.</summary>
public sealed class ProblemDetailsFactoryAccess(ProblemDetailsFactory factory)
{
    public bool WantsJson(HttpContext context)
    {
        var accept = context.Request.Headers.Accept.ToString();
        return accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    public ProblemDetails Describe(HttpContext context, int status, string? detail = null)
    {
        var problem = factory.CreateProblemDetails(context, status, detail: detail);
        problem.Extensions["requestId"] = context.TraceIdentifier;
        return problem;
    }
}
