using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Imports;

/// <summary>How far an import has come in which of its steps.</summary>
public sealed record ImportProgress(string Step, long Done, long Total, string Unit);

/// <summary>
/// Makes a shop of a retailer's order lines. Written in steps that each hold or fall: killed anywhere, it goes on where it was when it is run again;
/// run again when it is done, it changes nothing. The shop opens with the last step.
/// </summary>
public sealed class ImportOrders(ShopDb db, CountSoldLately count)
{
    internal const int OrdersInAStep = 1_000;

    /// <summary>Done now; or done before, with what is in the shop to prove it.</summary>
    public abstract record Outcome(ImportReport Report);
    public sealed record Imported(ImportReport Report) : Outcome(Report);
    public sealed record DoneBefore(ImportReport Report, DateTime At, int OrdersInShop, int ReturnsInShop) : Outcome(Report);

    /// <exception cref="RuleBroken">The file cannot be read, or the shop is not empty and not of this file.</exception>
    public async Task<Outcome> Run(ImportSettings settings, string reportPath, DateTime now, Action<ImportProgress>? progress, CancellationToken ct)
    {
        var file = OrderFile.Examine(settings.File);
        var run = await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(ct);
        if (run is null && !await IsEmpty(ct)) throw new RuleBroken("This shop is not empty: an import makes a shop of its own. Choose an empty folder with --data.");
        if (run?.Refusal(file, settings) is { } refusal) throw new RuleBroken(refusal);
        if (run is { FinishedAt: { } before }) return await Proof(run, before, ct);

        progress?.Invoke(new ImportProgress("Reading", 0, file.Lines - 1, "lines"));
        var survey = Survey.Of(file, settings, run?.StartedAt ?? now, done => progress?.Invoke(new ImportProgress("Reading", done, file.Lines - 1, "lines")), ct);
        var plan = ImportPlan.Of(survey);
        survey.ForgetLines();
        ImportReport.WriteUnused(survey.Unused, reportPath);
        if (plan.Orders.Count == 0) throw new RuleBroken($"No line of {file.Name} became an order. {reportPath} says why.");

        run ??= await OpenShelves(file, settings, survey, now, ct);
        var orders = new ImportedOrders(survey, await Articles(survey, ct), await db.Customers.Where(c => c.ImportNumber != null).ToDictionaryAsync(c => c.ImportNumber!, c => c.Id, ct), settings);
        var (lines, written) = (plan.Orders.Sum(o => o.Lines.Count), plan.Orders.Take(run.Cursor).Sum(o => o.Lines.Count));
        progress?.Invoke(new ImportProgress("Writing orders", written, lines, "lines"));
        while (run.Cursor < plan.Orders.Count)
        {
            written += await WriteStep(run, plan, orders, ct);
            progress?.Invoke(new ImportProgress("Writing orders", written, lines, "lines"));
        }
        progress?.Invoke(new ImportProgress("Opening the shop", 0, 1, "steps"));
        var report = new ImportReport(plan.Counts, survey.Total, survey.Products.Count(p => p.HasName), survey.Customers.Count, plan.Orders.Count, plan.Orders.Sum(o => o.Returns.Count) + plan.LooseReturns.Count);
        await Finish(run, settings, survey, plan, orders, report, now, ct);
        progress?.Invoke(new ImportProgress("Opening the shop", 1, 1, "steps"));
        return new Imported(report);
    }

    /// <summary>The file whose import was begun and not finished; null when there is none.</summary>
    public Task<string?> Unfinished(CancellationToken ct) => db.ImportRuns.Where(r => r.FinishedAt == null).Select(r => r.FileName).FirstOrDefaultAsync(ct);

    private async Task<bool> IsEmpty(CancellationToken ct)
    {
        var (products, orders, customers) = (db.Products, db.Orders, db.Customers);
        return !await db.ShopProfiles.AnyAsync(ct) && !await products.AnyAsync(ct) && !await orders.AnyAsync(ct) && !await customers.AnyAsync(ct);
    }

    private async Task<DoneBefore> Proof(ImportRun run, DateTime at, CancellationToken ct)
    {
        var report = JsonSerializer.Deserialize<ImportReport>(run.Counts)!;
        var orders = await db.Orders.CountAsync(o => o.Channel == OrderChannel.Import, ct);
        return new DoneBefore(report, at, orders, await db.Returns.CountAsync(r => r.Reason == ImportedOrders.Cancelled || r.Reason == ImportedOrders.Negative, ct));
    }

