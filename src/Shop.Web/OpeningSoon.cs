using Shop.Data;

namespace Shop.Web;

/// <summary>Before a shop is open, visitors get a calm page that says so, with status 503; only its set-up, its health and its files answer.</summary>
public sealed class OpeningSoon(RequestDelegate next, CurrentShop shop)
{
    private static readonly PathString[] Answering = ["/setup", "/health", "/dist", "/error"];

    public async Task Invoke(HttpContext context)
    {
        if (!shop.IsOpen && !Answering.Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            await shop.Load(context.RequestAborted); // perhaps another node opened it
            if (!shop.IsOpen)
            {
                context.Response.Headers.RetryAfter = "600";
                context.Request.Path = "/setup/soon";
                context.Request.Method = HttpMethods.Get;
            }
        }
        await next(context);
    }
}
