using Shop.Data;

namespace Shop.Web.Jobs;

/// <summary>Runs a job at once because somebody at the desk asks for it; as every run it is kept, and it goes on when nobody waits for its answer any more.</summary>
public sealed class RunJobNow(JobRunner runner, IServiceScopeFactory scopes, IHostApplicationLifetime life, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1); // what began earlier and did not end was cut off

    /// <summary>How it came out; a long run is still under way.</summary>
    public abstract record Outcome;
    public sealed record Ended : Outcome;
    public sealed record Failed : Outcome;
    public sealed record Running : Outcome;
    public sealed record Already : Outcome;

    public async Task<Outcome> Run(TimetableLine line, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await Latest(line, ct) is { FinishedAt: null } under && under.StartedAt > now - Longest) return new Already();
        Task<bool> run;
        using (ExecutionContext.SuppressFlow()) run = Task.Run(() => runner.Run(line, now, life.ApplicationStopping), CancellationToken.None); // what a job does is not noted as done by who asked for it
        if (await Task.WhenAny(run, Task.Delay(Patience, ct)) != run) return new Running();
        if (!await run) return new Already();
        return (await Latest(line, ct))?.Error is null ? new Ended() : new Failed();
    }

    private async Task<RunOfJob?> Latest(TimetableLine line, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ReadJobRuns>().Of(line.Job, 1, ct) is [var run] ? run : null;
    }
}
