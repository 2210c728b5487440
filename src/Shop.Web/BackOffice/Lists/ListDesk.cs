using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Lists;

/// <summary>Shows any list of the back office: reads its address, settles views and columns, and makes its page.</summary>
public sealed class ListDesk(IEnumerable<IOfficeList> lists, ViewBook views, BulkWork work, ShopDb db, CurrentShop shop, TimeProvider clock)
{
    public const int PageSize = 50;
    private const int MostOnTab = 999;

    /// <summary>The list of this key; whoever asks for it by another door than its page must have its right, see <see cref="For"/>.</summary>
    public IOfficeList? Find(string key) => lists.FirstOrDefault(l => l.Key == key);

    /// <summary>The list of this key for who may do this with it.</summary>
    /// <returns>No list where there is none, and no refusal where they may.</returns>
    public (IOfficeList? List, ActionResult? Refused) For(Controller page, string key, Act act)
    {
        if (Find(key) is not { } list) return (null, page.NotFound());
        var right = new Right(list.Area, act);
        return page.User.May(right) ? (list, null) : (null, Refuse(page, right));
    }

    private static ForbidResult Refuse(Controller page, Right right)
    {
        page.HttpContext.Features.Set(new MissingRight(right));
        return page.Forbid();
    }

    /// <summary>Answers the page of a list; a small form that was sent becomes an address first.</summary>
    public async Task<IActionResult> Show(Controller page, IOfficeList list, CancellationToken ct)
    {
        var query = page.Request.Query;
        var read = ListState.Read(name => [.. query[name]]);
        var user = UserOf(page);
        var saved = await views.Of(list.Key, user, ct);
        if (ListForms.Read(query, read, Begun(list, saved, read).Filters, list) is { } settled) return new SeeOther(page.Url.Content("~" + list.Url + settled.Query()));
        var only = read.Failed is { } run ? await work.Failed(run, list.Key, user.Id, ct) : null;
        var shown = await Page(list, read, saved, user, only, read.Failed, act => page.User.May(list.Area, act), ct);
        // What stood on a later page is gone, as after a step for all of it: the list begins again.
        if (shown.Rows.Count == 0 && (read.After ?? read.Before) is not null) return new SeeOther(page.Url.Content("~" + list.Url + read.FirstPage().Query()));
        return page.View("/BackOffice/Lists/Lists/Index.cshtml", shown);
    }

    public static DeskUser UserOf(ControllerBase page) => page.User.Who() is var who ? new DeskUser(who.UserId, who.Name, who.Roles) : throw new InvalidOperationException();

    public ListContext Context() => new(shop.Currency, shop.Zone, clock.GetUtcNow().UtcDateTime);

    /// <summary>What an address asks of a list, its view and one's own columns counted in.</summary>
    public async Task<ListQuery> Query(IOfficeList list, ListState state, DeskUser user, IReadOnlyCollection<Guid>? only, CancellationToken ct) =>
        Settle(list, state, await views.Of(list.Key, user, ct), await views.Columns(list.Key, user.Id, ct), only ?? (state.Failed is { } run ? await work.Failed(run, list.Key, user.Id, ct) : null));

    /// <summary>What is wrong with a filter of what is asked, in a sentence: a file or a step for many is not made of more than was meant.</summary>
    public static string? MistakeIn(IOfficeList list, ListQuery query) => query.Filters.Select(f => list.MistakeIn(f, query.Context)).FirstOrDefault(m => m is not null);

    /// <summary>The roles of those who work here.</summary>
    public async Task<IReadOnlyList<string>> Roles(CancellationToken ct) => await db.Set<Microsoft.AspNetCore.Identity.IdentityRole<Guid>>().AsNoTracking().OrderBy(r => r.Name).Select(r => r.Name!).ToListAsync(ct);

