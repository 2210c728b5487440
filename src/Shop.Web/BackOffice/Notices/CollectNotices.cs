using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Staff;
using Shop.Catalog;
using Shop.Catalog.Pricing;
using Shop.Data;
using Shop.Desk;
using Shop.Imports.Goods;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Web.BackOffice.Lists;
using Shop.Web.BackOffice.Upkeep;
using Shop.Web.Html;
using Shop.Web.Jobs;

namespace Shop.Web.BackOffice.Notices;

/// <summary>
/// Every minute: tells colleagues what came of what they began, what waits for their agreement, and what failed. Looks at what is there instead of listening,
/// so that late, twice or on two nodes it says the same thing once; what is older than a day is news to nobody.
/// </summary>
public sealed class CollectNotices(ShopDb db, NoticeBoard board, StaffBook book, IEnumerable<IOfficeList> lists, Timetable timetable, TimeProvider clock)
{
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Told> all = [.. await Work(now - News, ct), .. await Decisions(now - News, ct), .. await Failures(now, ct)];
        var before = await board.Told([.. all.Select(t => t.Source)], ct);
        if (all.Exists(t => !before.Contains(t.Source)))
        {
            var sheets = await book.Sheets(ct);
            foreach (var told in all.Where(t => !before.Contains(t.Source)))
            {
                var people = told.For is { } one ? [one] : sheets.Where(s => s.Rights.Contains(told.Needs!.Value)).SelectMany(s => s.Holders).Select(h => h.Id).Where(id => id != told.But);
                await db.Retrying(async () =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(ct); // all of them hear of it, or it is told again
                    await board.Tell(people, told.Source, told.Text, told.Url, told.Needs?.ToString(), ct);
                    await transaction.CommitAsync(ct);
                    return 0;
                }, ct);
            }
        }
        await board.Tidy(ct);
    }

    private async Task<List<Told>> Work(DateTime since, CancellationToken ct)
    {
        var found = new List<Told>();
        var items = db.BulkItems;
        foreach (var run in await db.BulkRuns.AsNoTracking().Where(r => r.EndedAt >= since).Select(r => new { r.Id, r.List, r.Action, r.ById, r.Total, Failed = items.Count(i => i.RunId == r.Id && i.State == BulkItemState.Failed) }).ToListAsync(ct))
        {
            var list = lists.FirstOrDefault(l => l.Key == run.List);
            var words = list?.Actions.FirstOrDefault(a => a.Key == run.Action)?.Words ?? run.Action;
            var (one, many) = list?.Noun ?? ("row", "rows");
            found.Add(new($"bulk:{run.Id}", $"“{words}” is done for {Number.Of(run.Total - run.Failed)} {(run.Total - run.Failed == 1 ? one : many)}{(run.Failed > 0 ? $"; {Number.Of(run.Failed)} could not be done" : "")}.", $"/backoffice/lists/runs/{run.Id}", list is null ? null : new Right(list.Area, Act.See)) { For = run.ById });
        }

        var prices = db.Set<PriceItem>();
        foreach (var run in await db.Set<PriceRun>().AsNoTracking().Where(r => r.EndedAt >= since).Select(r => new { r.Id, r.ById, r.Articles, r.Undoes, Refused = prices.Count(i => i.RunId == r.Id && i.State == PriceItemState.Refused) }).ToListAsync(ct))
            found.Add(new($"prices:{run.Id}", $"{(run.Undoes is null ? "Prices are changed" : "Prices are as before")} for {Number.Of(run.Articles - run.Refused)} {(run.Articles - run.Refused == 1 ? "article" : "articles")}{(run.Refused > 0 ? $"; {Number.Of(run.Refused)} kept theirs" : "")}.", $"/backoffice/prices/{run.Id}", new Right(Area.Catalogue, Act.See)) { For = run.ById });

        foreach (var run in await db.GoodsRuns.AsNoTracking().Where(r => r.EndedAt >= since && (r.State == GoodsRunState.Checked || r.State == GoodsRunState.Done || r.State == GoodsRunState.Failed)).Select(r => new { r.Id, r.ById, r.FileName, r.State, r.Created, r.Updated, r.Rejected }).ToListAsync(ct))
        {
            var words = run.State switch
            {
                GoodsRunState.Checked => $"“{run.FileName}” is looked through{(run.Rejected > 0 ? $": {Number.Of(run.Rejected)} rows have mistakes" : "")}.",
                GoodsRunState.Done => $"“{run.FileName}” is brought in: {Number.Of(run.Created)} new, {Number.Of(run.Updated)} changed{(run.Rejected > 0 ? $", {Number.Of(run.Rejected)} with mistakes" : "")}.",
                _ => $"“{run.FileName}” could not be brought in.",
            };
            found.Add(new($"goods:{run.Id}:{run.State}", words, $"/backoffice/imports/{run.Id}", new Right(Area.Catalogue, Act.Change)) { For = run.ById });
        }

        foreach (var run in await db.Simulations.AsNoTracking().Where(s => s.FinishedAt >= since && s.RequestedById != null && (s.State == SimulationState.Done || s.State == SimulationState.Failed)).Select(s => new { s.Id, s.Kind, s.State, s.RequestedById, s.RuleSetId }).ToListAsync(ct))
        {
            var words = (run.Kind, run.State) switch
            {
                (SimulationKind.Draft, SimulationState.Done) => "What the draft of rules would change is worked out.",
                (_, SimulationState.Done) => "The look ahead at tiers is worked out.",
                _ => "What you asked about all members could not be worked out.",
            };
            found.Add(new($"simulation:{run.Id}", words, run.Kind == SimulationKind.Draft ? $"/backoffice/club/rules/{run.RuleSetId}/simulation" : "/backoffice/club/ahead", new Right(Area.Club, Act.See)) { For = run.RequestedById });
        }
        return found;
    }

    private async Task<List<Told>> Decisions(DateTime since, CancellationToken ct)
    {
        var found = new List<Told>();
        foreach (var asked in await db.Corrections.AsNoTracking().Where(c => c.State == CorrectionState.Waiting).Select(c => new { c.Id, c.AskedBy, c.AskedById }).ToListAsync(ct))
            found.Add(new($"correction:{asked.Id}", $"{asked.AskedBy} asked to do something for a member by hand; a second person has to agree.", $"/backoffice/corrections/{asked.Id}", new Right(Area.Club, Act.Approve)) { But = asked.AskedById });
        foreach (var answered in await db.Corrections.AsNoTracking().Where(c => c.DecidedAt >= since && c.Beyond != null && (c.State == CorrectionState.Done || c.State == CorrectionState.Refused)).Select(c => new { c.Id, c.AskedById, c.DecidedBy, c.State }).ToListAsync(ct))
            found.Add(new($"correction:{answered.Id}:{answered.State}", $"{answered.DecidedBy} {(answered.State == CorrectionState.Done ? "agreed to" : "refused")} what you asked for a member.", $"/backoffice/corrections/{answered.Id}", new Right(Area.Club, Act.See)) { For = answered.AskedById });

        foreach (var asked in (await book.Requests(ct)).Where(r => r.Through is null))
            found.Add(new($"access:{asked.Id}", $"{asked.Name} would like to: {Rights.Words(asked.Right)}.", "/backoffice/staff#asked", new Right(Area.Staff, Act.Change)) { But = asked.UserId });
        foreach (var answered in await db.AccessRequests.AsNoTracking().Where(r => r.AnsweredAt >= since).Select(r => new { r.Id, r.UserId, r.Area, r.Act, r.Granted, r.AnsweredBy, r.Path }).ToListAsync(ct))
            found.Add(new($"access:{answered.Id}:answered", answered.Granted == true ? $"You can by now: {Rights.Words(new Right(answered.Area, answered.Act))}." : $"{answered.AnsweredBy} left it as it is: {Rights.Words(new Right(answered.Area, answered.Act))}.", answered.Granted == true ? answered.Path : "/backoffice", null) { For = answered.UserId });
        return found;
    }

    // One of a kind a day: a night of failures is one thing to look at.
    private async Task<List<Told>> Failures(DateTime now, CancellationToken ct)
    {
        var (found, day, since, needs) = (new List<Told>(), now.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), now.AddHours(-1), new Right(Area.Jobs, Act.See));
        var jobs = timetable.Lines.Select(l => l.Job).ToList();
        foreach (var job in await db.JobRuns.Where(r => jobs.Contains(r.Job) && r.FinishedAt >= since && r.Error != null).Select(r => r.Job).Distinct().ToListAsync(ct))
            found.Add(new($"job:{job}:{day}", $"“{JobsController.Words(job)}” failed.", $"/backoffice/jobs/{job}", needs));
        if (await db.SavedEvents.AnyAsync(e => e.DeliveredAt == null && e.DeadAt >= since, ct)) found.Add(new($"news:{day}", "News between parts of the shop could not be told.", "/backoffice/news?view=parked", needs));
        if (await db.OutgoingMails.AnyAsync(m => m.SentAt == null && m.DeadAt >= since, ct)) found.Add(new($"mail:{day}", "A letter could not be sent.", "/backoffice/mail?view=given-up", needs));
        return found;
    }

    private sealed record Told(string Source, string Text, string Url, Right? Needs)
    {
        /// <summary>Whom it concerns; null for everybody with the right, but who asked.</summary>
        public Guid? For { get; init; }
        public Guid? But { get; init; }
    }
}
