using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Desk;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Lists;

/// <summary>The same step for many rows: first what it would do, then it is done in the background, row by row, and said how it went.</summary>
[Route("backoffice/lists"), AnyStaff("each list has an area of its own, and its right is asked for here")]
public sealed class BulkController(ListDesk desk, BulkWork work) : Controller
{
    private const int NamesShown = 10;

    [HttpPost("{list}/bulk")]
    public async Task<IActionResult> Create(string list, string? action, string? which, IReadOnlyList<Guid> id, string? query, CancellationToken ct)
    {
        if (desk.For(this, list, action is "csv" or "json" ? Act.Export : desk.Find(list)?.Actions.FirstOrDefault(a => a.Key == action)?.Needs ?? Act.See) is var (found, refused) && found is null) return refused!;
        var state = ListState.Read(query ?? "").FirstPage();
        var asked = await desk.Query(found, state, ListDesk.UserOf(this), which == "all" ? null : id, ct);
        if (which == "all" && ListDesk.MistakeIn(found, asked) is { } mistake) return Back(found, state, mistake);
        if (which != "all" && id.Count == 0) return Back(found, state, $"Tick the {found.Noun.Many} first, or choose all that match.");
        if (action is "csv" or "json") return new ListFile(found, asked, action == "json", bom: false);
        if (found.Actions.FirstOrDefault(a => a.Key == action) is not { } chosen) return Back(found, state, "Choose what to do.");
        var rows = await found.Names(asked, chosen.MostRows + 1, ct);
        if (rows.Count == 0) return Back(found, state, $"None of these {found.Noun.Many} is there any more.");
        if (rows.Count > chosen.MostRows) return Back(found, state, $"That are more than {chosen.MostRows:N0} at once. Narrow the list first.");
        if (chosen.PrintUrl is { } print) return new SeeOther(Url.Content($"~{print}?{(which == "all" ? "which=all&" + state.Query().TrimStart('?') : string.Join('&', rows.Select(r => $"id={r.Id:N}")))}"));
        return View("/BackOffice/Lists/Runs/New.cshtml", new BulkQuestion(found, chosen, rows.Count, [.. rows.Take(NamesShown).Select(r => r.Name)], which == "all" ? [] : [.. rows.Select(r => r.Id)], state.Query(), NewId.Next()));
    }

    [HttpPost("{list}/bulk/start")]
    public async Task<IActionResult> Start(string list, string? action, IReadOnlyList<Guid> id, string? query, Guid run, int count, CancellationToken ct)
    {
        if (desk.Find(list)?.Actions.FirstOrDefault(a => a.Key == action && a.One is not null) is not { } chosen) return NotFound();
        if (desk.For(this, list, chosen.Needs) is var (found, refused) && found is null) return refused!;
        var state = ListState.Read(query ?? "").FirstPage();
        if (run != Guid.Empty && await work.Progress(run, ct) is not null) return new SeeOther(Url.Content($"~/backoffice/lists/runs/{run}")); // sent twice
        var asked = await desk.Query(found, state, ListDesk.UserOf(this), id.Count == 0 ? null : id, ct);
        if (id.Count == 0 && ListDesk.MistakeIn(found, asked) is { } mistake) return Back(found, state, mistake);
        var rows = await found.Names(asked, chosen.MostRows + 1, ct);
        if (rows.Count == 0) return Back(found, state, $"None of these {found.Noun.Many} is there any more.");
        if (rows.Count > chosen.MostRows) return Back(found, state, $"That are more than {chosen.MostRows:N0} at once. Narrow the list first.");
        if (id.Count == 0 && rows.Count != count)
        {
            TempData["Warning"] = "Others match now than a moment ago. Look once more.";
            return View("/BackOffice/Lists/Runs/New.cshtml", new BulkQuestion(found, chosen, rows.Count, [.. rows.Take(NamesShown).Select(r => r.Name)], [], state.Query(), NewId.Next()));
        }
        var started = await work.Start(run == Guid.Empty ? NewId.Next() : run, found.Key, chosen.Key, rows, Actor.Staff(User.Who().UserId, User.Who().Name), state.Query(), ct);
        return new SeeOther(Url.Content($"~/backoffice/lists/runs/{started}"));
    }

    [HttpGet("runs/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await work.Progress(id, ct) is { } progress && progress.ById == User.Who().UserId && desk.Find(progress.List) is { } list && list.Actions.FirstOrDefault(a => a.Key == progress.Action) is { } action
            ? View("/BackOffice/Lists/Runs/Show.cshtml", new BulkRunPage(list, action, progress)) : NotFound();

    private SeeOther Back(IOfficeList list, ListState state, string warning)
    {
        TempData["Warning"] = warning;
        return new SeeOther(Url.Content("~" + list.Url + state.Query()));
    }
}

/// <summary>What is about to be done to how many, before it is.</summary>
public sealed record BulkQuestion(IOfficeList List, BulkAction Action, int Count, IReadOnlyList<string> Names, IReadOnlyList<Guid> Ids, string Query, Guid Run)
{
    public string Rows => Count == 1 ? $"1 {List.Noun.One}" : $"{Count:N0} {List.Noun.Many}";
}

/// <summary>How far it is, and how it went.</summary>
public sealed record BulkRunPage(IOfficeList List, BulkAction Action, BulkProgress Progress)
{
    public string Words => $"{Progress.Done:N0} done, {Progress.Failed:N0} failed";
}
