using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Auditing;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Payments;
using Shop.Promotions;

namespace Shop.Tests.Auditing;

/// <summary>A small shop in good order: W1 delivered, W2 waiting for its payment, W3 cancelled and refunded, W4 with one of two things returned.</summary>
public sealed class AuditedShop : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly ServiceProvider _services;

    private AuditedShop()
    {
        Clock.Now = Now.AddMinutes(1);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddShopDb(configuration).AddAuditing().BuildServiceProvider();
    }

    public TestClock Clock { get; } = new();

    // Ids carry the time of the machine, so this shop lives now.
    private static DateTime Now { get; } = new(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    public static async Task<AuditedShop> Open()
    {
        var shop = new AuditedShop();
        await shop.InDb(Fill);
        return shop;
    }

    public async Task Damage(string sql) => await InDb(db => db.Database.ExecuteSqlRawAsync(sql));

    public async Task<IReadOnlyList<AuditedInvariant>> Audit()
    {
        using var scope = _services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<Auditor>().Run(default);
    }

    public async Task InDb(Func<ShopDb, Task> work)
    {
        using var scope = _services.CreateScope();
        await work(scope.ServiceProvider.GetRequiredService<ShopDb>());
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private static async Task Fill(ShopDb db)
    {
        var product = Product.Draft("mug", "Mug");
        var (red, blue) = (product.AddVariant("RED", new Money(2400), []), product.AddVariant("BLUE", new Money(1000), []));
        product.Publish(Now.AddDays(-9));
        db.AddRange(ShopProfile.Open("Shop", "EUR", "NO", "Europe/Oslo", Now.AddDays(-10)), product);

        var welcome = Promotion.Of(new PromotionTerms("Welcome", PromotionKind.AmountOff, Now.AddDays(-10)) { Amount = new Money(100), NeedsCode = true }, Now.AddDays(-10));
        var word = PromotionCode.Of(welcome.Id, "WELCOME10");
        db.AddRange(welcome, word);

        var w1 = Place("W1", -5, [new OrderReduction("Welcome", new Money(100), welcome.Id, word.Code)], Line(red, 2, 100), Line(blue, 1));
        var (a1, m1) = Pay(db, w1, 1);
        w1.MarkPacked(w1.PlacedAt.AddHours(1), Actor.System);
        w1.MarkShipped(w1.PlacedAt.AddHours(2), Actor.System, "Shipped");
        w1.MarkDelivered(w1.PlacedAt.AddDays(1), Actor.System);

        var w2 = Place("W2", 0, Line(red, 1));
        var a2 = Attempt(w2);
        db.Add(new StockReservation { HeldFor = w2.Id, VariantId = red.Id, Quantity = 1, Deadline = Now.AddMinutes(30) });

        var w3 = Place("W3", -3, Line(blue, 1));
        var (a3, m3) = Pay(db, w3, 2);
        w3.Cancel(w3.PlacedAt.AddHours(1), Actor.System, "Changed my mind");
        w3.MarkRefunded(w3.Total, w3.PlacedAt.AddHours(1), Actor.System, "Money given back");
        var back = Move(blue, StockMovementKind.Return, 1, w3.Id);

        var w4 = Place("W4", -4, Line(red, 2));
        var (a4, m4) = Pay(db, w4, 3);
        w4.MarkShipped(w4.PlacedAt.AddHours(2), Actor.System, "Shipped");
        w4.MarkDelivered(w4.PlacedAt.AddDays(1), Actor.System);
        w4.Lines[0].Returned = 1;
        var made = Return.Of("R-W4", w4.Id, null, "Too red", [new ReturnLine(w4.Lines[0].Id, product.Id, red.Id, "Mug", 1, new Money(2400))], w4.PlacedAt.AddDays(2));
        w4.MarkRefunded(made.Refund, w4.PlacedAt.AddDays(2), Actor.System, "Returned goods refunded");

        var notice = PaymentNotice.Of("test", "evt_1", "payment_intent.succeeded", a1.IntentId, "{}", w1.PlacedAt);
        notice.Processed(w1.PlacedAt.AddSeconds(5));
        db.AddRange(w1, w2, w3, w4, a1, a2, a3, a4, made, notice, NumberSeries.UsedUpTo(Invoices.SeriesOf(2026), 3));
        db.AddRange(m1.Concat(m3).Concat(m4).Append(back).Append(Move(red, StockMovementKind.Return, 1, made.Id)));
        db.AddRange(Move(red, StockMovementKind.Initial, 20, null), Move(blue, StockMovementKind.Initial, 10, null));
        db.AddRange(new StockLevel { VariantId = red.Id, OnHand = 17, Reserved = 1 }, new StockLevel { VariantId = blue.Id, OnHand = 9 });
        db.AddRange(Use(w1, RedemptionState.Taken), Use(w2, RedemptionState.Held), Use(w3, RedemptionState.Released), new CustomerUse { PromotionId = welcome.Id, Key = "e:kari@post.example", Used = 2 });
        AuditedClub.Fill(db, w1, Now);
        await db.SaveChangesAsync();
        await db.Set<Promotion>().Where(p => p.Id == welcome.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Used, 2));
        await db.Set<PromotionCode>().Where(c => c.Id == word.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Used, 2));
        await db.SavedEvents.ExecuteUpdateAsync(e => e.SetProperty(x => x.DeliveredAt, Now));

        Redemption Use(Order order, RedemptionState state) => new()
        {
            PromotionId = welcome.Id, CodeId = word.Id, OrderId = order.Id, EmailKey = "e:kari@post.example", HeldAt = order.PlacedAt, State = state, Amount = new Money(order == w1 ? 100 : 0),
        };
    }

    private static OrderLine Line(Variant variant, int quantity, long discount = 0) => variant.Price * quantity - new Money(discount) is var total
        ? new OrderLine(variant.ProductId, variant.Id, variant.Sku, "Mug", null, null, quantity, variant.Price, new Money(discount), 2500, VatRule.Inside(total, 2500)) : null!;

    private static Order Place(string number, int day, params OrderLine[] lines) => Place(number, day, [], lines);

    private static Order Place(string number, int day, OrderReduction[] reductions, params OrderLine[] lines)
    {
        var goods = new Money(lines.Sum(l => l.Total.Minor));
        var delivery = new Money(500);
        var address = new Address("Kari", null, "Vei 1", null, "5003", "Bergen", null, "NO");
        return Order.Place(new OrderRequest(number, null, null, OrderChannel.Web, "kari@post.example", null, address, null, null, "EUR", lines, goods, new Money(lines.Sum(l => l.Discount.Minor)), delivery,
            VatRule.Inside(goods + delivery, 2500), goods + delivery, "home", 2500, null, null, Now.AddDays(day).AddMinutes(30), Actor.System, Reductions: reductions), Now.AddDays(day));
    }

    private static PaymentAttempt Attempt(Order order)
    {
        var attempt = PaymentAttempt.Start(order.Id, 1, "test", order.Total, "EUR", "/", order.PlacedAt);
        attempt.Opened($"pi_{order.Number}", null, PaymentAttemptState.RequiresPayment, order.PlacedAt);
        return attempt;
    }

    private static (PaymentAttempt Attempt, List<StockMovement> Movements) Pay(ShopDb db, Order order, int invoice)
    {
        var attempt = Attempt(order);
        attempt.Became(PaymentAttemptState.Succeeded, null, order.PlacedAt.AddMinutes(1));
        order.MarkPaid(order.Total, order.PlacedAt.AddMinutes(1), Actor.Gateway);
        order.Invoice(Invoices.Format(2026, invoice));
        return (attempt, [.. order.Lines.Select(l => new StockMovement { VariantId = l.VariantId!.Value, Kind = StockMovementKind.Sale, Quantity = -l.Quantity, SourceId = order.Id, At = order.PaidAt!.Value })]);
    }

    private static StockMovement Move(Variant variant, StockMovementKind kind, int quantity, Guid? source) =>
        new() { VariantId = variant.Id, Kind = kind, Quantity = quantity, SourceId = source, At = Now };
}