    /// <summary>How many match. What stands on one page whole is counted already.</summary>
    public static async Task<RowCount> Count(IOfficeList list, ListQuery query, int shown, bool isWhole, CancellationToken ct) =>
        isWhole && query.After is null && query.Before is null ? new RowCount(shown, More: false) : await list.Count(query, RowCount.CountedExactly, ct);

    private async Task<ListPage> Page(IOfficeList list, ListState read, IReadOnlyList<SavedView> saved, DeskUser user, IReadOnlyList<Guid>? only, Guid? failedOf, Func<Act, bool> may, CancellationToken ct)
    {
        var begun = Begun(list, saved, read);
        var state = read with
        {
            View = begun.Key == list.Presets[0].Key ? null : begun.Key,
            Filters = read.Filters is { } own && !own.SequenceEqual(begun.Filters) ? own : null,
            Sort = read.Sort == begun.Sort || !Sorts(list, read.Sort) ? null : read.Sort,
        };
        var query = Settle(list, state, saved, await views.Columns(list.Key, user.Id, ct), only);
        var (rows, before, after) = await list.Page(query, PageSize, ct);
        if (list.LeadsBack && state.Query() is { Length: > 0 } here) rows = [.. rows.Select(r => r with { Url = $"{r.Url}?list={Uri.EscapeDataString(here)}" })];
        var count = await Count(list, query, rows.Count, before is null && after is null, ct);
        var tabs = new List<ListPage.Tab>();
        foreach (var preset in list.Presets)
        {
            var counted = preset.Counted ? await list.Count(Settle(list, new ListState { View = preset.Key }, saved, null, null), MostOnTab, ct) : null;
            tabs.Add(new(preset.Name, list.Url + (preset == list.Presets[0] ? "" : $"?view={preset.Key}"), preset.Key == begun.Key, preset.Key == begun.Key && state.IsChanged, counted is null ? null : $"{counted.Number}{(counted.More ? "+" : "")}", null));
        }
        tabs.AddRange(saved.Select(v => new ListPage.Tab(v.Name, $"{list.Url}?view={v.Key}", v.Key == begun.Key, v.Key == begun.Key && state.IsChanged, null, v.Own ? null : v.OwnerName)));

        var filters = query.Filters;
        var chips = filters.Select((f, i) => Chip(list, state, filters, f, i, query.Context)).ToList();
        var descending = query.Sort.StartsWith('-');
        return new ListPage(list, state, tabs, chips,
            [.. list.FilterHeads.Select(h => new FilterForm(list.Url, h.Key, h.Words, h.Kind, h.Choices, null, null, Hidden(state, filters)))],
            [.. query.Columns.Select(key => list.ColumnHeads.First(h => h.Key == key)).Select(h => Head(list, state, h, query.Sort, descending))], rows)
        {
            Count = count, CountWords = Words(list, count), Columns = Choices(list, query.Columns), Own = saved.FirstOrDefault(v => v.Own && v.Key == begun.Key),
            PreviousUrl = before is null ? null : list.Url + (state with { After = null, Before = before }).Query(), NextUrl = after is null ? null : list.Url + (state with { Before = null, After = after }).Query(),
            Empty = state.IsChanged || only is not null || !string.IsNullOrWhiteSpace(read.Search) ? null : list.Presets.FirstOrDefault(p => p.Key == begun.Key)?.Empty,
            Narrowed = filters.Count > 0 || !string.IsNullOrWhiteSpace(read.Search), Ticked = only ?? [], FailedOf = only is null ? null : failedOf?.ToString(), Roles = saved.Any(v => v.Own && v.Key == begun.Key) ? await Roles(ct) : [], MayExport = may(Act.Export), MayAct = list.Actions.Any(a => may(a.Needs)),
        };
    }

