using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Quartz;
using Shop.Accounts;
using Shop.Data;
using Shop.Web.Doors;
using Shop.Web.Jobs;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>What the shop does by itself: when each job ran, what came of it, when it runs next; and a button for those who cannot wait.</summary>
[Route("backoffice/jobs"), Needs(Area.Jobs, Act.See)]
public sealed partial class JobsController(Timetable timetable, ReadJobRuns runs, RunJobNow now, ISchedulerFactory schedulers, TimeProvider clock) : Controller
{
    private const int Shown = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var latest = await runs.Latest([.. timetable.Lines.Select(l => l.Job)], ct);
        var rows = new List<JobsPage.Row>();
        foreach (var line in timetable.Lines.OrderBy(l => Words(l.Job), StringComparer.Ordinal))
            rows.Add(new(line.Job, Words(line.Job), line.Every, latest.GetValueOrDefault(line.Job), await Next(line, ct)));
        return View(new JobsPage([.. rows.OrderByDescending(r => r.Last?.Error is not null)], clock.GetUtcNow().UtcDateTime));
    }

    [HttpGet("{job}")]
    public async Task<IActionResult> Show(string job, CancellationToken ct) => Line(job) is { } line
        ? View(new JobPage(line.Job, Words(line.Job), line.Every, await runs.Of(line.Job, Shown, ct), await Next(line, ct), clock.GetUtcNow().UtcDateTime)) : NotFound();

    [HttpPost("{job}/runs"), Needs(Area.Jobs, Act.Change)]
    public async Task<IActionResult> Create(string job, CancellationToken ct)
    {
        if (Line(job) is not { } line) return NotFound();
        var (tone, words) = await now.Run(line, ct) switch
        {
            RunJobNow.Ended => ("Notice", $"{Words(job)}: done."),
            RunJobNow.Failed => ("Warning", $"{Words(job)}: failed. Why stands below."),
            RunJobNow.Running => ("Notice", $"{Words(job)}: begun. It takes a while; look again in a minute."),
            _ => ("Warning", $"{Words(job)} is running at this moment. It was not begun a second time."),
        };
        TempData[tone] = words;
        return new Doors.SeeOther(Url.Content($"~/backoffice/jobs/{job}"));
    }

    /// <summary>“CancelUnpaidOrders” is called by its name: “Cancel unpaid orders”.</summary>
    internal static string Words(string job) => Capital().Replace(job, m => m.Index == 0 ? m.Value : " " + m.Value.ToLowerInvariant());

    private TimetableLine? Line(string job) => timetable.Lines.FirstOrDefault(l => l.Job == job);

    // Null where this node has no timetable running.
    private async Task<DateTime?> Next(TimetableLine line, CancellationToken ct) =>
        await (await schedulers.GetScheduler(ct)).GetTrigger(new TriggerKey(line.Job), ct) is { } trigger ? trigger.GetFireTimeAfter(clock.GetUtcNow())?.UtcDateTime : null;

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}

/// <summary>All jobs, those that failed first.</summary>
public sealed record JobsPage(IReadOnlyList<JobsPage.Row> Rows, DateTime Now)
{
    public sealed record Row(string Job, string Words, TimeSpan Every, RunOfJob? Last, DateTime? Next);
}

/// <summary>One job with its latest runs.</summary>
public sealed record JobPage(string Job, string Words, TimeSpan Every, IReadOnlyList<RunOfJob> Runs, DateTime? Next, DateTime Now);
