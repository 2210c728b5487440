using Quartz;

namespace Shop.Web.Jobs;

/// <summary>What Quartz starts: finds the line of the timetable it stands for and hands it to the runner with the time it was due.</summary>
[DisallowConcurrentExecution]
public sealed class TimetableJob(Timetable timetable, JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var line = timetable.Lines.Single(l => l.Job == context.JobDetail.Key.Name);
        await runner.Run(line, Timetable.SlotOf(line, context.ScheduledFireTimeUtc?.UtcDateTime ?? context.FireTimeUtc.UtcDateTime), cancellationToken);
    }
}
