using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Doors;

/// <summary>Registers MVC with its doors, forms from our own pages only, rate limits and the order of the pipeline.</summary>
public static class DoorsModule
{
    public const string SlowDown = "slow-down";
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
        });
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
            o.AddPolicy(SlowDown, context => Window(context, context.Request.Path, Limits(context).SensitivePerMinute));
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
        app.UseRateLimiter();
        app.Use(SharedPages.Decide);
        app.UseMiddleware<SharedPageShelf>();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static LimitOptions Limits(HttpContext context) =>
        context.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<LimitOptions>>().Value;

    private static RateLimitPartition<string> Window(HttpContext context, string what, int permits)
    {
        if (permits == 0 || context.Features.Get<FirstVisit>() is not null) return RateLimitPartition.GetNoLimiter("none");
        var who = context.Connection.RemoteIpAddress?.ToString() ?? "local";
        return RateLimitPartition.GetSlidingWindowLimiter($"{what} {who}", _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        });
    }
}
