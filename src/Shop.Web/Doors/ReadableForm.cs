using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Shop.Web.Doors;

/// <summary>A form that cannot be read, or is larger than an action takes, is its sender's mistake: no action runs without what it asked for.</summary>
public sealed class ReadableForm : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.HasFormContentType)
        {
            try
            {
                await request.ReadFormAsync(context.HttpContext.RequestAborted);
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
}