    private ListQuery Settle(IOfficeList list, ListState state, IReadOnlyList<SavedView> saved, string? ownColumns, IReadOnlyCollection<Guid>? only)
    {
        var begun = Begun(list, saved, state);
        var columns = (state.Columns ?? begun.Columns ?? ownColumns?.Split(',') ?? []).Where(key => list.ColumnHeads.Any(h => h.Key == key)).ToList();
        if (columns.Count == 0) columns = [.. list.ColumnHeads.Where(h => h.Shown).Select(h => h.Key)];
        return new ListQuery(state.Filters ?? begun.Filters, state.Search, Sorts(list, state.Sort) ? state.Sort! : begun.Sort, columns, state.After, state.Before, Context(), only);
    }

    // What a view brings: one of the shop's own, somebody's, or the first one for an unknown.
    private static (string Key, IReadOnlyList<AskedFilter> Filters, string Sort, IReadOnlyList<string>? Columns) Begun(IOfficeList list, IReadOnlyList<SavedView> saved, ListState state)
    {
        var first = list.Presets[0];
        if (saved.FirstOrDefault(v => v.Key == state.View) is { } view)
        {
            var kept = ListState.Read(view.Query);
            return (view.Key, kept.Filters ?? [], Sorts(list, kept.Sort) ? kept.Sort! : first.Sort!, kept.Columns);
        }
        var preset = list.Presets.FirstOrDefault(p => p.Key == state.View) ?? first;
        return (preset.Key, [.. preset.Filters.Select(AskedFilter.Read).OfType<AskedFilter>()], preset.Sort ?? first.Sort!, null);
    }

    private static bool Sorts(IOfficeList list, string? sort) => sort is not null && list.ColumnHeads.Any(h => h.Sorts && h.Key == sort.TrimStart('-'));

    private static ListPage.Head Head(IOfficeList list, ListState state, (string Key, string Heading, bool Number, bool Sorts, bool Shown) head, string sort, bool descending)
    {
        var here = sort.TrimStart('-') == head.Key;
        var next = here && descending || !here && !head.Number ? head.Key : "-" + head.Key; // figures start with the largest
        return new ListPage.Head(head.Key, head.Heading, head.Number, head.Sorts ? list.Url + (state.FirstPage() with { Sort = next }).Query() : null, here ? descending : null);
    }

    private static ListPage.Chip Chip(IOfficeList list, ListState state, IReadOnlyList<AskedFilter> filters, AskedFilter filter, int at, ListContext context)
    {
        var head = list.FilterHeads.FirstOrDefault(h => h.Key == filter.Key);
        var (words, kind, choices) = head.Key is null ? (filter.Key, FilterKind.Text, (IReadOnlyList<KeyValuePair<string, string>>)[]) : (head.Words, head.Kind, head.Choices);
        return new ListPage.Chip(FilterWords.Of(filter, words, kind, choices, context), list.MistakeIn(filter, context),
            list.Url + (state.FirstPage() with { Filters = [.. filters.Where((_, i) => i != at)] }).Query(),
            new FilterForm(list.Url, filter.Key, words, kind, choices, filter, at, Hidden(state, filters)));
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Hidden(ListState state, IReadOnlyList<AskedFilter> filters) => [.. (state.FirstPage() with { Filters = filters }).Fields()];

    private static IReadOnlyList<ListPage.Choice> Choices(IOfficeList list, IReadOnlyList<string> shown) =>
        [.. list.ColumnHeads.Select(h => (Head: h, At: shown.ToList().IndexOf(h.Key))).OrderBy(h => h.At < 0 ? int.MaxValue : h.At).Select((h, i) => new ListPage.Choice(h.Head.Key, h.Head.Heading, h.At >= 0, i + 1))];

    private static string Words(IOfficeList list, RowCount count) => count.More
        ? string.Create(CultureInfo.CurrentCulture, $"More than {count.Number:N0} {list.Noun.Many}")
        : count.Number == 1 ? $"1 {list.Noun.One}" : string.Create(CultureInfo.CurrentCulture, $"{count.Number:N0} {list.Noun.Many}");
}
