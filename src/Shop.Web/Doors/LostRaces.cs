using Shop.Data;

namespace Shop.Web.Doors;

/// <summary>
/// Who was outrun by somebody between looking and saving is asked anew, with the same form and from the beginning: the action then sees what the other changed,
/// and says so beside what was typed, or does its step on top. Work that left something in the database is not done twice; it is told instead.
/// </summary>
public sealed class LostRaces(RequestDelegate next, Committed committed, ILogger<LostRaces> log)
{
    private const int Tries = 3;

    public async Task InvokeAsync(HttpContext context)
    {
        // What was sent has to be there a second time: a form is kept, a stream is not.
        if (!HttpMethods.IsPost(context.Request.Method) || !(context.Request.HasFormContentType || context.Request.ContentLength == 0))
        {
            await next(context);
            return;
        }
        var services = context.RequestServices;
        try
        {
            for (var attempt = new Attempt(1); ; attempt = new Attempt(attempt.Number + 1))
            {
                context.Features.Set(attempt);
                using var scope = attempt.Number == 1 ? null : services.CreateScope();
                context.RequestServices = scope?.ServiceProvider ?? services;
                try
                {
                    await next(context);
                    return;
                }
                catch (Exception failure) when (MayTryAgain(context, failure))
                {
                    log.LogInformation("{Path} was outrun; it is done anew.", context.Request.Path);
                }
            }
        }
        finally
        {
            context.RequestServices = services;
            context.Features.Set<Attempt>(null);
        }
    }

    private bool MayTryAgain(HttpContext context, Exception failure) =>
        Contention.IsLostRace(failure) && IsOpen(context, committed) && !context.Response.HasStarted;

    /// <summary>Whether this request can be done anew when it loses a race.</summary>
    public static bool IsOpen(HttpContext context, Committed committed) =>
        context.Features.Get<Attempt>() is { Number: < Tries } && !committed.By(context.RequestServices.GetRequiredService<ShopDb>());

    private sealed record Attempt(int Number);
}
