using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Doors;

/// <summary>Registers MVC with its doors, forms from our own pages only, rate limits and the order of the pipeline.</summary>
public static class DoorsModule
{
    public const string SlowDown = "slow-down";

    /// <summary>As <see cref="SlowDown"/>, but a browser in which somebody has signed in before is counted by itself, whoever else comes from its address.</summary>
    public const string SlowDownStrangers = "slow-down-strangers";

    internal const string FormCookie = "__Host-form";

    public static IServiceCollection AddDoors(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddControllersWithViews(options =>
        {
            options.Conventions.Add(new DoorConvention());
            options.Conventions.Add(new HeadConvention());
            options.ValidateComplexTypesIfChildValidationFails = true; // all that is wrong with a form at once
            options.Filters.Add<RuleBrokenFilter>();
            options.Filters.Add<OwnPagesOnly>();
            options.Filters.Add<ReadableForm>();
        });
        services.AddHostedService<RightsAreDeclared>();
        services.AddProxies(configuration);
        services.AddSingleton<ProblemDetailsFactoryAccess>();
        services.AddProblemDetails();
        services.Configure<RazorViewEngineOptions>(o => o.ViewLocationExpanders.Add(new ViewBesideController()));
        services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = FormCookie;
            o.Cookie.Path = "/";
            o.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.Configure<CookieTempDataProviderOptions>(o =>
        {
            o.Cookie.Name = "__Host-notice";
            o.Cookie.Path = "/";
            o.Cookie.IsEssential = true;
        });
        services.AddCookiePolicy(o =>
        {
            o.Secure = CookieSecurePolicy.Always; // browsers count localhost as secure, so this holds in Development too
            o.MinimumSameSitePolicy = SameSiteMode.Lax;
        });
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Limits")).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Window(context, "all", Limits(context).RequestsPerMinute));
            o.AddPolicy(SlowDown, context => Window(context, NameOf(context.GetEndpoint()), Limits(context).SensitivePerMinute));
            o.AddPolicy(SlowDownStrangers, context => Window(context, NameOf(context.GetEndpoint()), Limits(context).SensitivePerMinute, DeviceOf(context)));
        });
        return services;
    }

    /// <summary>The pipeline in the one order that works; end points follow.</summary>
    public static void UseDoors(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<OwnPipeline>().Keep);
        app.UseProxies(); // before anybody asks who is there
        app.UseMiddleware<SecurityHeaders>();
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseExceptionHandler("/error/500");
        app.UseCookiePolicy();
        app.UseMiddleware<OpeningSoon>();
        app.UseRouting();
        app.Use(SharedPages.Decide);
        app.UseMiddleware<SharedPageShelf>();
        app.UseRateLimiter(); // what the shelf gives away costs nothing and is not counted
        app.UseAuthentication();
        app.UseMiddleware<OnlyLooking>();
        app.UseAuthorization();
        app.UseMiddleware<LostRaces>();
    }

    private static LimitOptions Limits(HttpContext context) =>
        context.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<LimitOptions>>().Value;

    // By what answers and not by what was typed: letter case and a slash at the end make no other address of it.
    private static string NameOf(Endpoint? endpoint) => endpoint is RouteEndpoint route ? route.RoutePattern.RawText ?? "" : "";

    private static string? DeviceOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<KnownDevices>().IdOf(context.Request) is { } device ? $"device {device:N}" : null;

    private static RateLimitPartition<string> Window(HttpContext context, string what, int permits, string? device = null)
    {
        // The page that says “One moment, please” is not refused as well.
        if (permits == 0 || context.Features.Get<FirstVisit>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null) return RateLimitPartition.GetNoLimiter("none");
        var who = device ?? Network.Of(context.Connection.RemoteIpAddress);
        return RateLimitPartition.GetSlidingWindowLimiter($"{what} {who}", _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        });
    }
}
