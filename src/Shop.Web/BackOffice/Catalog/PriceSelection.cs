using Microsoft.AspNetCore.Mvc;
using Shop.Desk;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>The products a change of prices is about: those that were ticked, or all that the list shows.</summary>
public sealed record PriceSelection(bool All, ListState State, IReadOnlyList<Guid> Products, IReadOnlyList<string> Names)
{
    public const int MostProducts = 50_000;
    private const int NamesShown = 5;

    /// <summary>Why nothing can be changed, in a sentence.</summary>
    public string? Refusal { get; private init; }

    public string Words => Products.Count == 1 ? "1 product" : $"{Products.Count:N0} products";

    public static async Task<PriceSelection> Read(Controller page, ListDesk desk, string query, string? which, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var (list, state, all) = (desk.Find("products")!, ListState.Read(query).FirstPage(), which == "all");
        var asked = await desk.Query(list, state, ListDesk.UserOf(page), all ? null : ids, ct);
        var none = new PriceSelection(all, state, [], []);
        if (!all && ids.Count == 0) return none with { Refusal = "Tick the products first, or choose all that match." };
        if (all && ListDesk.MistakeIn(list, asked) is { } mistake) return none with { Refusal = mistake };
        var rows = await list.Names(all ? asked : asked with { Filters = [], Search = null }, MostProducts + 1, ct);
        if (rows.Count == 0) return none with { Refusal = "None of these products is there any more." };
        return rows.Count > MostProducts ? none with { Refusal = $"That are more than {MostProducts:N0} products at once. Narrow the list first." }
            : new PriceSelection(all, state, [.. rows.Select(r => r.Id)], [.. rows.Take(NamesShown).Select(r => r.Name)]);
    }
}
