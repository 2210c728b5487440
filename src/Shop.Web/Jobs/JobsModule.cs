using Quartz;
using Shop.Accounts.Audit;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Crm;
using Shop.Data;
using Shop.Imports.Goods;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Web.Jobs;

/// <summary>Registers the timetable, Quartz and the courier's loop.</summary>
public static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<Timetable>().AddSingleton<JobRunner>().AddSingleton<RunJobNow>();
        services.AddHostedService<CourierLoop>();
        services.AddHostedService<ShowcaseLoop>();
        services.AddHostedService<SimulationLoop>();
        services.AddHostedService<BackOffice.Upkeep.ProfileLoop>();
        services.AddQuartz();
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        services.AddHostedService<TimetableStart>();
        services.AddJob<ForgetOldNews>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        services.AddJob<CancelUnpaidOrders>(TimeSpan.FromSeconds(30), (job, ct) => job.Run(ct));
        services.AddJob<GiveBackMoney>(TimeSpan.FromMinutes(1), (job, ct) => job.Run(ct));
        services.AddJob<CountSoldLately>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        services.AddJob<RecountReviews>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        services.AddJob<ForgetLoosePhotos>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        services.AddJob<TidyGoodsFiles>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        services.AddJob<KeepSalePrices>(TimeSpan.FromSeconds(30), (job, ct) => job.Run(ct));
        services.AddJob<ReleaseDuePoints>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<KeepReferrals>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<EndTiers>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<TellMembers>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<KeepDays>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<Advisers>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<FollowMembers>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<ExpirePoints>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));
        services.AddJob<SealAuditTrail>(TimeSpan.FromMinutes(1), (job, ct) => job.Run(ct));
        services.AddJob<ForgetOldCarts>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        services.AddJob<BackOffice.Notices.CollectNotices>(TimeSpan.FromMinutes(1), (job, ct) => job.Run(ct));
        services.AddJob<FindLikenesses>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
        return services;
    }

    /// <summary>Adds a job to the timetable; the job is made anew, with its own scope, for each run.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, TimeSpan every, Func<TJob, CancellationToken, Task> run) where TJob : class
    {
        services.AddScoped<TJob>();
        return services.AddSingleton(new TimetableLine(typeof(TJob).Name, every, (provider, ct) => run(provider.GetRequiredService<TJob>(), ct)));
    }
}
