using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

/// <summary>One run of a job as the desk sees it.</summary>
public sealed record RunOfJob(Guid Id, DateTime ScheduledFor, DateTime StartedAt, DateTime? FinishedAt, string Node, string? Error)
{
    public TimeSpan? Took => FinishedAt - StartedAt;
}

/// <summary>Reads how the jobs went, by the index that keeps them apart: as quickly with a month of runs as with none.</summary>
public sealed class ReadJobRuns(ShopDb db)
{
    /// <summary>The latest run of each of these jobs that had one.</summary>
    public async Task<IReadOnlyDictionary<string, RunOfJob>> Latest(IReadOnlyList<string> jobs, CancellationToken ct)
    {
        var latest = new Dictionary<string, RunOfJob>();
        foreach (var job in jobs)
            if (await Of(job, 1, ct) is [var run]) latest[job] = run;
        return latest;
    }

    /// <summary>The latest runs of a job, the newest first.</summary>
    public async Task<IReadOnlyList<RunOfJob>> Of(string job, int most, CancellationToken ct) =>
        await db.JobRuns.AsNoTracking().Where(r => r.Job == job).OrderByDescending(r => r.ScheduledFor).Take(most).Select(r => new RunOfJob(r.Id, r.ScheduledFor, r.StartedAt, r.FinishedAt, r.Node, r.Error)).ToListAsync(ct);

    /// <summary>How many of these jobs failed the last time they ended.</summary>
    public async Task<int> Failing(IReadOnlyList<string> jobs, CancellationToken ct)
    {
        if (jobs.Count == 0) return 0;
        var values = string.Join(", ", jobs.Select((_, n) => $"({{{n}}})"));
        var sql = $"""
            with jobs(name) as (values {values})
            select cast(count(*) as bigint) as "Value" from jobs j where (select r."Error" from data_job_runs r where r."Job" = j.name and r."FinishedAt" is not null order by r."ScheduledFor" desc limit 1) is not null
            """;
        return (int)await db.Database.SqlQueryRaw<long>(sql, [.. jobs]).SingleAsync(ct);
    }
}
