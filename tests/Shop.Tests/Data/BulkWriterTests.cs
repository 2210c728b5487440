using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Data;

/// <summary>Rows written in bulk are the rows EF would have written.</summary>
public sealed class BulkWriterTests : IDisposable
{
    private static readonly DateTime Noon = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(1_234_560);
    private readonly TestDatabase _database = TestDatabase.Migrated();

    [Fact]
    public async Task They_equal_the_rows_that_EF_writes()
    {
        var things = new List<object> { Shelf, Product, Order(billing: null), Order(new Address("Åse", "", "Gata 1", null, "5003", "Bergen", null, "NO")), Level, Movement };
        things.Add(Return.Of("R-1", ((Order)things[2]).Id, null, "Too small", [new ReturnLine(((Order)things[2]).Lines[0].Id, Product.Id, null, "Mug", 1, new Money(2400))], Noon));

        var byEf = await Written(async db => { db.AddRange(things); await db.SaveChangesAsync(); });
        var inBulk = await Written(async db =>
        {
            await using var bulk = BulkWriter.In(db);
            await bulk.AddRange(things);
            await bulk.Flush();
        });
        Assert.Equal(byEf, inBulk);
        Assert.Contains(inBulk, row => row.StartsWith("ordering_order_lines", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_fall_with_the_transaction()
    {
        using var services = _database.Services();
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await using (await db.Database.BeginTransactionAsync())
        await using (var bulk = BulkWriter.In(db))
        {
            await bulk.Add(Shelf);
            await bulk.Flush();
            Assert.Equal(1, await db.Categories.CountAsync());
        }
        Assert.Equal(0, await db.Categories.CountAsync());
        Assert.Throws<InvalidOperationException>(() => BulkWriter.In(db));
    }

    [Fact]
    public async Task A_refused_row_is_told_with_its_table()
    {
        using var services = _database.Services();
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var bulk = BulkWriter.In(db);
        var refused = await Assert.ThrowsAnyAsync<DbException>(async () =>
        {
            await bulk.Add(Category.Open("cups", "Cups", 1));
            await bulk.Add(Category.Open("cups", "Cups again", 2));
            await bulk.Flush();
        });
        Assert.Contains("catalog_categories", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_more_rows_than_are_held_back_arrive()
    {
        using var services = _database.Services();
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var bulk = BulkWriter.In(db);
        await bulk.AddRange(Enumerable.Range(0, 45_000).Select(_ => Movement));
        await bulk.Flush();
        Assert.Equal(45_000, await db.StockMovements.CountAsync());
        Assert.Equal(45_000, bulk.Rows);
    }

    public void Dispose() => _database.Dispose();

    private static Category Shelf { get; } = Category.Open("mugs", "Mugs", 1);

    private static Product Product { get; } = MakeProduct();

    private static StockLevel Level { get; } = new() { VariantId = Product.Variants[0].Id, OnHand = 5 };

    private static StockMovement Movement => new() { VariantId = Product.Variants[0].Id, Kind = StockMovementKind.Initial, Quantity = 5, At = Noon };

    private static Product MakeProduct()
    {
        var product = Product.Draft("still-mug", "Still “mug”, grå", Shelf.Id);
        product.Describe("A mug", "A long text", ["0.3 l", "Matt"], [], "winter", 40);
        product.AddVariant("FC-1", new Money(2400), [new OptionChoice("Colour", "Moss", "#2f5d50")], new Money(2900), 380);
        product.AddVariant("FC-2", new Money(2400), []);
        product.AddPicture("mug-front", "A mug", 1200, 1200, "Moss");
        product.SetAttribute("material", "Stoneware");
        product.Publish(Noon);
        return product;
    }

    private static Order Order(Address? billing)
    {
        var line = new OrderLine(Product.Id, Product.Variants[0].Id, "FC-1", "Still mug", "Moss", null, 2, new Money(2400), new Money(100), 2500, new Money(940));
        var order = global::Shop.Ordering.Order.Place(new OrderRequest(billing is null ? "1001" : "1002", null, null, OrderChannel.Phone, "a@b.example", null,
            new Address("Kari", null, "Vei 1", null, "5003", "Bergen", null, "NO"), billing, "Ring twice", "EUR", [line], line.Total, new Money(100), new Money(490), new Money(1038),
            line.Total + new Money(490), "standard", 2500, new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 5), Noon.AddHours(1), Actor.System), Noon);
        order.MarkPaid(order.Total, Noon, Actor.Gateway);
        return order;
    }

    private async Task<List<string>> Written(Func<ShopDb, Task> write)
    {
        using var services = _database.Services();
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await write(db);

        var rows = new List<string>();
        foreach (var table in db.Model.GetRelationalModel().Tables.Select(t => t.Name).Where(t => t != "data_saved_events").Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from \"{table}\"";
            command.Transaction = transaction.GetDbTransaction();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add($"{table}: " + string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={reader.GetValue(i)} {reader.GetDataTypeName(i)}").Order(StringComparer.Ordinal)));
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
