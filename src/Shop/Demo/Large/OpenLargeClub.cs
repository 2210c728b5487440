using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Demo.Large;

/// <summary>
/// Fills an empty database with a club as large as one likes: every member's orders in thirty months, with all that the journal wrote about them, played through the same steps as in the open shop.
/// Of a member only the number is remembered. What a shop has besides, such as payments and stock, is not there: it serves measuring, not selling.
/// </summary>
public sealed class OpenLargeClub(ShopDb db, CurrentShop shop, OpenDemoShop demo, DeliveryMethods methods)
{
    private const int Products = 2_000;
    private const int Batch = 200;
    private const ulong Seed = LargeShopSize.StandardSeed;
    private static readonly string[] Filled = ["catalog_", "customers_", "ordering_", "loyalty_"];

    /// <param name="journals">How many entries each of some further members has, who came often or hardly at all.</param>
    /// <returns>Who those members are.</returns>
    /// <exception cref="RuleBroken">The database is not empty.</exception>
    public async Task<IReadOnlyList<Guid>> Run(int members, int orders, IReadOnlyList<int> journals, DateTime now, Action<int> tell, CancellationToken ct)
    {
        if (!await demo.IsPossible(ct)) throw new RuleBroken("There is a shop in this database already.");
        shop.Open(OpenDemoShop.Profile(now));
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync(OpenLargeShop.ForFilling, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var indexes = await BulkIndexes.TakeOff(db, Filled, ct);
            var known = await Fill(members, orders, journals, now, tell, ct);
            await indexes.PutBack(null, ct);
            await transaction.CommitAsync(ct);
            return known;
        }
        finally
        {
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync(OpenLargeShop.ForServing, CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<IReadOnlyList<Guid>> Fill(int members, int orders, IReadOnlyList<int> journals, DateTime now, Action<int> tell, CancellationToken ct)
    {
        await using var bulk = BulkWriter.In(db);
        await bulk.Add(shop.Profile, ct);
        var (goods, brands) = await WriteProducts(bulk, now, ct);
        var (programme, rules) = KilnRules.Open(shop.Profile.TimeZone, now.AddMonths(-DemoHistory.Months - 1));
        await bulk.Add(programme, ct);
        await bulk.Add(rules, ct);
        var published = new PublishedRules(rules.Id, 1, rules.Rules, shop.Zone);
        var known = new List<Guid>();
        foreach (var (length, i) in journals.Select((length, i) => (length, i)))
        {
            var (customer, played) = LongLife(length, $"journal-{i}@example.org", now);
            known.Add(customer.Id);
            await bulk.AddRange([customer, played.Account, played.Member], ct);
        }

        // One thread makes members up while the other writes those before.
        var club = new DemoClub(published, brands, now);
        using var lives = Lives(members, orders, goods, club, now, ct).GetEnumerator();
        var (full, empty) = (bulk.NewLoad(), bulk.NewLoad());
        var (making, done) = (Task.Run(() => Next(full), ct), 0);
        for (int made; (made = await making) > 0; (full, empty) = (empty, full))
        {
            var (ready, next) = (full, empty);
            making = Task.Run(() => Next(next), ct);
            await bulk.Send(ready, ct);
            tell(done += made);
        }
        await bulk.Flush(ct);
        return known;

        int Next(BulkLoad load)
        {
            var made = 0;
            for (; made < Batch && lives.MoveNext(); made++)
                foreach (var row in lives.Current) load.Add(row);
            return made;
        }
    }

    private async Task<(Goods Goods, Dictionary<Guid, (Guid? Brand, IReadOnlySet<Guid> Shelves)> Brands)> WriteProducts(BulkWriter bulk, DateTime now, CancellationToken ct)
    {
        var catalogue = new LargeCatalogue(CatalogueFile.Read(), Period.StartOf(Period.LocalDay(now, shop.Zone), shop.Zone), Seed, Products);
        await catalogue.Write(bulk, ct);
        var goods = new Goods(Products);
        var brands = new Dictionary<Guid, (Guid? Brand, IReadOnlySet<Guid> Shelves)>();
        for (var i = 0; i < Products; i++)
        {
            var (product, _) = catalogue.Next();
            await bulk.Add(product, ct);
            goods.Add(product);
            brands[product.Id] = (product.BrandId, product.CategoryId is { } shelf ? new HashSet<Guid> { shelf } : []);
        }
        return (goods, brands);
    }

    // Many buy seldom and few often; all that is written about one member at a time.
    private IEnumerable<List<object>> Lives(int members, int orders, Goods goods, DemoClub club, DateTime now, CancellationToken ct)
    {
        var (dice, people, numbers, taken, index) = (new Dice(Seed, 5), new People(remember: false), new DealtNumbers(Seed), new HashSet<string>(), 0);
        var shares = new double[members];
        for (var i = 0; i < members; i++) shares[i] = -Math.Log(dice.Roll());
        var (all, upTo) = (shares.Sum(), 0.0);
        var ordering = new DemoOrders(_ => goods.Basket(dice), methods, shop, now, Seed, numbers.Next);
        for (var i = 0; i < members; i++)
        {
            ct.ThrowIfCancellationRequested();
            var person = people.Next(dice, i + 1);
            var since = now.AddMonths(-DemoHistory.Months).AddMinutes(-5);
            var customer = Customer.WithoutSignIn(CustomerOrigin.Demo, person.Email, person.Name, person.Address.Country, since);
            var buyer = new Buyer { Index = i, Person = person, Dice = dice, Rate = 0, DropOut = 0, SpendRate = 1, Rhythm = 1, PrefersPhone = false };
            var first = (int)Math.Round(orders * (upTo / all));
            upTo += shares[i];
            var count = (i == members - 1 ? orders : (int)Math.Round(orders * (upTo / all))) - first;
            var moments = Enumerable.Range(0, count).Select(_ => now.AddMinutes(-dice.Between(5, DemoHistory.Months * 30 * 24 * 60))).Order().ToList();
            var bought = moments.SelectMany(at => ordering.Of(new Purchase(buyer, at, Period.LocalDay(at, shop.Zone), OrderChannel.Web, []), index++, customer.Id).ToList()).ToList();
            DemoClub.Played played;
            do played = club.Play(customer.Id, person.Name, since, bought, []); while (!taken.Add(played.Member.Number)); // of so many, two may draw one number
            List<object> rows = [customer, .. bought.Select(b => b.Order), .. bought.Select(b => b.Return).OfType<Return>(), played.Account, played.Member, .. played.Lines, .. played.Changes];
            yield return rows;
        }
    }

    // Points come in, and nearly all of them are spent.
    private static (Customer Customer, (Membership Member, PointsAccount Account) Played) LongLife(int entries, string email, DateTime now)
    {
        var customer = Customer.WithoutSignIn(CustomerOrigin.Demo, email, "Astrid Lang", "NO", now.AddYears(-3));
        var account = PointsAccount.Open();
        var member = Membership.Join(customer.Id, account.Id, now.AddYears(-3));
        var expires = now.AddDays(300);
        Lot? lot = null;
        for (var i = 0; i < entries; i++)
        {
            var entry = new Entry($"large:{member.Id}:{i}", member.Id, now.AddYears(-3).AddMinutes((now - now.AddYears(-3)).TotalMinutes * i / entries), Actor.System);
            switch (i >= entries - entries % 4 ? 0 : i % 4) // what comes in last still waits for its goods to be delivered
            {
                case 0: lot = account.Earn(entry, 40, 40); break;
                case 1: account.MakeDue(entry, lot!, entry.At); break;
                case 2: account.Release(entry, lot!, expires); break;
                default: account.TakeAway(entry, i % 100 == 3 ? 39 : 40, PointsMove.Redeemed); break;
            }
        }
        return (customer, (member, account));
    }
}
