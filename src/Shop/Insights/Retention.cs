using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Insights;

/// <summary>Who bought for the first time in a month, and how many of them bought again in each month after it.</summary>
/// <param name="Buyers">From their first month on; the first number is how many they are.</param>
public sealed record Cohort(DateOnly Month, IReadOnlyList<int> Buyers)
{
    public int Size => Buyers[0];

    public decimal Share(int month) => Size == 0 ? 0 : (decimal)Buyers[month] / Size;
}

/// <summary>Counts how many customers come back, by the month of their first order. The newest month is the current one.</summary>
public sealed class ReadRetention(ShopDb db, CurrentShop shop, FigureShelf shelf, TimeProvider clock)
{
    public const int Months = 12;

    public Task<IReadOnlyList<Cohort>> Now(CancellationToken ct)
    {
        var today = Period.LocalDay(clock.GetUtcNow().UtcDateTime, shop.Zone);
        return shelf.Get($"{today}", clock, () => Count(new DateOnly(today.Year, today.Month, 1), ct));
    }

    private async Task<IReadOnlyList<Cohort>> Count(DateOnly last, CancellationToken ct)
    {
        var months = Enumerable.Range(0, Months).Select(n => last.AddMonths(n + 1 - Months)).ToList();
        var values = string.Join(", ", months.Select((_, n) => $"({n}, {{{2 * n}}}, {{{2 * n + 1}}})"));
        object[] bounds = [.. months.SelectMany(m => new object[] { Period.StartOf(m, shop.Zone), Period.StartOf(m.AddMonths(1), shop.Zone) })];
        var sql = $$"""
            with months(n, a, b) as (values {{values}}),
                firsts as (select o."CustomerId" as customer, min(o."PlacedAt") as first from ordering_orders o where o."State" = 'Confirmed' and o."CustomerId" is not null group by o."CustomerId" having min(o."PlacedAt") >= {0})
            select c.n as "Cohort", m.n as "Month", cast(count(distinct f.customer) as bigint) as "Buyers"
            from firsts f join months c on f.first >= c.a and f.first < c.b
                join ordering_orders o on o."CustomerId" = f.customer and o."State" = 'Confirmed' join months m on o."PlacedAt" >= m.a and o."PlacedAt" < m.b
            group by c.n, m.n
            """;
        var rows = await db.Database.SqlQueryRaw<Row>(sql, bounds).ToListAsync(ct);
        var counts = rows.ToDictionary(r => (r.Cohort, r.Month), r => (int)r.Buyers);
        return [.. months.Select((month, c) => new Cohort(month, [.. Enumerable.Range(c, Months - c).Select(m => counts.GetValueOrDefault((c, m)))]))];
    }

    private sealed record Row(int Cohort, int Month, long Buyers);
}
