using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Demo;

/// <summary>Fills an empty database with Fjord &amp; Clay: its range, its customers and thirty months of orders. All of it or nothing.</summary>
public sealed class OpenDemoShop(ShopDb db, ILogger<OpenDemoShop> log)
{
    /// <summary>True when no shop was ever opened here and nothing was sold or put on a shelf.</summary>
    public async Task<bool> IsPossible(CancellationToken ct)
    {
        var (products, orders) = (db.Products, db.Orders);
        return !await db.ShopProfiles.AnyAsync(ct) && !await products.AnyAsync(ct) && !await orders.AnyAsync(ct);
    }

    /// <exception cref="RuleBroken">The database is not empty.</exception>
    public async Task Run(DateTime now, CancellationToken ct)
    {
        if (!await IsPossible(ct)) throw new RuleBroken("There is a shop in this database already. The demo needs an empty one: choose another folder with --data.");
        var watch = Stopwatch.StartNew();
        log.LogInformation("Filling the demo shop …");

        var profile = ShopProfile.Open("Fjord & Clay", "EUR", "NO", "Europe/Oslo", now, isDemo: true);
        profile.Describe("Fjord & Clay AS", "926 413 588", "NO 926 413 588 MVA", "Nordnesgaten 11", "5005", "Bergen", "hello@fjordandclay.example", "+47 55 01 23 45");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone);
        var morning = Period.StartOf(Period.LocalDay(now, zone), zone);
        var catalogue = DemoCatalogue.Of(CatalogueFile.Read(), morning);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await using (var bulk = BulkWriter.In(db))
        {
            await bulk.Add(profile, ct);
            await catalogue.Write(bulk, ct);
            foreach (var (item, product, opinions) in catalogue.Products)
            {
                foreach (var (variant, article) in product.Variants.Zip(item.Variants))
                {
                    await bulk.Add(new StockLevel { VariantId = variant.Id, OnHand = article.Stock }, ct);
                    if (article.Stock > 0) await bulk.Add(new StockMovement { VariantId = variant.Id, Kind = StockMovementKind.Initial, Quantity = article.Stock, At = morning }, ct);
                }
                foreach (var opinion in opinions)
                {
                    var review = Review.Write(product.Id, null, opinion.Author, opinion.Country, opinion.Rating, opinion.Title, opinion.Text, verified: false, morning.AddDays(-opinion.DaysAgo));
                    review.Approve();
                    await bulk.Add(review, ct);
                }
            }
            await bulk.Flush(ct);
            log.LogInformation("The demo shop is filled: {Rows} rows in {Seconds:0.0} s.", bulk.Rows, watch.Elapsed.TotalSeconds);
        }
        await transaction.CommitAsync(ct);
    }
}
