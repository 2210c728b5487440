using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Imports.Goods;

/// <summary>Wakes who works files of goods off.</summary>
public sealed class GoodsBell : Bell;

/// <summary>
/// Looks files of goods through and brings them in, some hundred rows at a time. Each step holds or falls with the cursor that counts it:
/// killed anywhere, it goes on where it stood; called off, it stops after the step it is in; nothing is brought in twice.
/// </summary>
public sealed class BringInGoods(ShopDb db, StockRoom stock, CurrentShop shop, IOptions<DataOptions> data, TimeProvider clock)
{
    private const int LookedAtOnce = 1_000, WrittenAtOnce = 50, LongestText = GoodsLine.TextMaxLength;

    /// <summary>The file that waits longest and lies on this node; null when there is none.</summary>
    public async Task<Guid?> Next(CancellationToken ct) =>
        (await db.GoodsRuns.AsNoTracking().Where(r => r.State == GoodsRunState.Checking || r.State == GoodsRunState.Importing).OrderBy(r => r.StartedAt).ThenBy(r => r.Id).Select(r => r.Id).ToListAsync(ct)).Cast<Guid?>()
            .FirstOrDefault(id => File.Exists(GoodsRun.PlaceOf(data.Value, id!.Value)));

    /// <summary>Works one file off, to its end, until it is called off, or until who began it may not any more.</summary>
    public async Task Run(Guid id, Func<Task<bool>> mayStill, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.GoodsRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { IsWorking: true } run) return;
        try
        {
            await Work(run, mayStill, ct);
        }
        catch (RuleBroken refused)
        {
            var (now, said) = (clock.GetUtcNow().UtcDateTime, Cut(refused.Message, GoodsRun.ErrorMaxLength));
            db.ChangeTracker.Clear();
            await Mine(run).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, GoodsRunState.Failed).SetProperty(x => x.Error, said).SetProperty(x => x.EndedAt, now), ct);
        }
    }

    /// <summary>It stopped at the same place again and again: the next file has its turn, and its owner reads why.</summary>
    public async Task GiveUp(Guid id, string reason, CancellationToken ct)
    {
        var (now, said) = (clock.GetUtcNow().UtcDateTime, Cut(reason, GoodsRun.ErrorMaxLength));
        db.ChangeTracker.Clear();
        await db.GoodsRuns.Where(r => r.Id == id && (r.State == GoodsRunState.Checking || r.State == GoodsRunState.Importing)).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, GoodsRunState.Failed).SetProperty(x => x.Error, said).SetProperty(x => x.EndedAt, now), ct);
    }

    private async Task Work(GoodsRun run, Func<Task<bool>> mayStill, CancellationToken ct)
    {
        var file = GoodsFile.Examine(GoodsRun.PlaceOf(data.Value, run.Id), run.FileName);
        if (file.ContentHash != run.ContentHash) throw new RuleBroken("The file is not the one that was uploaded. Upload it again.");
        var judge = new GoodsJudge(db, await GoodsReader.For(run, db, shop.Currency, ct), run.Terms, shop.Currency);
        var (cursor, writes) = (run.Cursor, run.State == GoodsRunState.Importing);
        var passed = 0;
        foreach (var rows in file.Read(run.FileName).Chunk(writes ? WrittenAtOnce : LookedAtOnce))
        {
            ct.ThrowIfCancellationRequested();
            if (passed + rows.Length <= cursor) // done before the shop was stopped: what these rows say of those that follow still counts
            {
                await judge.Of(rows, ct);
                judge.Note();
                passed += rows.Length;
                continue;
            }
            if (!await mayStill()) throw new RuleBroken($"{run.ByName} may not do this any more.{(writes && passed > 0 ? " What was brought in until then stays." : "")}");
            var from = passed;
            if (!await db.Retrying(() => Step(run, judge, rows, from, writes, ct), ct)) return; // called off, or another node is further
            judge.Note();
            passed += rows.Length;
        }
        var (now, end) = (clock.GetUtcNow().UtcDateTime, writes ? GoodsRunState.Done : GoodsRunState.Checked);
        await Mine(run).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, end).SetProperty(x => x.EndedAt, now), ct);
    }

    private async Task<bool> Step(GoodsRun run, GoodsJudge judge, GoodsRawRow[] rows, int from, bool writes, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        // First the cursor: it holds the run, so that of two who work at it, or of a look and the look that took its place, one writes.
        var to = from + rows.Length;
        if (await Mine(run).Where(r => r.Cursor == from).ExecuteUpdateAsync(r => r.SetProperty(x => x.Cursor, to), ct) == 0) return false;
        // What was told before, of a look that was broken off or of the look before the writing, is out of date.
        if (from == 0) await db.GoodsLines.Where(l => l.RunId == run.Id).ExecuteDeleteAsync(ct);
        if (writes && run.Mapping.ColumnOf(GoodsField.Stock) is not null) await HoldStock(judge.Counted(rows), ct);
        var verdicts = await judge.Of(rows, ct);
        if (writes) verdicts = await Write(run, verdicts, ct);
        await using (var bulk = BulkWriter.In(db))
        {
            foreach (var verdict in verdicts) await bulk.AddRange(Lines(run.Id, verdict), ct);
            await bulk.Flush(ct);
        }
        int Count(GoodsFate fate) => verdicts.Count(v => v.Fate == fate);
        var (created, updated, unchanged, skipped, rejected) = (Count(GoodsFate.Create), Count(GoodsFate.Update), Count(GoodsFate.Unchanged), Count(GoodsFate.Skip), Count(GoodsFate.Error));
        await db.GoodsRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.Created, x => x.Created + created).SetProperty(x => x.Updated, x => x.Updated + updated).SetProperty(x => x.Unchanged, x => x.Unchanged + unchanged)
            .SetProperty(x => x.Skipped, x => x.Skipped + skipped).SetProperty(x => x.Rejected, x => x.Rejected + rejected), ct);
        await whole.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return true;
    }

    // Looked through again, or called off and begun anew, it is of another version.
    private IQueryable<GoodsRun> Mine(GoodsRun run) => db.GoodsRuns.Where(r => r.Id == run.Id && r.State == run.State && r.Version == run.Version);

    // How many there are and how many are promised stays, from the verdict until it is done.
    private async Task HoldStock(IReadOnlyList<string> skus, CancellationToken ct)
    {
        var articles = await db.Variants.Where(v => skus.Contains(v.Sku)).Select(v => v.Id).ToListAsync(ct);
        foreach (var id in articles.Order()) await db.StockLevels.Where(l => l.VariantId == id).ExecuteUpdateAsync(l => l.SetProperty(x => x.OnHand, x => x.OnHand), ct);
    }

    private static IEnumerable<GoodsLine> Lines(Guid runId, GoodsVerdict verdict)
    {
        var (row, name) = (verdict.Row, Cut(verdict.Row.Name ?? "", LongestText));
        if (row.Problems.Count == 0) yield return new GoodsLine { RunId = runId, Row = row.Row, Fate = verdict.Fate, Sku = row.Sku, Name = name, Note = verdict.Note.Length == 0 ? null : verdict.Note };
        for (var i = 0; i < row.Problems.Count; i++)
            yield return new GoodsLine { RunId = runId, Row = row.Row, Part = i, Fate = GoodsFate.Error, Sku = row.Sku, Name = name, Column = Cut(row.Problems[i].Column, LongestText), Found = Cut(row.Problems[i].Found, LongestText), Expected = Cut(row.Problems[i].Expected, LongestText) };
    }

    // A rule that breaks now fails its row alone.
    private async Task<IReadOnlyList<GoodsVerdict>> Write(GoodsRun run, IReadOnlyList<GoodsVerdict> verdicts, CancellationToken ct)
    {
        var todo = verdicts.Where(v => v.Fate is GoodsFate.Create or GoodsFate.Update).ToList();
        if (todo.Count == 0) return verdicts;
        var refused = new HashSet<GoodsVerdict>();
        var now = clock.GetUtcNow().UtcDateTime;
        var variantIds = todo.Where(v => v.ChangesArticle).Select(v => v.VariantId!.Value).ToList();
        var productIds = todo.Where(v => v.ChangesProduct || v.Fate == GoodsFate.Create).Select(v => v.ProductId).OfType<Guid>().Distinct().ToList();
        var variants = variantIds.Count == 0 ? [] : await db.Variants.Where(v => variantIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var products = productIds.Count == 0 ? [] : await db.Products.Include(p => p.Variants).AsSplitQuery().Where(p => productIds.Contains(p.Id)).ToDictionaryAsync(p => p.Slug, ct);
        foreach (var verdict in todo)
        {
            try
            {
                if (verdict.ChangesStock) await Count(run, verdict, now, ct);
                Write(run, verdict, products, variants, now);
            }
            catch (RuleBroken broken)
            {
                verdict.Row.Problems.Add(new GoodsProblem("", "a row that breaks a rule", broken.Message));
                refused.Add(verdict);
            }
        }
        await db.SaveChangesAsync(ct);
        return refused.Count == 0 ? verdicts : [.. verdicts.Select(v => refused.Contains(v) ? v with { Fate = GoodsFate.Error } : v)];
    }

    private void Write(GoodsRun run, GoodsVerdict verdict, Dictionary<string, Product> products, Dictionary<Guid, Variant> variants, DateTime now)
    {
        var (row, isNew) = (verdict.Row, false);
        if (verdict.ChangesArticle) Change(variants[verdict.VariantId!.Value], row, run.ByName, now);
        var product = products.GetValueOrDefault(verdict.Slug);
        if (verdict.Fate == GoodsFate.Create && product is null)
        {
            product = products[verdict.Slug] = Product.Draft(verdict.Slug, row.Name!, row.CategoryId, row.BrandId);
            db.Add(product);
            isNew = true;
        }
        if (verdict.Fate == GoodsFate.Create)
        {
            var article = product!.AddVariant(row.Sku, row.Price!.Value, row.Options ?? [], row.OldPrice, row.Weight ?? 0);
            if (row.Barcode is not null) article.Measure(article.WeightGrams, row.Barcode);
            db.Entry(article).State = EntityState.Added; // its id is made in code
            stock.Open(article.Id, row.Stock ?? 0, now);
        }
        if (isNew || verdict.ChangesProduct) Change(product!, row, isNew && run.Publish, now);
    }

    private static void Change(Product product, GoodsRow row, bool publish, DateTime now)
    {
        if (row.Name is not null || row.Summary is not null || row.Description is not null) product.Reword(row.Name ?? product.Name, row.Summary ?? product.Summary, row.Description is { } text ? GoodsJudge.Lines(text) : product.Description);
        if (row.CategoryId is { } category) product.PutInto(category);
        if (row.BrandId is { } brand) product.MakeBy(brand);
        if (row.Tags is { } tags) product.Label(tags);
        var status = row.Status ?? (publish ? ProductStatus.Active : product.Status);
        if (status == product.Status) return;
        if (status == ProductStatus.Active) product.Publish(now);
        else product.Archive();
    }

    private static void Change(Variant variant, GoodsRow row, string by, DateTime now)
    {
        var (price, old) = (row.Price ?? variant.OwnPrice, row.NoOldPrice ? null : row.OldPrice ?? variant.OwnCompareAt);
        if ((price, old) != (variant.OwnPrice, variant.OwnCompareAt)) variant.Reprice(price, old, now, by);
        if (row.Weight is not null || row.Barcode is not null) variant.Measure(row.Weight ?? variant.WeightGrams, row.Barcode ?? variant.Barcode);
        if (row.Options is { } options && !options.Select(o => (o.Option, o.Value)).SequenceEqual(variant.Options.Select(o => (o.Option, o.Value))))
            variant.Choose([.. options.Select(o => variant.Options.FirstOrDefault(v => (v.Option, v.Value) == (o.Option, o.Value)) ?? o)]); // a swatch that is known stays
    }

    private async Task Count(GoodsRun run, GoodsVerdict verdict, DateTime now, CancellationToken ct)
    {
        if (verdict.OnHand is not { } before)
        {
            stock.Open(verdict.VariantId!.Value, verdict.Row.Stock!.Value, now);
            return;
        }
        await stock.Move(verdict.VariantId!.Value, StockMovementKind.Correction, verdict.Row.Stock!.Value - before, run.Id, Cut($"From the file {run.FileName}", StockMovement.ReasonMaxLength), now, ct, run.ByName);
    }

    // Never through the middle of a letter that takes two places, and without what no database keeps.
    private static string Cut(string text, int most)
    {
        var plain = text.Replace('\0', '\uFFFD');
        return plain.Length <= most ? plain : plain[..(char.IsHighSurrogate(plain[most - 2]) ? most - 2 : most - 1)] + "…";
    }
}
