using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Auditing;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Imports;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Tests.Imports;

/// <summary>A retailer's file becomes a shop; each of its lines is accounted for.</summary>
public sealed class ImportOrdersTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly OrderFiles _files = new();
    private readonly ServiceProvider _services;
    private readonly TestClock _clock = new();

    public ImportOrdersTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddShopDb(configuration).AddCatalog().AddPromotions().AddOrdering(configuration).AddImports().AddAuditing().BuildServiceProvider();
    }

    [Fact]
    public async Task Every_line_has_the_fate_its_rule_says_and_the_counts_add_up()
    {
        var report = (await Import(_files.Write("orders.csv", OrderFiles.Lines))).Report;

        Assert.Equal(OrderFiles.Fates.OrderBy(f => f.Key), report.Lines.Where(l => l.Value > 0).OrderBy(f => f.Key));
        Assert.Equal(OrderFiles.Lines.Length, report.Total);
        Assert.Equal(report.Total, report.Used + report.Unused);
        Assert.Equal((3, 3, 4, 3), (report.Products, report.Customers, report.Orders, report.Returns));

        var listed = await File.ReadAllLinesAsync(_files.Report);
        Assert.Equal(report.Unused, listed.Length - 1);
        Assert.Contains(listed, l => l.StartsWith("5,1001,71053,", StringComparison.Ordinal) && l.EndsWith("An exact duplicate of an earlier line", StringComparison.Ordinal));
        Assert.Contains(listed, l => l.StartsWith("29,", StringComparison.Ordinal) && l.EndsWith("The line is blank", StringComparison.Ordinal));
        Assert.Contains("Used and not used", report.Table(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Products_customers_orders_and_returns_are_what_the_lines_say()
    {
        await Import(_files.Write("orders.csv.gz", OrderFiles.Lines), name: "Gifts");
        await InDb(async db =>
        {
            var heart = await db.Products.Include(p => p.Variants).SingleAsync(p => p.Slug == "white-hanging-heart-t-light-holder");
            Assert.Equal(("White hanging heart T-light holder", "85123A", 295, ProductStatus.Active), (heart.Name, heart.Variants[0].Sku, heart.Variants[0].Price.Minor, heart.Status));
            Assert.True((await db.StockLevels.SingleAsync(l => l.VariantId == heart.Variants[0].Id)).Available >= 12);

            var orders = await db.Orders.OrderBy(o => o.PlacedAt).ToListAsync();
            Assert.Equal(["1001", "1002", "1003", "1021"], orders.Select(o => o.Number));
            Assert.All(orders, o => Assert.Equal((OrderChannel.Import, OrderState.Confirmed), (o.Channel, o.State)));
            Assert.Equal((6 * 255 + 6 * 339 + 450, 450, 6 * 255 + 6 * 339), (orders[0].Total.Minor, orders[0].DeliveryPrice.Minor, orders[0].Goods.Minor));
            Assert.Equal(VatRule.Inside(orders[0].Total, 2000), orders[0].Vat);
            Assert.Equal((2 * 255 + 339, PaymentState.PartlyRefunded), (orders[0].Refunded.Minor, orders[0].Payment));
            Assert.Equal([2, 1], orders[0].Lines.OrderByDescending(l => l.Sku).Select(l => l.Returned));
            Assert.Equal((null, "guest-1003@import.invalid"), (orders[2].CustomerId, orders[2].Email));
            Assert.Equal("IE", orders[1].Delivery.Country);

            var loose = await db.Returns.SingleAsync(r => r.OrderId == null);
            Assert.Equal(("C1004-2", 1275), (loose.Number, loose.Refund.Minor)); // the customer never bought that here
            var customer = await db.Customers.SingleAsync(c => c.ImportNumber == "17850");
            Assert.Equal((null, null, "GB", CustomerOrigin.Import), (customer.Email, customer.UserId, customer.Country, customer.Origin));
            var profile = await db.ShopProfiles.SingleAsync();
            Assert.Equal(("Gifts", "GBP", "GB", "Europe/London", false), (profile.Name, profile.Currency, profile.Country, profile.TimeZone, profile.IsDemo));
        });
        await IsClean();
    }

    [Fact]
    public async Task Running_it_again_changes_nothing()
    {
        var file = _files.Write("orders.csv", OrderFiles.Lines);
        await Import(file);
        var before = await Everything();
        _clock.Advance(TimeSpan.FromDays(1));

        var again = Assert.IsType<ImportOrders.DoneBefore>(await Import(_files.Write("zipped.csv.gz", OrderFiles.Lines)));
        Assert.Equal((4, 3), (again.OrdersInShop, again.ReturnsInShop));
        Assert.Equal(before, await Everything());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task A_file_that_was_cut_off_is_refused_whole(double kept)
    {
        var path = _files.Write("cut.csv.gz", OrderFiles.Many(500));
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(int)(bytes.Length * kept)]);
        Assert.Contains("cut off", await Refused(path), StringComparison.Ordinal);
        await InDb(async db => Assert.Equal(0, await db.Orders.CountAsync()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_between_two_steps_it_goes_on_where_it_was(int stepsDone)
    {
        var file = _files.Write("many.csv", OrderFiles.Many(2_300));
        var steps = -1;
        await Assert.ThrowsAsync<OperationCanceledException>(() => Import(file, progress: p =>
        {
            if (p.Step == "Writing orders" && ++steps == stepsDone) throw new OperationCanceledException();
        }));
        await InDb(async db => Assert.Equal((Math.Min(stepsDone * 1_000, 2_300), 0), (await db.Orders.CountAsync(), await db.ShopProfiles.CountAsync())));
        _clock.Advance(TimeSpan.FromDays(1));

        var report = Assert.IsType<ImportOrders.Imported>(await Import(file)).Report;
        await InDb(async db => Assert.Equal((2_300, report.Returns, 1), (await db.Orders.CountAsync(), await db.Returns.CountAsync(), await db.ShopProfiles.CountAsync())));
        Assert.Equal(4_600, report.Used);
        await IsClean();
    }

    [Fact]
    public async Task A_shop_that_is_not_of_this_file_is_left_alone()
    {
        await Import(_files.Write("orders.csv", OrderFiles.Lines));
        Assert.Contains("was made from orders.csv", await Refused(_files.Write("other.csv", OrderFiles.Lines.Take(3))), StringComparison.Ordinal);
        Assert.Contains("--currency GBP", await Refused(_files.Write("orders.csv", OrderFiles.Lines), "NOK"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_was_opened_otherwise_is_left_alone()
    {
        await InDb(db => { db.Add(ShopProfile.Open("Mine", "GBP", "GB", "Europe/London", _clock.Now)); return db.SaveChangesAsync(); });
        Assert.Contains("not empty", await Refused(_files.Write("orders.csv", OrderFiles.Lines)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,CustomerID,Country", "unit price")]
    [InlineData("No,StockCode,Description,Quantity,InvoiceDate,UnitPrice", "invoice number")]
    public async Task A_missing_column_is_named(string header, string missing) =>
        Assert.Contains($"no column for the {missing}", await Refused(_files.Write("orders.csv", OrderFiles.Lines, header)), StringComparison.Ordinal);

    [Fact]
    public async Task Other_ways_to_write_a_file_are_understood()
    {
        string[] lines = ["7;A1;Grüne Vase;2;13.12.2010 8:26;1.234,50;K1;Deutschland", "8;A1;Grüne Vase;1;14.12.2010 9:00;1.234,50;K1;Deutschland"];
        var file = _files.Write("latin.csv", lines, "Rechnungsnummer;Artikelnummer;Bezeichnung;Menge;Datum;Einzelpreis;Kundennummer;Land", Encoding.Latin1);
        await Import(file, currency: "EUR", country: "DE", decimalPoint: ',');
        await InDb(async db =>
        {
            var order = await db.Orders.SingleAsync(o => o.Number == "7");
            Assert.Equal((246_900, "Grüne Vase", new DateTime(2010, 12, 13, 7, 26, 0)), (order.Total.Minor, order.Lines[0].Name, order.PlacedAt));
        });
    }

    [Fact]
    public async Task A_day_that_could_be_a_month_is_asked_for()
    {
        var file = _files.Write("us.csv", ["1,A,Thing,1,1/2/2011 8:00,1.00,5,USA"]);
        Assert.Contains("--date-format", await Refused(file), StringComparison.Ordinal);
        await Import(file, dateFormat: "d/M/yyyy H:mm");
        await InDb(async db => Assert.Equal(new DateTime(2011, 2, 1, 8, 0, 0), (await db.Orders.SingleAsync()).PlacedAt));
    }

    [RetailerFact]
    public async Task The_complete_file_of_a_retailer_goes_in()
    {
        var report = (await Import(RetailerFactAttribute.File!)).Report;
        Assert.Equal(report.Total, report.Used + report.Unused);
        Assert.Equal(5_268, report.Lines[LineFate.Duplicate]);
        Assert.Equal(541_909, report.Total);
        await IsClean();
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
        _files.Dispose();
    }

    private async Task<ImportOrders.Outcome> Import(string file, string currency = "GBP", string? country = null, string? name = null, string? dateFormat = null, char decimalPoint = '.', Action<ImportProgress>? progress = null)
    {
        using var scope = _services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ImportOrders>().Run(new ImportSettings(file, currency, country, name, null, dateFormat, decimalPoint), _files.Report, _clock.Now, progress, default);
    }

    private async Task<string> Refused(string file, string currency = "GBP") => (await Assert.ThrowsAsync<RuleBroken>(() => Import(file, currency))).Message;

    private async Task IsClean()
    {
        using var scope = _services.CreateScope();
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<Auditor>().Run(default)).SelectMany(a => a.Violations));
    }

    private async Task<string> Everything()
    {
        var text = new StringBuilder();
        await InDb(async db =>
        {
            await db.Database.OpenConnectionAsync();
            foreach (var table in db.Model.GetRelationalModel().Tables.Select(t => t.Name).Order(StringComparer.Ordinal))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"select count(*) from \"{table}\"";
                text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{table} {await command.ExecuteScalarAsync()}");
            }
        });
        return text.ToString();
    }

    private async Task InDb(Func<ShopDb, Task> work)
    {
        using var scope = _services.CreateScope();
        await work(scope.ServiceProvider.GetRequiredService<ShopDb>());
    }
}

/// <summary>Runs only where SHOP_RETAILER_FILE names the complete file of the British giftware retailer (UCI “Online Retail”).</summary>
public sealed class RetailerFactAttribute : FactAttribute
{
    public RetailerFactAttribute() => Skip = File is null ? "SHOP_RETAILER_FILE names no file." : null;

    public static string? File { get; } = Environment.GetEnvironmentVariable("SHOP_RETAILER_FILE") is { Length: > 0 } path && System.IO.File.Exists(path) ? path : null;
}
