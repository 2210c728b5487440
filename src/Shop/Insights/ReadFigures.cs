using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Insights;

/// <summary>Counts what happened in some days, from orders, customers and journal themselves: as many questions however long and however much. What takes long is kept for some minutes.</summary>
public sealed class ReadFigures(ShopDb db, CurrentShop shop, FigureShelf shelf, TimeProvider clock)
{
    private const int MostBestsellers = 8;

    public async Task<Figures> Of(FigureRange range, CancellationToken ct)
    {
        var kept = await shelf.Get($"{range.From:O} {range.To:O} {range.Compared?.From:O} {range.Compared?.To:O}", clock, () => Count(range, ct));
        return kept with { Range = range }; // the same days may be asked for under two names
    }

    private async Task<Figures> Count(FigureRange range, CancellationToken ct)
    {
        var (now, period) = (clock.GetUtcNow().UtcDateTime, range.In(shop.Zone));
        var before = range.Compared is { } days ? await Course(days.From, days.To, ct) : null;
        return new Figures(range, await Course(range.From, range.To, ct), before, await States(period, ct), await Bestsellers(period, ct), period.Start >= now - Cart.KeptFor ? await Funnel(period, ct) : null,
            await ActiveMembers(period, ct), range.Compared is { } compared ? await ActiveMembers(FigureRange.Between(compared.From, compared.To, shop.Zone), ct) : null, now);
    }

    private async Task<FigureCourse> Course(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var steps = FigureRange.Steps(from, to, shop.Zone);
        var orders = (await Rows<OrderStep>(steps, """
            select s.n as "N", cast(count(*) as bigint) as "Orders", cast(sum(o."Captured" - o."Refunded") as bigint) as "Revenue",
                cast(sum(case when exists (select 1 from loyalty_members m where m."CustomerId" = o."CustomerId" and m."State" = 'Active') then o."Captured" - o."Refunded" else 0 end) as bigint) as "FromMembers",
                cast(sum(case when exists (select 1 from ordering_orders e where e."CustomerId" = o."CustomerId" and e."State" = 'Confirmed' and e."PlacedAt" < o."PlacedAt") then 1 else 0 end) as bigint) as "Again"
            from steps s join ordering_orders o on o."PlacedAt" >= s.a and o."PlacedAt" < s.b and o."State" = 'Confirmed' group by s.n
            """, ct)).ToDictionary(o => o.N);
        var customers = (await Rows<CountStep>(steps, """
            select s.n as "N", cast(count(*) as bigint) as "Count" from steps s join customers_customers c on c."CreatedAt" >= s.a and c."CreatedAt" < s.b and c."MergedIntoId" is null group by s.n
            """, ct)).ToDictionary(c => c.N, c => c.Count);
        var points = (await Rows<PointsStep>(steps, """
            select s.n as "N", cast(sum(case when p."Book" = 'Issued' then -p."Amount" else 0 end) as bigint) as "Issued", cast(sum(case when p."Book" = 'Redeemed' then p."Amount" else 0 end) as bigint) as "Redeemed",
                cast(sum(case when p."Book" = 'Expired' then p."Amount" else 0 end) as bigint) as "Expired"
            from steps s join loyalty_transactions t on t."At" >= s.a and t."At" < s.b join loyalty_postings p on p."TransactionId" = t."Id" and p."Unit" = 'Points' group by s.n
            """, ct)).ToDictionary(p => p.N);
        return new FigureCourse(steps, [.. steps.Select((_, n) => new FigureSums(new Money(orders.GetValueOrDefault(n)?.Revenue ?? 0), (int)(orders.GetValueOrDefault(n)?.Orders ?? 0), (int)(orders.GetValueOrDefault(n)?.Again ?? 0),
            new Money(orders.GetValueOrDefault(n)?.FromMembers ?? 0), (int)customers.GetValueOrDefault(n), points.GetValueOrDefault(n)?.Issued ?? 0, points.GetValueOrDefault(n)?.Redeemed ?? 0, points.GetValueOrDefault(n)?.Expired ?? 0))]);
    }

