using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>An order that rules are tried on, with what it would earn and why.</summary>
/// <param name="DueAt">When the points can be spent; of what is not delivered yet, as if it were now.</param>
public sealed record TriedOrder(EarningOrder Order, Tier Tier, ExplainedPoints Points, IReadOnlyList<TriedLine> Lines, bool IsDelivered, DateTime DueAt, DateTime ExpiresAt)
{
    /// <summary>The order's number; null for goods that were only thought of.</summary>
    public string? Number { get; init; }

    /// <summary>What it earned in truth, when it did.</summary>
    public long? Earned { get; init; }
}

/// <summary>A line of it, as people know it.</summary>
public sealed record TriedLine(string Name, int Quantity, Money Total);

/// <summary>Tries rules on an order that was made, or on goods that are only thought of, by the code that earns in earnest. Writes nothing.</summary>
public sealed class TryOrder(ShopDb db, EarnForOrder earning, CurrentShop shop, IOptions<OrderingOptions> options, TimeProvider clock)
{
    /// <returns>Null when there is no order of this number.</returns>
    public async Task<TriedOrder?> Of(string number, ProgrammeRules rules, TimeZoneInfo zone, Tier? tier, DateTime? at, CancellationToken ct)
    {
        if (await db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleOrDefaultAsync(o => o.Number == number, ct) is not { } order) return null;
        var buyer = await db.Memberships.Where(m => m.CustomerId == order.CustomerId).Select(m => (Tier?)m.Tier).SingleOrDefaultAsync(ct);
        var facts = await earning.Facts(order, ct);
        var lines = facts.Lines.Select(l => order.Lines.Single(o => o.Id == l.LineId)).Select(l => (l.Name, l.VariantName)).ToList();
        var earned = await db.EarnedLines.AsNoTracking().Where(l => l.OrderId == order.Id).SumAsync(l => (long?)l.Points, ct);
        var tried = Try(at is { } other ? facts with { PlacedAt = other } : facts, rules, zone, tier ?? buyer ?? Tier.Member, order.DeliveredAt, order.ReturnDays, i => lines[i].VariantName is { Length: > 0 } variant ? $"{lines[i].Name}, {variant}" : lines[i].Name);
        return tried with { Number = order.Number, Earned = earned };
    }

    /// <param name="goods">Products, each with how many pieces; at today's price, that of its cheapest variant, less what the tier has off.</param>
    public async Task<TriedOrder> Of(IReadOnlyList<(Guid Product, int Pieces)> goods, ProgrammeRules rules, TimeZoneInfo zone, Tier tier, DateTime? at, CancellationToken ct)
    {
        var ids = goods.Select(g => g.Product).ToList();
        var products = await db.Set<Product>().AsNoTracking().Include(p => p.Variants).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var shelves = await CategoryPaths.Read(db, ct);
        var chosen = goods.GroupBy(g => g.Product).Where(g => products.TryGetValue(g.Key, out var known) && known.Variants.Count > 0).Select(g => (Product: products[g.Key], Variant: products[g.Key].Variants.MinBy(v => v.Price)!, Pieces: g.Sum(p => p.Pieces))).ToList();
        var home = shop.Profile.Country;
        var off = rules.Ladder.Of(tier)?.Benefits.PercentOffBasisPoints ?? 0;
        var quote = Quote.Of(new QuoteRequest([.. chosen.Select(c => new QuoteItem(c.Variant.Id, c.Pieces, c.Variant.Price, c.Product.TaxClass))], VatRates.For(home, home, options.Value.VatRegisteredIn)) { Reductions = off > 0 ? [new PercentOff("Tier", off)] : [] });
        var order = new EarningOrder(at ?? clock.GetUtcNow().UtcDateTime,
            [.. quote.Lines.Select((l, i) => new EarningLine(l.VariantId, chosen[i].Product.Id, shelves.Around(chosen[i].Product.CategoryId), chosen[i].Product.BrandId, l.Quantity, l.Total, l.Vat))], Money.Zero);
        return Try(order, rules, zone, tier, null, null, i => chosen[i].Product.Name);
    }

    private TriedOrder Try(EarningOrder order, ProgrammeRules rules, TimeZoneInfo zone, Tier tier, DateTime? deliveredAt, int? promised, Func<int, string> name)
    {
        var due = (deliveredAt ?? clock.GetUtcNow().UtcDateTime).AddDays(promised is { } days ? Math.Max(days, rules.Release.ReturnDays) : rules.ReturnDays(tier));
        return new TriedOrder(order, tier, EarningRules.Explain(order, rules, tier), [.. order.Lines.Select((l, i) => new TriedLine(name(i), l.Quantity, l.Total))], deliveredAt is not null, due, Expiries.For(due, rules, zone));
    }
}
