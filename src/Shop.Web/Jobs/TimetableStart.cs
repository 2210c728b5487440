using Quartz;

namespace Shop.Web.Jobs;

/// <summary>Hands the timetable to Quartz when the shop opens; the first runs are spread over the first minute.</summary>
public sealed class TimetableStart(ISchedulerFactory schedulers, Timetable timetable, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var first = clock.GetUtcNow().AddSeconds(10);
        foreach (var line in timetable.Lines)
        {
            var job = JobBuilder.Create<TimetableJob>().WithIdentity(line.Job).Build();
            var trigger = TriggerBuilder.Create().WithIdentity(line.Job).StartAt(first)
                .WithSimpleSchedule(s => s.WithInterval(line.Every).RepeatForever()).Build();
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
            first = first.AddSeconds(3);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
