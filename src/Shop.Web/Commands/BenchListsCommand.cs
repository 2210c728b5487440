using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.Commands;

/// <summary>Measures the lists of the back office over the shop's own database, which is only read: each view, each filter, a search and the last page.</summary>
public sealed class BenchListsCommand : Command
{
    private const int Looks = 3;
    private const double Bar = 300;

    public override IReadOnlyList<string> Words => ["bench", "lists"];
    public override string Purpose => "Opens each list of the back office over the shop's database, by each view and filter, searched, at its first and its last page: says how long the server took, and ends with 1 if that was more than 300 ms anywhere. Seed a large shop first.";

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Warning" };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        await services.GetRequiredService<SchemaUpdate>().Run(ct);
        await app.Services.GetRequiredService<CurrentShop>().Load(ct);
        var searches = await Searches(services.GetRequiredService<ShopDb>(), ct);
        var slow = 0;
        foreach (var list in services.GetServices<IOfficeList>().Select(l => l.Key).ToList())
            foreach (var (name, asked) in Asked(services.GetServices<IOfficeList>().First(l => l.Key == list), services.GetRequiredService<ListDesk>().Context(), searches))
            {
                var took = await Median(app.Services, list, asked, ct);
                if (took > Bar) slow++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list,-10} {name,-44} {took,8:0.0} ms{(took > Bar ? "  too slow" : "")}"));
            }
        return slow == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> Searches(ShopDb db, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().OrderBy(o => o.PlacedAt).Select(o => new { o.Number, o.Email }).FirstOrDefaultAsync(ct);
        var name = await db.Customers.AsNoTracking().OrderBy(c => c.CreatedAt).Select(c => c.Name).FirstOrDefaultAsync(ct);
        var product = await db.Products.AsNoTracking().OrderByDescending(p => p.Name).Select(p => p.Name).FirstOrDefaultAsync(ct);
        var article = await db.Variants.AsNoTracking().OrderByDescending(v => v.Sku).Select(v => v.Sku).FirstOrDefaultAsync(ct);
        return [.. new[] { order?.Number, order?.Email, name?.Split(' ')[^1], product?.Split(' ')[0], article, "zzzzzz" }.OfType<string>().Where(s => s.Length > 0)];
    }

    private static IEnumerable<(string Name, ListQuery Query)> Asked(IOfficeList list, ListContext context, IReadOnlyList<string> searches)
    {
        var plain = new ListQuery([], null, list.Presets[0].Sort!, [.. list.ColumnHeads.Where(h => h.Shown).Select(h => h.Key)], null, null, context);
        foreach (var preset in list.Presets) yield return ($"view “{preset.Name}”", plain with { Filters = [.. preset.Filters.Select(AskedFilter.Read).OfType<AskedFilter>()], Sort = preset.Sort ?? plain.Sort });
        foreach (var filter in list.FilterHeads)
        {
            var asked = new AskedFilter(filter.Key, filter.Kind switch { FilterKind.Text => "contains", FilterKind.Date => "last", FilterKind.Number or FilterKind.Money => "more", _ => "is" },
                filter.Kind switch { FilterKind.Text => "a", FilterKind.Date => "7", FilterKind.Number => "10", FilterKind.Money => "100", _ => filter.Choices[0].Key });
            yield return ($"filter “{filter.Words}”", plain with { Filters = [asked] });
        }
        foreach (var sort in list.ColumnHeads.Where(h => h.Sorts))
        {
            yield return ($"sorted by “{sort.Heading}”", plain with { Sort = sort.Key });
            yield return ($"sorted by “{sort.Heading}”, from the end", plain with { Sort = "-" + sort.Key });
        }
        foreach (var search in searches) yield return ($"search “{search}”", plain with { Search = search });
        yield return ("the last page", plain with { After = "last" });
    }

    // As the page asks: its rows and how many there are, in a scope of its own.
    private static async Task<double> Median(IServiceProvider all, string key, ListQuery asked, CancellationToken ct)
    {
        var took = new List<double>();
        for (var i = 0; i <= Looks; i++)
        {
            using var scope = all.CreateScope();
            var list = scope.ServiceProvider.GetServices<IOfficeList>().First(l => l.Key == key);
            if (asked.After == "last") asked = asked with { After = await NearTheEnd(list, asked with { After = null }, ct) };
            var watch = Stopwatch.StartNew();
            var (rows, before, after) = await list.Page(asked, ListDesk.PageSize, ct);
            await ListDesk.Count(list, asked, rows.Count, before is null && after is null, ct);
            if (i > 0) took.Add(watch.Elapsed.TotalMilliseconds); // the first one is getting ready
        }
        took.Sort();
        return took[took.Count / 2];
    }

    private static async Task<string?> NearTheEnd(IOfficeList list, ListQuery asked, CancellationToken ct) =>
        (await list.Page(asked with { Sort = asked.Sort.StartsWith('-') ? asked.Sort[1..] : "-" + asked.Sort }, ListDesk.PageSize, ct)).After;
}
