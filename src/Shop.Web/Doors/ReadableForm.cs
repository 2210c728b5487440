using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Shop.Web.Doors;

/// <summary>A form that cannot be read, or is larger than an action takes, is its sender's mistake: no action runs without what it asked for.</summary>
public sealed class ReadableForm : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        // What visitors search for is passed over where it makes no sense; the desk's lists keep and compare it.
        if (request.Path.StartsWithSegments("/backoffice") && request.Query.Any(p => p.Value.Any(HoldsNothing)))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            return;
        }
        if (request.HasFormContentType)
        {
            try
            {
                if ((await request.ReadFormAsync(context.HttpContext.RequestAborted)).Any(p => p.Value.Any(HoldsNothing))) throw new InvalidDataException();
            }
            catch (BadHttpRequestException refused)
            {
                context.Result = new StatusCodeResult(refused.StatusCode);
                return;
            }
            catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
            {
                context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
                return;
            }
        }
        await next();
    }

    // The character of no writing, which PostgreSQL keeps in no text.
    private static bool HoldsNothing(string? text) => text?.Contains('\0') == true;
}
