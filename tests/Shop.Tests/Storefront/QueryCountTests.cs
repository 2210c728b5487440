using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Data;

namespace Shop.Tests.Storefront;

/// <summary>How often a page asks the database does not depend on how much it lists.</summary>
public sealed class QueryCountTests
{
    private static readonly string[] Pages = ["/", "/shop", "/c/cups", "/c/cups?colour=moss&sort=price", "/search?q=cup", "/search/suggestions?q=cu", "/p/cup-1", "/p/cup-1?stars=5", "/categories", "/sitemap.xml"];

    [Fact]
    public async Task Five_products_and_five_hundred_are_asked_for_alike()
    {
        var few = await Count(5);
        var many = await Count(500);
        Assert.Equal(few, many);
        Assert.All(many.Cold, queries => Assert.InRange(queries, 0, 25));
        Assert.All(many.Warm, queries => Assert.InRange(queries, 0, 3));
    }

    // The first visit fills the showcase; the second is what most visitors get.
    private static async Task<Counts> Count(int products)
    {
        using var shop = new Counting();
        var cups = Given.Category("cups", "Cups");
        await shop.InDb(async db =>
        {
            db.AddRange(cups, AttributeDefinition.Of("material", "Material", filterable: true, 0));
            await db.SaveChangesAsync();
            for (var i = 1; i <= products; i++) Given.Product($"Cup {i}").At($"cup-{i}").In(cups).With("material", "Clay").In("Colour", i % 2 == 0 ? "Moss" : "Chalk").Put(db, shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        return new Counts(await shop.Visit(), await shop.Visit());
    }

    private sealed record Counts(EquatableList Cold, EquatableList Warm);

    private sealed class EquatableList(IEnumerable<int> items) : List<int>(items), IEquatable<EquatableList>
    {
        public bool Equals(EquatableList? other) => other is not null && this.SequenceEqual(other);

        public override bool Equals(object? obj) => Equals(obj as EquatableList);

        public override int GetHashCode() => Count;

        public override string ToString() => string.Join(", ", Pages.Zip(this, (page, count) => $"{page}: {count}"));
    }

    private sealed class Counting : ShopFactory
    {
        private readonly Counter _counter = new();

        protected override Dictionary<string, string?> Settings => new() { ["Search:PatienceMilliseconds"] = "30000" };

        protected override void Replace(IServiceCollection services) => services.ConfigureDbContext<ShopDb>(o => o.AddInterceptors(_counter));

        public async Task<EquatableList> Visit()
        {
            var counts = new List<int>();
            foreach (var page in Pages)
            {
                _counter.Count = 0;
                (await Visitor().Get(page)).EnsureSuccessStatusCode();
                counts.Add(_counter.Count);
            }
            return new EquatableList(counts);
        }
    }

    private sealed class Counter : DbCommandInterceptor
    {
        private int _count;

        public int Count
        {
            get => _count;
            set => _count = value;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Interlocked.Increment(ref _count);
            return base.ReaderExecuting(command, eventData, result);
        }
    }
}
