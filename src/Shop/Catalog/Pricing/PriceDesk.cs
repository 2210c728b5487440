using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog.Pricing;

/// <summary>Wakes who works price changes off.</summary>
public sealed class PriceBell : Bell;

/// <summary>An article before and after, or why it stays as it is.</summary>
public sealed record PricedArticle(Guid VariantId, string Sku, string Name, Money Price, Money? OldPrice, PriceAnswer After)
{
    public bool Changes => After.Refusal is null && (After.Price, After.Old) != (Price, OldPrice);
}

/// <summary>What a change would do.</summary>
public sealed record PricePreview(int Products, int Articles, int Changed, int Same, IReadOnlyList<PricedArticle> Examples, int Refused, IReadOnlyList<PricedArticle> RefusedOnes)
{
    /// <summary>Stands for each figure of it: what is confirmed is what was seen.</summary>
    public string Print { get; init; } = "";
}

/// <summary>How far a change is, and what became of it.</summary>
public sealed record PriceProgress(Guid Id, PriceTerms Terms, Guid? Undoes, Guid? UndoneBy, string ByName, DateTime StartedAt, DateTime? EndedAt, int Articles, int Done, int Refused, string Query, IReadOnlyList<PriceRow> Rows);

/// <summary>A row of a change as it is told.</summary>
public sealed record PriceRow(Guid VariantId, string Sku, string Name, Money Price, Money? OldPrice, Money NewPrice, Money? NewOldPrice, PriceItemState State, string? Why);

/// <summary>
/// Changes many prices and takes such changes back. An article is changed in the transaction that ticks it off, and only while it costs what it cost when it was looked at:
/// whatever stops the work, none is changed twice, none is left out, and nobody's later price is lost.
/// </summary>
public sealed class PriceDesk(ShopDb db, CurrentShop shop, PriceBell bell, TimeProvider clock)
{
    private const int AtOnce = 50, ReadAtOnce = 500, Shown = 10, MostRows = 200;

    public async Task<PricePreview> Preview(IReadOnlyList<Guid> products, PriceTerms terms, CancellationToken ct)
    {
        var all = await Read(products, terms, ct);
        var (changed, refused) = (all.Where(a => a.Changes).ToList(), all.Where(a => a.After.Refusal is not null).ToList());
        return new PricePreview(products.Count, all.Count, changed.Count, all.Count - changed.Count - refused.Count, [.. changed.Take(Shown)], refused.Count, [.. refused.Take(Shown)]) { Print = PrintOf(all) };
    }

    /// <summary>Begins a change of what these products cost. Sent twice, it is one. False, and nothing is begun, when it would not do what was seen.</summary>
    /// <param name="seen">The print of the preview that was on the screen.</param>
    public async Task<bool> Start(Guid id, IReadOnlyList<Guid> products, PriceTerms terms, string? seen, Actor by, string query, CancellationToken ct)
    {
        if (await db.PriceRuns.AnyAsync(r => r.Id == id, ct)) return true;
        var read = await Read(products, terms, ct);
        if (PrintOf(read) != seen) return false;
        var all = read.Where(a => a.Changes || a.After.Refusal is not null).ToList();
        if (!all.Any(a => a.Changes)) throw new RuleBroken("No price would change.");
        await Write(PriceRun.Start(id, terms, all.Count, by, query, clock.GetUtcNow().UtcDateTime), all.Select((a, i) => new PriceItem
        {
            RunId = id, Position = i, VariantId = a.VariantId, Sku = a.Sku, Name = a.Name, Price = a.Price, OldPrice = a.OldPrice, NewPrice = a.After.Refusal is null ? a.After.Price : a.Price, NewOldPrice = a.After.Refusal is null ? a.After.Old : a.OldPrice,
            State = a.After.Refusal is null ? PriceItemState.Waiting : PriceItemState.Refused, Why = a.After.Refusal,
        }), ct);
        return true;
    }

