using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>One run of a job. The unique pair of job and time is the lock between nodes and the history on the jobs page.</summary>
public sealed class JobRun
{
    public const int JobMaxLength = 100;
    public const int NodeMaxLength = 100;
    public const int ErrorMaxLength = 2000;

    private JobRun() { }

    public Guid Id { get; private init; } = NewId.Next();
    public string Job { get; private init; } = "";
    public DateTime ScheduledFor { get; private init; }
    public DateTime StartedAt { get; private init; }
    public DateTime? FinishedAt { get; private set; }
    public string Node { get; private init; } = "";
    public string? Error { get; private set; }

    public static JobRun Start(string job, DateTime scheduledFor, string node, DateTime now) =>
        new() { Job = job, ScheduledFor = scheduledFor, Node = node, StartedAt = now };

    public void Finish(DateTime now, string? error = null)
    {
        FinishedAt = now;
        Error = error?.Length > ErrorMaxLength ? error[..ErrorMaxLength] : error;
    }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("data_job_runs");
        run.Property(r => r.Job).HasMaxLength(JobRun.JobMaxLength);
        run.Property(r => r.Node).HasMaxLength(JobRun.NodeMaxLength);
        run.Property(r => r.Error).HasMaxLength(JobRun.ErrorMaxLength);
        run.HasIndex(r => new { r.Job, r.ScheduledFor }).IsUnique();
    }
}
