using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Desk;
using Shop.Kernel;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Lists;

/// <summary>What every list of the back office can do besides being looked at: keep views and columns, and be taken away as a file.</summary>
[Route("backoffice/lists/{list}"), AnyStaff("each list has an area of its own, and its right is asked for here")]
public sealed class ListsController(ListDesk desk, ViewBook views) : Controller
{
    [HttpGet("export")]
    public async Task<IActionResult> Export(string list, string? format, bool bom, CancellationToken ct)
    {
        if (desk.For(this, list, Act.Export) is var (found, refusal) && found is null) return refusal!;
        var state = ListState.Read(name => [.. Request.Query[name]]).FirstPage();
        var asked = await desk.Query(found, state, ListDesk.UserOf(this), null, ct);
        if (ListDesk.MistakeIn(found, asked) is not { } mistake) return new ListFile(found, asked, format == "json", bom);
        TempData["Warning"] = mistake;
        return new SeeOther(Url.Content("~" + found.Url + state.Query()));
    }

    [HttpPost("views")]
    public async Task<IActionResult> Create(string list, string? name, string? query, CancellationToken ct)
    {
        if (desk.For(this, list, Act.See) is var (found, refusal) && found is null) return refusal!;
        var (state, user) = (ListState.Read(query ?? ""), ListDesk.UserOf(this));
        try
        {
            var settled = await desk.Query(found, state, user, null, ct);
            var saved = await views.Save(list, name, user, state with { Filters = settled.Filters, Sort = settled.Sort, Columns = settled.Columns }, ct);
            TempData["Notice"] = $"“{saved.Name}” is kept as a view of yours.";
            return new SeeOther(Url.Content($"~{found.Url}?view={saved.Key}"));
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
            return new SeeOther(Url.Content("~" + found.Url + state.Query()));
        }
    }

    [HttpPost("views/{id:guid}")]
    public async Task<IActionResult> Update(string list, Guid id, string? name, string? shareWith, bool keep, string? query, CancellationToken ct)
    {
        if (desk.For(this, list, Act.See) is var (found, refusal) && found is null) return refusal!;
        var (state, user) = (ListState.Read(query ?? ""), ListDesk.UserOf(this));
        var settled = await desk.Query(found, state, user, null, ct);
        var role = shareWith == OfficeView.Everybody || (await desk.Roles(ct)).Contains(shareWith ?? "") ? shareWith : null;
        try
        {
            var changed = await views.Change(id, user, view =>
            {
                view.Rename(name);
                view.ShareWith(role);
                if (keep) view.Keep(state with { Filters = settled.Filters, Sort = settled.Sort, Columns = settled.Columns });
            }, ct);
            if (!changed) return NotFound();
            TempData["Notice"] = "The view is changed.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
            return new SeeOther(Url.Content("~" + found.Url + state.Query()));
        }
        return new SeeOther(Url.Content($"~{found.Url}?view={OfficeView.KeyOf(id)}"));
    }

    [HttpPost("views/{id:guid}/delete")]
    public async Task<IActionResult> Destroy(string list, Guid id, CancellationToken ct)
    {
        if (desk.For(this, list, Act.See) is var (found, refusal) && found is null) return refusal!;
        if (!await views.Delete(id, ListDesk.UserOf(this), ct)) return NotFound();
        TempData["Notice"] = "The view is deleted.";
        return new SeeOther(Url.Content("~" + found.Url));
    }

    [HttpPost("columns")]
    public async Task<IActionResult> Columns(string list, string? query, bool reset, CancellationToken ct)
    {
        if (desk.For(this, list, Act.See) is var (found, refusal) && found is null) return refusal!;
        var (state, user) = (ListState.Read(query ?? ""), ListDesk.UserOf(this));
        await views.KeepColumns(list, user.Id, reset ? [] : (await desk.Query(found, state, user, null, ct)).Columns, ct);
        TempData["Notice"] = reset ? "The usual columns are back." : "These columns are shown from now on.";
        return new SeeOther(Url.Content("~" + found.Url + (state with { Columns = null }).Query()));
    }
}
