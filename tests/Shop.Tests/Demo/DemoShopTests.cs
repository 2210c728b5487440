using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Auditing;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Demo;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Tests.Demo;

/// <summary>The demo shop in the database, opened once for all these tests.</summary>
public sealed class DemoShopTests(DemoShopTests.Opened demo) : IClassFixture<DemoShopTests.Opened>
{
    [Fact]
    public async Task The_auditor_finds_nothing() =>
        Assert.Empty((await demo.With<Auditor, IReadOnlyList<AuditedInvariant>>(a => a.Run(default))).SelectMany(a => a.Violations));

    [Fact]
    public async Task It_is_opened_once() =>
        Assert.Contains("a shop in this database already", (await Assert.ThrowsAsync<RuleBroken>(() => demo.With<OpenDemoShop, int>(async d => { await d.Run(Opened.Now, default); return 0; }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Every_state_an_order_can_be_in_is_there()
    {
        var states = await demo.With<ShopDb, List<string>>(db => db.Orders.GroupBy(o => new { o.State, o.Payment, o.DeliveryState }).Select(g => g.Key.State + " " + g.Key.Payment + " " + g.Key.DeliveryState).ToListAsync());
        foreach (var expected in new[] { "Confirmed Paid Open", "Confirmed Paid Shipped", "Confirmed Paid Delivered", "Confirmed PartlyRefunded Delivered", "Confirmed Refunded Returned", "Cancelled Refunded Open", "Cancelled Unpaid Open" })
            Assert.Contains(expected, states);
    }

    [Fact]
    public async Task A_few_in_a_hundred_are_sent_back_or_called_off()
    {
        var (orders, returns, cancelled) = await demo.With<ShopDb, (int, int, int)>(async db =>
            (await db.Orders.CountAsync(), await db.Returns.CountAsync(), await db.Orders.CountAsync(o => o.State == OrderState.Cancelled)));
        Assert.InRange(returns / (double)orders, 0.02, 0.07);
        Assert.InRange(cancelled / (double)orders, 0.005, 0.03);
    }

    [Fact]
    public async Task The_sign_ins_have_a_past()
    {
        var past = await demo.With<ShopDb, Dictionary<string, int>>(async db =>
        {
            var orders = db.Orders;
            var people = await db.Customers.Where(c => c.Email == DemoSignIns.Customer.Email || c.Email == DemoSignIns.GoldCustomer.Email)
                .Select(c => new { c.Email, Orders = orders.Count(o => o.CustomerId == c.Id) }).ToListAsync();
            return people.ToDictionary(p => p.Email!, p => p.Orders);
        });
        Assert.InRange(past[DemoSignIns.Customer.Email], 10, 14);
        Assert.InRange(past[DemoSignIns.GoldCustomer.Email], 20, 200);
    }

    [Fact]
    public async Task Reviews_that_say_so_are_by_people_who_had_the_product()
    {
        var (verified, true_) = await demo.With<ShopDb, (int, int)>(async db =>
        {
            var orders = db.Orders;
            var reviews = db.Reviews.Where(r => r.Verified);
            return (await reviews.CountAsync(), await reviews.CountAsync(r => orders.Any(o => o.CustomerId == r.CustomerId && o.PlacedAt < r.WrittenAt && o.Lines.Any(l => l.ProductId == r.ProductId))));
        });
        Assert.True(verified > 100);
        Assert.Equal(verified, true_);
    }

    [Fact]
    public async Task Reviews_are_counted_answered_found_helpful_and_some_wait()
    {
        await demo.With<ShopDb, int>(async db =>
        {
            var (products, votes) = (db.Products, db.ReviewVotes);
            Assert.Empty(await db.Reviews.Where(r => r.Helpful != votes.Count(v => v.ReviewId == r.Id)).ToListAsync());
            Assert.InRange(await votes.CountAsync(), 300, 3_000);
            Assert.InRange(await db.Reviews.CountAsync(r => r.Answer != null), 20, 60);
            var waiting = await db.Reviews.AsNoTracking().Where(r => r.Status == ReviewStatus.Waiting).ToListAsync();
            Assert.InRange(waiting.Count, 5, 12);
            Assert.All(waiting, r => Assert.True(r.Verified && r.WrittenAt <= Opened.Now));
            var rated = db.Reviews.Where(r => r.Status == ReviewStatus.Approved);
            Assert.Empty(await products.Where(p => p.RatingCount != rated.Count(r => r.ProductId == p.Id) || p.RatingSum != (rated.Where(r => r.ProductId == p.Id).Sum(r => (int?)r.Rating) ?? 0)).Select(p => p.Slug).ToListAsync());
            return 0;
        });
    }

    [Fact]
    public async Task Bestsellers_are_known_and_the_truth_lies_beside_the_database()
    {
        Assert.True(await demo.With<ShopDb, int>(db => db.Products.CountAsync(p => p.SoldLately > 0)) > 100);
        Assert.Equal(DemoHistory.Customers, System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(demo.Truth)).RootElement.GetProperty("buyers").GetArrayLength());
    }

    /// <summary>A demo shop as of a Tuesday forenoon.</summary>
    public sealed class Opened : IAsyncLifetime
    {
        private readonly TestDatabase _database = TestDatabase.Migrated();
        private readonly ServiceProvider _services;

        public Opened()
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
            _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new TestClock()).AddShopDb(configuration).AddCatalog().AddPromotions().AddOrdering(configuration).AddLoyalty().AddDemo(configuration).AddAuditing().BuildServiceProvider();
        }

        public static DateTime Now => TestClock.Opening;

        public string Truth => Path.Combine(_database.Folder, "demo-truth.json");

        public Task InitializeAsync() => With<OpenDemoShop, int>(async demo => { await demo.Run(Now, default); return 0; });

        public async Task<T> With<TService, T>(Func<TService, Task<T>> use) where TService : notnull
        {
            using var scope = _services.CreateScope();
            return await use(scope.ServiceProvider.GetRequiredService<TService>());
        }

        public async Task DisposeAsync()
        {
            await _services.DisposeAsync();
            _database.Dispose();
        }
    }
}