    /// <summary>Begins to take a change back: each article that still costs what it was changed to.</summary>
    public async Task<Guid> Undo(Guid runId, Guid id, Actor by, CancellationToken ct)
    {
        var run = await db.PriceRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct) ?? throw new RuleBroken("This change is not there any more.");
        if (await db.PriceRuns.Where(r => r.Undoes == runId).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct) is { } already) return already;
        var done = await db.PriceItems.AsNoTracking().Where(i => i.RunId == runId && i.State == PriceItemState.Done).OrderBy(i => i.Position).ToListAsync(ct);
        if (done.Count == 0) throw new RuleBroken("It changed nothing that could be taken back.");
        await Write(PriceRun.Undo(id, run, done.Count, by, clock.GetUtcNow().UtcDateTime), done.Select((i, at) => new PriceItem
        {
            RunId = id, Position = at, VariantId = i.VariantId, Sku = i.Sku, Name = i.Name, Price = i.NewPrice, OldPrice = i.NewOldPrice, NewPrice = i.Price, NewOldPrice = i.OldPrice,
        }), ct);
        return id;
    }

    /// <summary>The oldest change that is not over; null when there is none.</summary>
    public async Task<(Guid Id, Actor By)?> Next(CancellationToken ct) =>
        await db.PriceRuns.AsNoTracking().Where(r => r.EndedAt == null).OrderBy(r => r.StartedAt).ThenBy(r => r.Id).Select(r => new { r.Id, r.ById, r.ByName }).FirstOrDefaultAsync(ct) is { } run ? (run.Id, Actor.Staff(run.ById, run.ByName)) : null;

    /// <summary>Does the next articles of a change; false when there were none and it is over.</summary>
    public async Task<bool> Step(Guid runId, string by, CancellationToken ct)
    {
        var items = await db.PriceItems.AsNoTracking().Where(i => i.RunId == runId && i.State == PriceItemState.Waiting).OrderBy(i => i.Position).Take(AtOnce).ToListAsync(ct);
        if (items.Count == 0)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await db.PriceRuns.Where(r => r.Id == runId && r.EndedAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.EndedAt, now), ct);
            return false;
        }
        await db.Retrying(() => Change(runId, items, by, ct), ct);
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>Leaves all that is not done yet as it is, with the reason.</summary>
    public Task Stop(Guid runId, string why, CancellationToken ct) => db.PriceItems.Where(i => i.RunId == runId && i.State == PriceItemState.Waiting)
        .ExecuteUpdateAsync(i => i.SetProperty(x => x.State, PriceItemState.Refused).SetProperty(x => x.Why, why), ct);

    public async Task<PriceProgress?> Progress(Guid id, CancellationToken ct)
    {
        if (await db.PriceRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run) return null;
        var items = db.PriceItems.AsNoTracking().Where(i => i.RunId == id);
        var done = await items.CountAsync(i => i.State == PriceItemState.Done, ct);
        var refused = await items.CountAsync(i => i.State == PriceItemState.Refused, ct);
        var rows = await Rows(items.Where(i => i.State == PriceItemState.Refused).OrderBy(i => i.Position).Take(MostRows), ct);
        rows.AddRange(await Rows(items.Where(i => i.State == PriceItemState.Done).OrderBy(i => i.Position).Take(MostRows - rows.Count), ct));
        var undoneBy = await db.PriceRuns.Where(r => r.Undoes == id).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        return new PriceProgress(id, run.Terms!, run.Undoes, undoneBy, run.ByName, run.StartedAt, run.EndedAt, run.Articles, done, refused, run.Query, rows);
    }

    private static Task<List<PriceRow>> Rows(IQueryable<PriceItem> items, CancellationToken ct) =>
        items.Select(i => new PriceRow(i.VariantId, i.Sku, i.Name, i.Price, i.OldPrice, i.NewPrice, i.NewOldPrice, i.State, i.Why)).ToListAsync(ct);

    private static string PrintOf(IReadOnlyList<PricedArticle> all)
    {
        using var print = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var a in all) print.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{a.VariantId:N} {a.Price.Minor} {a.OldPrice?.Minor} {a.After.Price.Minor} {a.After.Old?.Minor} {a.After.Refusal is null};")));
        return Convert.ToHexStringLower(print.GetHashAndReset());
    }

    private async Task<List<PricedArticle>> Read(IReadOnlyList<Guid> products, PriceTerms terms, CancellationToken ct)
    {
        var all = new List<PricedArticle>();
        foreach (var some in products.Chunk(ReadAtOnce))
        {
            var articles = await (from v in db.Variants.AsNoTracking()
                                  where some.Contains(v.ProductId)
                                  join p in db.Products on v.ProductId equals p.Id
                                  select new { v.ProductId, v.Position, v.Id, v.Sku, p.Name, v.Options, v.Price, v.CompareAt, v.ReducedBy, v.ListPrice, v.ListCompareAt }).ToListAsync(ct);
            var byProduct = articles.ToLookup(a => a.ProductId);
            foreach (var a in some.SelectMany(id => byProduct[id].OrderBy(v => v.Position)))
            {
                var (price, old) = a.ReducedBy is null ? (a.Price, a.CompareAt) : (a.ListPrice!.Value, a.ListCompareAt);
                var name = a.Options.Count == 0 ? a.Name : $"{a.Name}, {string.Join(", ", a.Options.Select(o => o.Value))}";
                all.Add(new PricedArticle(a.Id, a.Sku, name.Length > PriceItem.NameMaxLength ? name[..PriceItem.NameMaxLength] : name, price, old, terms.For(price, old, shop.Currency)));
            }
            if (all.Count > PriceRun.MostArticles) throw new RuleBroken($"That are more than {PriceRun.MostArticles:N0} articles. Narrow the list first.");
        }
        return all;
    }

    private async Task Write(PriceRun run, IEnumerable<PriceItem> items, CancellationToken ct)
    {
        await using (var whole = await db.Database.BeginTransactionAsync(ct))
        {
            db.Add(run);
            await db.SaveChangesAsync(ct);
            await using (var bulk = BulkWriter.In(db))
            {
                await bulk.AddRange(items, ct);
                await bulk.Flush(ct);
            }
            await whole.CommitAsync(ct);
        }
        db.ChangeTracker.Clear();
        bell.Ring();
    }

    private async Task<bool> Change(Guid runId, List<PriceItem> items, string by, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        var (places, ids, now) = (items.Select(i => i.Position).ToList(), items.Select(i => i.VariantId).ToList(), clock.GetUtcNow().UtcDateTime);
        var mine = await db.PriceItems.Where(i => i.RunId == runId && places.Contains(i.Position) && i.State == PriceItemState.Waiting).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, PriceItemState.Done), ct);
        if (mine < items.Count) return false; // another worker took some of them; what it left is read again
        var variants = await db.Variants.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        foreach (var item in items)
        {
            if (Refusal(item, variants.GetValueOrDefault(item.VariantId), by, now) is not { } why) continue;
            if (why.Length > PriceItem.WhyMaxLength) why = why[..PriceItem.WhyMaxLength];
            await db.PriceItems.Where(i => i.RunId == runId && i.Position == item.Position).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, PriceItemState.Refused).SetProperty(x => x.Why, why), ct);
        }
        await db.SaveChangesAsync(ct);
        await whole.CommitAsync(ct);
        return true;
    }

    private string? Refusal(PriceItem item, Variant? variant, string by, DateTime now)
    {
        if (variant is null) return "It is not there any more.";
        if ((variant.OwnPrice, variant.OwnCompareAt) != (item.Price, item.OldPrice))
            return $"Somebody changed it meanwhile: it costs {shop.Currency.Format(variant.OwnPrice)}{(variant.OwnCompareAt is { } old ? $" (before {shop.Currency.Format(old)})" : "")} and not {shop.Currency.Format(item.Price)}{(item.OldPrice is { } was ? $" (before {shop.Currency.Format(was)})" : "")}.";
        try
        {
            variant.Reprice(item.NewPrice, item.NewOldPrice, now, by);
            return null;
        }
        catch (RuleBroken refused)
        {
            return refused.Message;
        }
    }
}