    // The steps as a small table beside the rows, so that one question counts for all of them.
    private Task<List<T>> Rows<T>(IReadOnlyList<FigureStep> steps, string select, CancellationToken ct)
    {
        var values = string.Join(", ", steps.Select((_, n) => $"({n}, {{{2 * n}}}, {{{2 * n + 1}}})"));
        var sql = $"with steps(n, a, b) as (values {values}) {select}";
        return db.Database.SqlQueryRaw<T>(sql, [.. steps.SelectMany(s => new object[] { s.When.Start, s.When.End })]).ToListAsync(ct);
    }

    private async Task<OrdersByState> States(Period period, CancellationToken ct)
    {
        var rows = await db.Orders.AsNoTracking().Where(o => o.PlacedAt >= period.Start && o.PlacedAt < period.End).GroupBy(o => new { o.State, o.DeliveryState }).Select(g => new { g.Key.State, g.Key.DeliveryState, Count = g.Count() }).ToListAsync(ct);
        int Standing(DeliveryState delivery) => rows.Where(r => r.State == OrderState.Confirmed && r.DeliveryState == delivery).Sum(r => r.Count);
        return new OrdersByState(rows.Where(r => r.State == OrderState.Placed).Sum(r => r.Count), Standing(DeliveryState.Open), Standing(DeliveryState.Packed), Standing(DeliveryState.Shipped), Standing(DeliveryState.Delivered), Standing(DeliveryState.Returned),
            rows.Where(r => r.State == OrderState.Cancelled).Sum(r => r.Count));
    }

    private async Task<IReadOnlyList<Bestseller>> Bestsellers(Period period, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<SoldRow>($"""
            select l."ProductId" as "ProductId", p."Name" as "Name", cast(sum(l."Quantity" - l."Returned") as bigint) as "Pieces", cast(sum(l."UnitPrice" * l."Quantity" - l."Discount") as bigint) as "Revenue"
            from ordering_orders o join ordering_order_lines l on l."OrderId" = o."Id" join catalog_products p on p."Id" = l."ProductId"
            where o."State" = 'Confirmed' and o."PlacedAt" >= {period.Start} and o."PlacedAt" < {period.End}
            group by l."ProductId", p."Name" having sum(l."Quantity" - l."Returned") > 0 order by sum(l."Quantity" - l."Returned") desc, p."Name" limit {MostBestsellers}
            """).ToListAsync(ct);
        return [.. rows.Select(r => new Bestseller(r.ProductId, r.Name, (int)r.Pieces, new Money(r.Revenue)))];
    }

    private async Task<CartFunnel> Funnel(Period period, CancellationToken ct)
    {
        var made = db.Orders.AsNoTracking().Where(o => o.CartId != null && o.Channel == OrderChannel.Web && o.PlacedAt >= period.Start && o.PlacedAt < period.End);
        var ordered = await made.Select(o => o.CartId).Distinct().CountAsync(ct);
        var paid = await made.Where(o => o.PaidAt != null).Select(o => o.CartId).Distinct().CountAsync(ct);
        var waiting = await db.Carts.AsNoTracking().CountAsync(c => c.ChangedAt >= period.Start && c.ChangedAt < period.End && c.Desk == null && c.Items.Any() && !made.Any(o => o.CartId == c.Id), ct);
        return new CartFunnel(ordered + waiting, ordered, paid);
    }

    private async Task<int> ActiveMembers(Period period, CancellationToken ct) => (int)await db.Database.SqlQuery<long>($"""
        select cast(count(*) as bigint) as "Value" from loyalty_members m join customers_customers c on c."Id" = m."CustomerId" and c."MergedIntoId" is null where m."State" = 'Active'
            and exists (select 1 from ordering_orders o where o."CustomerId" = m."CustomerId" and o."State" = 'Confirmed' and o."PlacedAt" >= {period.Start} and o."PlacedAt" < {period.End})
        """).SingleAsync(ct);

    private sealed record OrderStep(int N, long Orders, long Revenue, long FromMembers, long Again);

    private sealed record CountStep(int N, long Count);

    private sealed record PointsStep(int N, long Issued, long Redeemed, long Expired);

    private sealed record SoldRow(Guid ProductId, string Name, long Pieces, long Revenue);
}
