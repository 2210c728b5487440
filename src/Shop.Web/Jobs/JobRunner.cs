using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Web.Jobs;

/// <summary>Runs a job at most once for each scheduled time, over all nodes, and keeps what came of it.</summary>
public sealed class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <summary>Returns false when another node has this time's run.</summary>
    public async Task<bool> Run(TimetableLine line, DateTime scheduledFor, CancellationToken ct)
    {
        var run = JobRun.Start(line.Job, scheduledFor, Environment.MachineName, clock.GetUtcNow().UtcDateTime);
        if (!await TryClaim(run, ct)) return false;

        string? error = null;
        try
        {
            using var scope = scopes.CreateScope();
            await line.Run(scope.ServiceProvider, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogError(failure, "Job {Job} failed.", line.Job);
            error = failure.ToString();
        }

        using var after = scopes.CreateScope();
        var db = after.ServiceProvider.GetRequiredService<ShopDb>();
        db.Attach(run);
        run.Finish(clock.GetUtcNow().UtcDateTime, error);
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    private async Task<bool> TryClaim(JobRun run, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        if (await db.JobRuns.AnyAsync(r => r.Job == run.Job && r.ScheduledFor == run.ScheduledFor, ct)) return false;
        db.Add(run);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            return false; // another node was quicker: the unique key decides
        }
    }
}
