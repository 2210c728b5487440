using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Demo.Large;

/// <summary>How large a shop is to be, and of which of the many possible ones.</summary>
public sealed record LargeShopSize(int Products, int Customers, int Orders, ulong Seed = LargeShopSize.StandardSeed)
{
    public const ulong StandardSeed = DemoHistory.Seed;
}

/// <summary>How far the filling is.</summary>
public sealed record LargeShopProgress(string Step, long Done, long Total, string Unit);

/// <summary>Fills an empty database with a shop as large as one likes, to see how it behaves. All of it or nothing; of an order no more than its number is remembered.</summary>
public sealed class OpenLargeShop(ShopDb db, CurrentShop shop, OpenDemoShop demo, DeliveryMethods methods, IEnumerable<TestGatewayBank> banks)
{
    public const int MostProducts = 1_000_000;
    public const int MostCustomers = 10_000_000;
    public const int MostOrders = 50_000_000;

    private const int Batch = 250;
    private const int Ahead = 16;
    private static readonly string[] Filled = ["catalog_", "customers_", "ordering_"];
    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);
    private static readonly TimeSpan OnTheBooks = TimeSpan.FromDays(2);

    // Of new pages no copy is kept: all is written once, and still all or nothing. Whether each row's references are there is not asked row by row: they were made up together, and the auditor can tell.
    internal const string ForFilling = "PRAGMA journal_mode=delete; PRAGMA foreign_keys=OFF; PRAGMA threads=2;";
    internal const string ForServing = "PRAGMA journal_mode=wal; PRAGMA foreign_keys=ON; PRAGMA threads=0;";

    /// <exception cref="RuleBroken">The database is not empty, or the size makes no shop.</exception>
    public async Task Run(LargeShopSize size, DateTime now, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        if (size.Products is < 1 or > MostProducts) throw new RuleBroken($"A shop has from 1 to {MostProducts} products.");
        if (size.Customers is < 1 or > MostCustomers) throw new RuleBroken($"A shop has from 1 to {MostCustomers} customers.");
        if (size.Orders is < 0 or > MostOrders) throw new RuleBroken($"A shop has at most {MostOrders} orders.");
        if (!await demo.IsPossible(ct)) throw new RuleBroken("There is a shop in this database already. A large shop needs an empty one: choose another folder with --data.");

        shop.Open(OpenDemoShop.Profile(now));
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await Tell(ForFilling, ct);
            await using (var transaction = await db.Database.BeginTransactionAsync(ct))
            {
                var indexes = await BulkIndexes.TakeOff(db, Filled, ct);
                await Fill(size, now, tell, ct);
                await indexes.PutBack(done => tell(new LargeShopProgress("Indexes", done, indexes.Count, "indexes")), ct);
                await transaction.CommitAsync(ct);
            }
        }
        finally
        {
            await Tell(ForServing, CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task Fill(LargeShopSize size, DateTime now, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        await using var bulk = BulkWriter.In(db);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size=-262144", ct); // 256 MB
        await bulk.Add(shop.Profile, ct);
        var goods = await WriteProducts(bulk, size, now, tell, ct);
        var history = new LargeHistory(size.Seed, size.Customers, size.Orders, now, shop.Zone);
        var customers = await WriteCustomers(bulk, history, size.Customers, tell, ct);
        await WriteOrders(bulk, goods, history, customers, size, now, tell, ct);
        await WriteStock(bulk, goods, size.Seed, now, tell, ct);
        await bulk.Flush(ct);
        await WriteSold(goods, tell, ct);
    }

    private async Task<Goods> WriteProducts(BulkWriter bulk, LargeShopSize size, DateTime now, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        var catalogue = new LargeCatalogue(CatalogueFile.Read(), Period.StartOf(Period.LocalDay(now, shop.Zone), shop.Zone), size.Seed, size.Products);
        await catalogue.Write(bulk, ct);
        var goods = new Goods(size.Products);
        for (var i = 0; i < size.Products; i++)
        {
            var (product, reviews) = catalogue.Next();
            await bulk.Add(product, ct);
            await bulk.AddRange(reviews, ct);
            goods.Add(product);
            if (i % 200 == 0) tell(new LargeShopProgress("Products", i, size.Products, "products"));
        }
        tell(new LargeShopProgress("Products", size.Products, size.Products, "products"));
        return goods;
    }

    private static async Task<Guid[]> WriteCustomers(BulkWriter bulk, LargeHistory history, int count, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            var person = history.Person(i);
            var customer = Customer.WithoutSignIn(CustomerOrigin.Demo, person.Email, person.Name, person.Address.Country, history.Since(i));
            customer.Describe(person.Name, person.Phone);
            customer.AddAddress(person.Address, person.Phone);
            ids[i] = customer.Id;
            await bulk.Add(customer, ct);
            if (i % 500 == 0) tell(new LargeShopProgress("Customers", i, count, "customers"));
        }
        tell(new LargeShopProgress("Customers", count, count, "customers"));
        return ids;
    }

    // One thread makes the orders up and ready while the other writes them.
    private async Task WriteOrders(BulkWriter bulk, Goods goods, LargeHistory history, Guid[] customers, LargeShopSize size, DateTime now, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (ready, empty) = (Channel.CreateBounded<BulkLoad>(Ahead), Channel.CreateUnbounded<BulkLoad>());
        for (var i = 0; i < Ahead; i++) empty.Writer.TryWrite(bulk.NewLoad());
        var dice = new Dice(size.Seed, 3);
        var orders = new DemoOrders(_ => goods.Basket(dice), methods, shop, now, size.Seed, new DealtNumbers(size.Seed).Next);
        var books = new DemoBankBooks(now);
        var making = Task.Run(() => Make(Orders(), empty.Reader, ready.Writer, stop.Token), CancellationToken.None);
        try
        {
            long done = 0;
            await foreach (var load in ready.Reader.ReadAllAsync(ct))
            {
                await bulk.Send(load, ct);
                empty.Writer.TryWrite(load);
                tell(new LargeShopProgress("Orders", Math.Min(done += Batch, size.Orders), size.Orders, "orders"));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }
        await bulk.AddRange(orders.Series, ct);
        foreach (var bank in banks) await bank.Remember(books.Intents, books.Refunds, ct);

        IEnumerable<IEnumerable<DemoOrder>> Orders()
        {
            var index = 0;
            foreach (var (at, day, customer) in history.Visits())
            {
                var buyer = new Buyer { Index = customer, Person = history.Person(customer), Dice = null!, Rate = 0, DropOut = 0, SpendRate = 1, Rhythm = 1, PrefersPhone = false };
                yield return orders.Of(new Purchase(buyer, at, day, OrderChannel.Web, []), index++, customers[customer]).Select(Counted);
            }
        }

        DemoOrder Counted(DemoOrder made)
        {
            goods.Count(made, since: now - Lately);
            if (made.Order.PlacedAt > now - OnTheBooks) books.Enter(made);
            return made;
        }
    }

    private static async Task Make(IEnumerable<IEnumerable<DemoOrder>> orders, ChannelReader<BulkLoad> empty, ChannelWriter<BulkLoad> ready, CancellationToken ct)
    {
        Exception? failure = null;
        try
        {
            foreach (var some in orders.Chunk(Batch))
            {
                var load = await empty.ReadAsync(ct);
                foreach (var made in some.SelectMany(o => o))
                {
                    load.Add(made.Order);
                    foreach (var part in new object?[] { made.Attempt, made.Shipment, made.Return })
                        if (part is not null) load.Add(part);
                    foreach (var movement in made.Movements) load.Add(movement);
                }
                await ready.WriteAsync(load, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // the writer has ended, and says why
        }
        catch (Exception broken)
        {
            failure = broken;
        }
        ready.Complete(failure);
    }

    private static async Task WriteStock(BulkWriter bulk, Goods goods, ulong seed, DateTime now, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        var dice = new Dice(seed, 4);
        var opened = now.AddMonths(-DemoHistory.Months).AddDays(-3);
        for (var i = 0; i < goods.Articles.Count; i++)
        {
            var (article, sold) = (goods.Articles[i].Article, goods.Sold[i]);
            var left = dice.Happens(0.05) ? 0 : dice.Between(1, 250);
            await bulk.Add(new StockLevel { VariantId = article.Id, OnHand = left }, ct);
            if (left + sold > 0) await bulk.Add(new StockMovement { VariantId = article.Id, Kind = StockMovementKind.Initial, Quantity = left + sold, At = opened }, ct);
            if (i % 1000 == 0) tell(new LargeShopProgress("Stock", i, goods.Articles.Count, "articles"));
        }
        tell(new LargeShopProgress("Stock", goods.Articles.Count, goods.Articles.Count, "articles"));
    }

    private async Task WriteSold(Goods goods, Action<LargeShopProgress> tell, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
        command.CommandText = """update catalog_products set "SoldLately" = @sold where "Id" = @id""";
        var (sold, id) = (command.CreateParameter(), command.CreateParameter());
        (sold.ParameterName, id.ParameterName) = ("@sold", "@id");
        command.Parameters.Add(sold);
        command.Parameters.Add(id);
        for (var i = 0; i < goods.Products.Count; i++)
        {
            if (goods.SoldLately[i] > 0)
            {
                (sold.Value, id.Value) = (goods.SoldLately[i], goods.Products[i]);
                await command.ExecuteNonQueryAsync(ct);
            }
            if (i % 1000 == 0 || i == goods.Products.Count - 1) tell(new LargeShopProgress("Bestsellers", i + 1, goods.Products.Count, "products"));
        }
    }

    private async Task Tell(string pragmas, CancellationToken ct)
    {
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync(pragmas, ct);
    }
}
