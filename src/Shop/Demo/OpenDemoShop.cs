using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Payments.TestGateway;
using Shop.Promotions;

namespace Shop.Demo;

/// <summary>Fills an empty database with Fjord &amp; Clay: its range, its customers and thirty months of orders. All of it or nothing.</summary>
public sealed class OpenDemoShop(ShopDb db, CurrentShop shop, DeliveryMethods methods, CountSoldLately count, KeepSalePrices salePrices, Redemptions redemptions, ChangeHousehold households, IEnumerable<TestGatewayBank> banks, IOptions<DataOptions> data, ILogger<OpenDemoShop> log)
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
        log.LogInformation("Filling the demo shop: {Customers} customers and {Months} months of orders …", DemoHistory.Customers, DemoHistory.Months);

        shop.Open(Profile(now));
        var morning = Period.StartOf(Period.LocalDay(now, shop.Zone), shop.Zone);
        var file = CatalogueFile.Read();
        var catalogue = DemoCatalogue.Of(file, morning);
        var history = DemoHistory.Draw(file, now, shop.Zone);
        var signIns = history.ChooseSignIns(now);
        var reviewers = DemoReviewers.Match(catalogue.Products, history.Purchases, history.People, morning);

        var slugs = catalogue.Products.ToDictionary(p => p.Product.Slug, p => p.Product.Id);
        var rewards = new DemoRewards(slug => slugs[slug], history.Purchases.LastOrDefault(p => p.Buyer == signIns.Gold && p.Channel == OrderChannel.Web && p.At < now.AddDays(-6) && Worth(p) > 60_00), morning, shop.Zone);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        long rows;
        (Guid Invited, Guid Other) members;
        await using (var bulk = BulkWriter.In(db))
        {
            await bulk.Add(shop.Profile, ct);
            await catalogue.Write(bulk, ct);
            var customers = await WriteCustomers(bulk, history, morning, ct);
            await new DemoReviews(catalogue.Products, history, customers, now).Write(bulk, reviewers, morning, ct);
            await WriteOrders(bulk, catalogue, history, customers, customers[signIns.Gold], rewards, now, ct);
            await DemoWishes.Write(bulk, catalogue.Products, customers[signIns.Customer], DemoSignIns.Customer.Email, customers[signIns.Gold], morning, ct);
            await bulk.Flush(ct);
            (rows, members) = (bulk.Rows, (customers[signIns.Customer], customers[signIns.Gold]));
        }
        await count.Run(now, ct);
        await DemoPromotions.Write(db, morning, ct);
        await rewards.Write(db, redemptions, ct);
        await salePrices.Run(morning, ct);
        await db.SavedEvents.ExecuteDeleteAsync(ct); // nobody has to be told: whoever listens starts after this
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        await DemoHousehold.Open(db, households, members.Invited, members.Other, ct);
        await db.SavedEvents.ExecuteDeleteAsync(ct);

        history.Truth(file).WriteTo(data.Value.PathOf("demo-truth.json"));
        log.LogInformation("The demo shop is filled: {Orders} orders, {Rows} rows in {Seconds:0.0} s.", history.Purchases.Count, rows, watch.Elapsed.TotalSeconds);

        long Worth(Purchase purchase) => purchase.Lines.Sum(l => history.Baskets.PriceOf(catalogue.Products[l.Product].Item.Variants[l.Variant], purchase.Day) * l.Quantity);
    }

    internal static ShopProfile Profile(DateTime now)
    {
        var profile = ShopProfile.Open("Fjord & Clay", "EUR", "NO", "Europe/Oslo", now, isDemo: true);
        profile.Describe("Fjord & Clay AS", "926 413 588", "NO 926 413 588 MVA", "Nordnesgaten 11", "5005", "Bergen", "hello@fjordandclay.example", "+47 55 01 23 45");
        return profile;
    }

    private static async Task<Dictionary<Buyer, Guid>> WriteCustomers(BulkWriter bulk, DemoHistory history, DateTime morning, CancellationToken ct)
    {
        var ids = new Dictionary<Buyer, Guid>();
        var first = history.Purchases.GroupBy(p => p.Buyer).ToDictionary(g => g.Key, g => g.Min(p => p.At));
        foreach (var buyer in history.Buyers)
        {
            var customer = Customer.WithoutSignIn(CustomerOrigin.Demo, buyer.Person.Email, buyer.Person.Name, buyer.Person.Address.Country, first[buyer].AddHours(-31));
            customer.Describe(buyer.Person.Name, buyer.Person.Phone);
            customer.AddAddress(buyer.Person.Address, buyer.Person.Phone);
            if (buyer.Dice.Happens(0.46)) customer.AgreeToMarketing(first[buyer]);
            ids[buyer] = customer.Id;
            await bulk.Add(customer, ct);
        }
        return ids;
    }

    private async Task WriteOrders(BulkWriter bulk, DemoCatalogue catalogue, DemoHistory history, Dictionary<Buyer, Guid> customers, Guid gold, DemoRewards rewards, DateTime now, CancellationToken ct)
    {
        var articles = catalogue.Products.ConvertAll(p => p.Product.Variants.Select(v => DemoOrders.ArticleOf(p.Product, v)).ToList());
        var orders = new DemoOrders(purchase => [.. purchase.Lines.Select(l => new Chosen(articles[l.Product][l.Variant],
            new Money(history.Baskets.PriceOf(catalogue.Products[l.Product].Item.Variants[l.Variant], purchase.Day)), l.Quantity))], methods, shop, now, DemoHistory.Seed, voucher: rewards.ReductionOf);
        var movements = catalogue.Products.Concat(catalogue.Launches).SelectMany(p => p.Product.Variants).ToDictionary(v => v.Id, _ => new List<StockMovement>());
        var books = new DemoBankBooks(now);
        var bought = new Dictionary<Guid, List<DemoOrder>>();
        for (var i = 0; i < history.Purchases.Count; i++)
        {
            foreach (var made in orders.Of(history.Purchases[i], i, customers[history.Purchases[i].Buyer]))
            {
                if (made.Order.State != OrderState.Cancelled) rewards.Became(history.Purchases[i], made.Order);
                await bulk.Add(made.Order, ct);
                var customer = made.Order.CustomerId!.Value;
                if (!bought.TryGetValue(customer, out var theirs)) bought[customer] = theirs = [];
                theirs.Add(made);
                foreach (var part in new object?[] { made.Attempt, made.Shipment, made.Return })
                    if (part is not null) await bulk.Add(part, ct);
                books.Enter(made);
                foreach (var movement in made.Movements) movements[movement.VariantId].Add(movement);
            }
        }
        await bulk.AddRange(orders.Series, ct);
        var names = customers.ToDictionary(c => c.Value, c => c.Key.Person.Name);
        await WriteClub(bulk, catalogue, bought, rewards, gold, id => names[id], now, ct);
        foreach (var bank in banks) await bank.Remember(books.Intents, books.Refunds, ct); // one, or none when another provider takes the money

        foreach (var (item, product, _) in catalogue.Products.Concat(catalogue.Launches))
        {
            foreach (var (variant, article) in product.Variants.Zip(item.Variants))
            {
                await bulk.Add(new StockLevel { VariantId = variant.Id, OnHand = article.Stock }, ct);
                await bulk.AddRange(DemoStock.Receipts(variant.Id, article.Stock, product.PublishedAt!.Value, movements[variant.Id]), ct);
                await bulk.AddRange(movements[variant.Id], ct);
            }
        }
    }

    // Everybody is in the club from a few minutes before their first order on.
    private async Task WriteClub(BulkWriter bulk, DemoCatalogue catalogue, Dictionary<Guid, List<DemoOrder>> bought, DemoRewards rewards, Guid gold, Func<Guid, string> nameOf, DateTime now, CancellationToken ct)
    {
        var opened = bought.Values.Min(orders => orders[0].Order.PlacedAt).AddDays(-7);
        var (programme, rules) = KilnRules.Open(shop.Profile.TimeZone, opened);
        await bulk.Add(programme, ct);
        await bulk.Add(rules, ct);
        var shelves = CategoryPaths.Of(catalogue.Shelves.ToDictionary(s => s.Id, s => s.ParentId));
        var published = new PublishedRules(rules.Id, 1, rules.Rules, shop.Zone);
        var friends = new DemoFriends(published, bought, nameOf, now);
        var club = new DemoClub(published, catalogue.Products.ToDictionary(p => p.Product.Id, p => (p.Product.BrandId, shelves.Around(p.Product.CategoryId))), now);
        foreach (var (customer, orders) in bought)
        {
            var played = club.Play(customer, nameOf(customer), orders.Min(o => o.Order.PlacedAt).AddMinutes(-4), orders, customer == gold ? rewards.StepsOf(customer, now).Concat(friends.StepsOf(customer)) : rewards.GiftsOf(nameOf(customer), orders.Min(o => o.Order.PlacedAt), now));
            await bulk.Add(played.Account, ct);
            await bulk.Add(played.Member, ct);
            await bulk.AddRange(played.Lines, ct);
            await bulk.AddRange(played.Changes, ct);
        }
        await bulk.AddRange(friends.All, ct);
    }
}
