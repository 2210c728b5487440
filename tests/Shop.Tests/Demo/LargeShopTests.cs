using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Auditing;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Demo;
using Shop.Demo.Large;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Tests.Demo;

/// <summary>A large shop, made small enough for a test.</summary>
public sealed class LargeShopTests(LargeShopTests.Opened large) : IClassFixture<LargeShopTests.Opened>
{
    private static readonly LargeShopSize Size = new(80, 120, 700);

    [Fact]
    public async Task The_auditor_finds_nothing() =>
        Assert.Empty((await large.With<Auditor, IReadOnlyList<AuditedInvariant>>(a => a.Run(default))).SelectMany(a => a.Violations));

    [Fact]
    public async Task It_is_as_large_as_was_asked_for()
    {
        var (products, customers, orders, cancelled) = await large.With<ShopDb, (int, int, int, int)>(async db =>
            (await db.Products.CountAsync(p => p.Status == ProductStatus.Active), await db.Customers.CountAsync(), await db.Orders.CountAsync(), await db.Orders.CountAsync(o => o.State == OrderState.Cancelled)));
        Assert.Equal((Size.Products, Size.Customers), (products, customers));
        Assert.Equal(Size.Orders, orders - cancelled); // besides those that came to nothing
    }

    [Fact]
    public async Task Nobody_buys_before_they_were_known_and_nothing_is_ordered_tomorrow()
    {
        var (early, late, noMail) = await large.With<ShopDb, (int, int, int)>(async db =>
        {
            var customers = db.Customers;
            return (await db.Orders.CountAsync(o => customers.Any(c => c.Id == o.CustomerId && c.CreatedAt > o.PlacedAt)), await db.Orders.CountAsync(o => o.PlacedAt > Opened.Now),
                await db.Orders.CountAsync(o => !customers.Any(c => c.Id == o.CustomerId && c.Email == o.Email)));
        });
        Assert.Equal((0, 0, 0), (early, late, noMail));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_shop_and_another_another()
    {
        static string Names(ulong seed)
        {
            var catalogue = new LargeCatalogue(CatalogueFile.Read(), Opened.Now.Date, seed, 40);
            return string.Join('\n', Enumerable.Range(0, 40).Select(_ => catalogue.Next().Product).Select(p => $"{p.Slug} {p.Variants.Count} {p.Variants[0].Price.Minor}"));
        }
        Assert.Equal(Names(7), Names(7));
        Assert.NotEqual(Names(7), Names(8));
        Assert.Equal(40, Names(7).Split('\n').Select(l => l.Split(' ')[0]).Distinct().Count());
        Assert.Equal(Size.Products, await large.With<ShopDb, int>(db => db.Products.Select(p => p.Slug).Distinct().CountAsync()));
    }

    [Fact]
    public async Task All_indexes_are_back() => Assert.Equal(large.IndexesBefore, await large.Indexes());

    [Fact]
    public async Task A_shop_that_is_there_is_left_alone()
    {
        var refused = await Assert.ThrowsAsync<RuleBroken>(() => large.With<OpenLargeShop, int>(async l => { await l.Run(Size, Opened.Now, _ => { }, default); return 0; }));
        Assert.Contains("a shop in this database already", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Products")]
    [InlineData("Orders")]
    [InlineData("Indexes")]
    public async Task One_that_was_stopped_leaves_nothing_and_can_be_begun_again(string step)
    {
        await using var empty = new Opened(fill: false);
        using var stop = new CancellationTokenSource();
        var before = await empty.Indexes();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => empty.With<OpenLargeShop, int>(async l => { await l.Run(Size, Opened.Now, told => { if (told.Step == step) stop.Cancel(); }, stop.Token); return 0; }));

        Assert.Equal((0, 0, 0), await empty.With<ShopDb, (int, int, int)>(async db => (await db.Products.CountAsync(), await db.Orders.CountAsync(), await db.ShopProfiles.CountAsync())));
        Assert.Equal(before, await empty.Indexes());
        await empty.With<OpenLargeShop, int>(async l => { await l.Run(new LargeShopSize(5, 5, 5), Opened.Now, _ => { }, default); return 0; });
        Assert.Empty((await empty.With<Auditor, IReadOnlyList<AuditedInvariant>>(a => a.Run(default))).SelectMany(a => a.Violations));
    }

    [Fact]
    public void Dealt_numbers_are_never_the_same_twice()
    {
        var (numbers, others) = (new DealtNumbers(1), new DealtNumbers(2));
        var dealt = Enumerable.Range(0, 20_000).Select(_ => numbers.Next()).ToList();
        Assert.Equal(20_000, dealt.Distinct().Count());
        Assert.All(dealt, n => Assert.Equal(n, OrderNumbers.Normalise(n)));
        Assert.True(dealt.Select(n => n[..4]).Distinct().Count() > 15_000); // they do not count on
        Assert.NotEqual(dealt[0], others.Next());
    }

    [Fact]
    public async Task References_are_watched_again_and_the_journal_runs_ahead() => Assert.Equal("1 wal", await large.With<ShopDb, string>(async db =>
    {
        if (!db.Database.IsSqlite()) return "1 wal";
        await db.Database.OpenConnectionAsync();
        return $"{await db.Database.SqlQueryRaw<int>("select foreign_keys as \"Value\" from pragma_foreign_keys").SingleAsync()} {await db.Database.SqlQueryRaw<string>("select journal_mode as \"Value\" from pragma_journal_mode").SingleAsync()}";
    }));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, -1)]
    [InlineData(OpenLargeShop.MostProducts + 1, 1, 1)]
    public async Task A_size_that_makes_no_shop_is_refused(int products, int customers, int orders) =>
        await Assert.ThrowsAsync<RuleBroken>(() => large.With<OpenLargeShop, int>(async l => { await l.Run(new LargeShopSize(products, customers, orders), Opened.Now, _ => { }, default); return 0; }));

    [Fact]
    public void Progress_only_goes_forward_and_reaches_the_end()
    {
        foreach (var step in large.Told.GroupBy(t => t.Step))
        {
            Assert.Equal(step.Select(t => t.Done).Order(), step.Select(t => t.Done));
            Assert.Equal(step.Last().Total, step.Last().Done);
        }
        Assert.Equal(["Products", "Customers", "Orders", "Stock", "Bestsellers", "Indexes"], large.Told.Select(t => t.Step).Distinct());
    }

    public sealed class Opened : IAsyncLifetime, IAsyncDisposable
    {
        private readonly TestDatabase _database = TestDatabase.Migrated();
        private readonly ServiceProvider _services;
        private readonly bool _fill;

        public Opened() : this(fill: true) { }

        internal Opened(bool fill)
        {
            _fill = fill;
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
            _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new TestClock()).AddShopDb(configuration).AddCatalog().AddPromotions().AddOrdering(configuration).AddLoyalty().AddDemo(configuration).AddAuditing().BuildServiceProvider();
        }

        public static DateTime Now => TestClock.Opening;

        public List<LargeShopProgress> Told { get; } = [];
        public IReadOnlyList<string> IndexesBefore { get; private set; } = [];

        public async Task InitializeAsync()
        {
            IndexesBefore = await Indexes();
            if (_fill) await With<OpenLargeShop, int>(async large => { await large.Run(Size, Now, Told.Add, default); return 0; });
        }

        public Task<List<string>> Indexes() => With<ShopDb, List<string>>(db => db.Database.SqlQueryRaw<string>(db.Database.IsSqlite()
            ? """select coalesce(sql, name) as "Value" from sqlite_master where type = 'index' order by name"""
            : """select indexdef as "Value" from pg_indexes where schemaname = 'public' order by indexname""").ToListAsync());

        public async Task<T> With<TService, T>(Func<TService, Task<T>> use) where TService : notnull
        {
            using var scope = _services.CreateScope();
            return await use(scope.ServiceProvider.GetRequiredService<TService>());
        }

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

        public async Task DisposeAsync()
        {
            await _services.DisposeAsync();
            _database.Dispose();
        }
    }
}
