using System.Globalization;
using Shop.Desk;

namespace Shop.Web.BackOffice.Lists;

/// <summary>Turns the small forms of a list, sent as they are without a script, into the address that means the same. What was typed stays, right or wrong.</summary>
internal static class ListForms
{
    /// <returns>Null when no form was sent.</returns>
    public static ListState? Read(IQueryCollection query, ListState state, IReadOnlyList<AskedFilter> begun, IOfficeList list)
    {
        if (query["filter-by"].ToString() is { Length: > 0 } key && list.FilterHeads.Any(f => f.Key == key)) return state.FirstPage() with { Filters = Changed(query, key, state.Filters ?? begun) };
        if (query.ContainsKey("choose-columns")) return state with { Columns = Columns(query, list) };
        return null;
    }

    private static List<AskedFilter> Changed(IQueryCollection query, string key, IReadOnlyList<AskedFilter> filters)
    {
        var compare = query["op"].ToString() is { Length: > 0 } op ? op.ToLowerInvariant() : "is";
        var values = query["v"].Select(v => v?.Trim() ?? "").ToList();
        var value = compare switch
        {
            "between" => $"{values.FirstOrDefault()}{AskedFilter.To}{query["v2"].ToString().Trim()}",
            "last" => query["days"].ToString().Trim(),
            _ => string.Join(',', values.Where(v => v.Length > 0)),
        };
        var made = new AskedFilter(key, compare, value.Length > FilterReader.LongestText * 2 ? value[..(FilterReader.LongestText * 2)] : value);
        var changed = filters.ToList();
        if (int.TryParse(query["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < changed.Count) changed[at] = made;
        else changed.Add(made);
        return changed.Count > ListState.MostFilters ? changed[..ListState.MostFilters] : changed;
    }

    private static List<string>? Columns(IQueryCollection query, IOfficeList list)
    {
        var chosen = query["col"].OfType<string>().Where(key => list.ColumnHeads.Any(h => h.Key == key)).Distinct()
            .OrderBy(key => int.TryParse(query[$"place-{key}"], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue).ToList();
        return chosen.Count == 0 ? null : chosen;
    }
}