    private async Task<ImportRun> OpenShelves(OrderFile file, ImportSettings settings, Survey survey, DateTime now, CancellationToken ct)
    {
        var run = ImportRun.Start(file, settings, now);
        var named = survey.Products.Where(p => p.HasName).ToList();
        var (shelves, products) = ImportedCatalogue.Make(named, now);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await using (var bulk = BulkWriter.In(db))
        {
            await bulk.Add(run, ct);
            await bulk.AddRange(shelves, ct);
            await bulk.AddRange(products, ct);
            await bulk.AddRange(survey.Customers.Select(c => Customer.WithoutSignIn(CustomerOrigin.Import, null, ImportedOrders.NameOf(c.Number),
                CountryNames.CodeOf(c.Country) is { Length: 2 } code ? code : null, c.First, c.Number)), ct);
            await bulk.Flush(ct);
        }
        await transaction.CommitAsync(ct);
        return run;
    }

    // By their place in the survey.
    private async Task<(Guid Product, Guid Variant, string Sku, string Name)[]> Articles(Survey survey, CancellationToken ct)
    {
        var known = await db.Variants.Join(db.Products, v => v.ProductId, p => p.Id, (v, p) => new { v.Sku, Product = p.Id, Variant = v.Id, p.Name }).ToDictionaryAsync(a => a.Sku, ct);
        return [.. survey.Products.Select(p => known.TryGetValue(p.Code, out var a) ? (a.Product, a.Variant, a.Sku, a.Name) : default)];
    }

    private async Task<int> WriteStep(ImportRun run, ImportPlan plan, ImportedOrders orders, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var next = Math.Min(run.Cursor + OrdersInAStep, plan.Orders.Count);
        await using (var bulk = BulkWriter.In(db))
        {
            for (var i = run.Cursor; i < next; i++)
            {
                var (order, returns, movements) = orders.Make(plan.Orders[i]);
                await bulk.Add(order, ct);
                await bulk.AddRange(returns, ct);
                await bulk.AddRange(movements, ct);
            }
            await bulk.Flush(ct);
        }
        await db.ImportRuns.Where(r => r.Id == run.Id && r.Cursor == run.Cursor).ExecuteUpdateAsync(r => r.SetProperty(x => x.Cursor, next), ct);
        await transaction.CommitAsync(ct);
        var lines = plan.Orders[run.Cursor..next].Sum(o => o.Lines.Count);
        run.Reach(next);
        return lines;
    }

    private async Task Finish(ImportRun run, ImportSettings settings, Survey survey, ImportPlan plan, ImportedOrders orders, ImportReport report, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await using (var bulk = BulkWriter.In(db))
        {
            foreach (var back in plan.LooseReturns)
            {
                var (made, movements) = orders.Make(back);
                await bulk.Add(made, ct);
                await bulk.AddRange(movements, ct);
            }
            await WriteStock(bulk, survey, plan, await Articles(survey, ct), ct);
            await bulk.Add(ShopProfile.Open(settings.ShopName ?? "My shop", settings.Currency, settings.HomeCountry, settings.Zone.Id, now), ct);
            await bulk.Flush(ct);
        }
        await count.Run(plan.Orders[^1].At, ct); // what sold lately, seen from the file's last day
        await db.SavedEvents.ExecuteDeleteAsync(ct); // nobody has to be told: whoever listens starts after this
        run.Finish(JsonSerializer.Serialize(report), now);
        await db.ImportRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.FinishedAt, now).SetProperty(x => x.Counts, run.Counts), ct);
        await transaction.CommitAsync(ct);
    }

    // What was there before the file begins: all that was sold and did not come back, and enough to sell on.
    private static async Task WriteStock(BulkWriter bulk, Survey survey, ImportPlan plan, (Guid Product, Guid Variant, string Sku, string Name)[] articles, CancellationToken ct)
    {
        var movedOf = plan.Moved(articles.Length);
        for (var i = 0; i < articles.Length; i++)
        {
            var product = survey.Products[i];
            if (!product.HasName) continue;
            var moved = movedOf[i];
            var initial = Math.Max(0, Math.Clamp(product.SoldLately / 3, 12, 500) - moved);
            await bulk.Add(new StockLevel { VariantId = articles[i].Variant, OnHand = initial + moved }, ct);
            if (initial > 0) await bulk.Add(new StockMovement { VariantId = articles[i].Variant, Kind = StockMovementKind.Initial, Quantity = initial, At = product.First }, ct);
        }
    }
}
