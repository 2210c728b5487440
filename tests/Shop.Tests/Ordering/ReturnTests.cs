using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

/// <summary>Sending things back: chosen, seen beforehand, answered, received, paid back to card and points, each exactly once.</summary>
public sealed class ReturnTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private const string Good = "4242 4242 4242 4242";

    [Fact]
    public async Task A_guest_sends_back_one_of_two_and_gets_what_was_said()
    {
        var product = await shop.Stock(Given.Product("Still mug").Priced(30_00).Stocked(5));
        var (visitor, order) = await Bought(product, 2);
        var page = await visitor.GetPage($"/orders/{order.Token}");
        page = await visitor.GetPage(page.QuerySelectorAll("a").OfType<IHtmlAnchorElement>().Single(a => a.Href.EndsWith("/returns/new", StringComparison.Ordinal)).PathName);

        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/returns/check']"));
        Assert.Contains("Choose what you want to send back", refused.Text(".error-summary"), StringComparison.Ordinal);
        refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/returns/check']"), ("Form.Pieces[0].Quantity", "1"));
        Assert.Contains("Choose why", refused.Text(".error-summary"), StringComparison.Ordinal);

        var check = await visitor.SubmitForPage(page.Form("form[action$='/returns/check']"), ("Form.Pieces[0].Quantity", "1"), ("Form.Pieces[0].Reason", "Damaged"), ("Form.Comment", "The rim is chipped"));
        Assert.Contains("€30.00", check.Text(".totals .grand"), StringComparison.Ordinal);
        var shown = await visitor.SubmitForPage(check.Form("form[action$='/returns']"));
        var number = $"R-{order.Number}-1";
        Assert.Contains(number, shown.Text("h1"), StringComparison.Ordinal);
        await shop.Settle();
        Assert.Contains(await shop.Mailbox(order.Email), m => m.Subject.Contains(number, StringComparison.Ordinal));

        var desk = await Staff();
        var office = await desk.SubmitForPage((await desk.GetPage($"/backoffice/returns/{number}")).Form("form[action$='/answer']"), ("Answer.Text", "We are sorry"));
        Assert.Contains("On its way to us", office.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("We are sorry", (await visitor.GetPage(shown.Location.PathName)).Text("main"), StringComparison.Ordinal);
        var look = office.Form("form[action$='/receive']");
        look.Action = $"/backoffice/returns/{number}/look";
        var looked = await desk.SubmitForPage(look);
        Assert.Contains("€30.00 goes back", looked.Text("[role=status].alert"), StringComparison.Ordinal);
        await desk.SubmitForPage(looked.Form("form[action$='/receive']"));
        await shop.Settle();

        var after = await Reload(order);
        Assert.Equal((new Money(30_00), PaymentState.PartlyRefunded, DeliveryState.Delivered, 1), (after.Refunded, after.Payment, after.DeliveryState, after.Lines[0].Returned));
        Assert.Equal(4, (await shop.Level(product)).OnHand);
        Assert.Contains("€30.00", (await visitor.GetPage(shown.Location.PathName)).Text(".summary-panel"), StringComparison.Ordinal);
        Assert.Equal(3, (await shop.Mailbox(order.Email)).Count(m => m.Subject.Contains(number, StringComparison.Ordinal)));
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task What_is_seen_beforehand_is_what_happens_to_money_points_and_tier()
    {
        var (member, visitor) = await shop.Member("back@example.com", 1000);
        var product = await shop.Stock(Given.Product("Pan").Priced(60_00).Stocked(5));
        var order = await Paid(visitor, product, 2, "1000");
        await Deliver(order);
        var before = await shop.PointsOf(member);
        Assert.Equal((0, (order.Goods - order.PaidWithPoints!.Value).Minor / 100), (before.Available, before.Pending));

        var preview = await shop.With<PreviewReturn, ReturnPreview>(p => p.Run(order.Id, new Dictionary<Guid, int> { [order.Lines[0].Id] = 1 }, default));
        Assert.Equal((before.Available, before.Pending, before.LastNumber), await Balance(member)); // looking changes nothing
        var page = await visitor.GetPage($"/account/orders/{order.Number}/returns/new");
        var check = await visitor.SubmitForPage(page.Form("form[action$='/returns/check']"), ("Form.Pieces[0].Quantity", "1"), ("Form.Pieces[0].Reason", "ChangedMind"));
        Assert.Contains($"{preview.Club!.GivenBack} points with which you paid come back to you", check.Text(".return-club"), StringComparison.Ordinal);
        var shown = await visitor.SubmitForPage(check.Form("form[action$='/returns']"));
        await Receive($"R-{order.Number}-1");

        var after = await shop.PointsOf(member);
        var made = await shop.InDb(db => db.Returns.AsNoTracking().SingleAsync(r => r.OrderId == order.Id));
        Assert.Equal((preview.Sums.Card, preview.Sums.Points, preview.Sums.Total), (made.Card, made.InPoints, made.Worth));
        Assert.Equal(preview.Sums.Card, (await Reload(order)).Refunded);
        Assert.Equal((preview.Club.GivenBack, before.Pending - preview.Club.TakenBack, preview.Club.Owed), (after.Available, after.Pending, after.Debt));
        Assert.Equal(preview.Club.TakenBack, preview.Club.WereWaiting);
        Assert.Contains(after.Journal, t => t.Kind == PointsMove.Revoked && t.Reason == $"Sent back with R-{order.Number}-1");
        Assert.Contains($"R-{order.Number}-1", shown.Text("h1"), StringComparison.Ordinal);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Everything_sent_back_gives_back_delivery_and_all_points_and_earns_nothing()
    {
        var (member, visitor) = await shop.Member("all-back@example.com", 1000);
        var order = await Paid(visitor, await shop.Stock(Given.Product("Tray").Priced(40_00).Stocked(5)), 1, "500");
        await Deliver(order);
        await Ask(order, 1);
        await Receive($"R-{order.Number}-1");

        var after = await Reload(order);
        var points = await shop.PointsOf(member);
        Assert.Equal((DeliveryState.Returned, PaymentState.Refunded, after.Captured), (after.DeliveryState, after.Payment, after.Refunded));
        Assert.Equal((1000, 0, 0), (points.Available, points.Pending, points.Debt));
        Assert.Equal(0, await shop.InDb(db => db.EarnedLines.Where(l => l.OrderId == order.Id).SumAsync(l => l.Points)));
    }

    [Fact]
    public async Task A_line_that_may_not_come_is_refused_with_a_reason_the_customer_reads()
    {
        var (visitor, order) = await Bought(await shop.Stock(Given.Product("Candle").Priced(20_00)), 1);
        await Ask(order, 1);
        var desk = await Staff();
        var number = $"R-{order.Number}-1";
        await desk.SubmitForPage((await desk.GetPage($"/backoffice/returns/{number}")).Form("form[action$='/answer']"), ("Answer.Lines[0].Because", "It was lit."));
        Assert.Contains("It was lit.", (await visitor.GetPage($"/orders/{order.Token}/returns/{number}")).Text("main"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleBroken>(() => Come(number));
        Assert.Equal(Money.Zero, (await Reload(order)).Refunded);
    }

    [Fact]
    public async Task Somebody_elses_order_and_a_return_of_another_order_are_not_there()
    {
        var (_, stranger) = await shop.Member("stranger@example.com");
        var (visitor, order) = await Bought(await shop.Stock(Given.Product("Bowl").Priced(20_00)), 1);
        var (_, other) = await Bought(await shop.Stock(Given.Product("Plate").Priced(20_00)), 1);
        await Ask(order, 1);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/account/orders/{order.Number}/returns/new")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/orders/{other.Token}/returns/R-{order.Number}-1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/orders/{new string('0', 32)}/returns/new")).StatusCode);
    }

    [Fact]
    public async Task Odd_forms_are_answered_and_change_nothing()
    {
        var (visitor, order) = await Bought(await shop.Stock(Given.Product("Cup").Priced(20_00)), 1);
        var (line, home) = (order.Lines[0].Id.ToString(), $"/orders/{order.Token}/returns");
        var page = await visitor.GetPage($"{home}/new");
        (string, string)[] twice = [("Form.Pieces[0].Line", line), ("Form.Pieces[0].Quantity", "1"), ("Form.Pieces[0].Reason", "Damaged"), ("Form.Pieces[1].Line", line), ("Form.Pieces[1].Quantity", "1")];
        (string, string)[] unknown = [("Form.Pieces[0].Line", Guid.NewGuid().ToString()), ("Form.Pieces[0].Quantity", "1"), ("Form.Pieces[0].Reason", "Damaged")];
        (string, string)[] negative = [("Form.Pieces[0].Line", line), ("Form.Pieces[0].Quantity", "-1"), ("Form.Pieces[0].Reason", "Damaged")];
        Assert.Equal(HttpStatusCode.OK, (await visitor.Post($"{home}/check", page, twice)).StatusCode);
        foreach (var odd in new[] { unknown, negative, [("Form.Pieces.index", "0")], [] })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Post($"{home}/check", page, odd)).StatusCode);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Post(home, page, odd)).StatusCode);
        }
        Assert.False(await shop.InDb(db => db.ReturnRequests.AnyAsync(r => r.OrderId == order.Id)));

        await Ask(order, 1);
        var number = $"R-{order.Number}-1";
        await shop.With<DecideReturn>(async d => await d.Answer(await IdOf(number), new Dictionary<Guid, string>(), null, Actor.System, default));
        var desk = await Staff();
        var office = await desk.GetPage($"/backoffice/returns/{number}");
        (string, string)[] stranger = [("Parcel.Lines[0].Line", Guid.NewGuid().ToString()), ("Parcel.Lines[0].Quantity", "1")];
        foreach (var odd in new[] { stranger, [("Parcel.Lines.index", "0")] })
            foreach (var step in new[] { "look", "receive" })
                Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Post($"/backoffice/returns/{number}/{step}", office, odd)).StatusCode);
        Assert.Equal(Money.Zero, (await Reload(order)).Refunded);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task What_came_back_before_somebody_joined_with_it_earns_nothing()
    {
        var (visitor, order) = await Bought(await shop.Stock(Given.Product("Dish").Priced(30_00).Stocked(5)), 3);
        await Ask(order, 2);
        await Receive($"R-{order.Number}-1");
        await shop.InDb(async db =>
        {
            (await db.Orders.SingleAsync(o => o.Id == order.Id)).AskForClub(order.PlacedAt.AddHours(1));
            return await db.SaveChangesAsync();
        });
        var (member, _) = await shop.Member("joins-later@example.com");
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await new EarnForOrder(db, new PointsLedger(db), new RuleBook(db), new StandMember(db, new RuleBook(db))).Run(order.Id, member.CustomerId, default);
            await transaction.CommitAsync();
            return 0;
        });
        Assert.Equal(30, (await shop.PointsOf(member)).Pending);
    }

    [Fact]
    public async Task Once_the_time_is_over_nothing_is_taken_and_it_is_said_why()
    {
        var (visitor, order) = await Bought(await shop.Stock(Given.Product("Vase").Priced(20_00)), 1);
        shop.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Contains("The time to send it back is over", (await visitor.GetPage($"/orders/{order.Token}/returns/new")).Text("main"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleBroken>(() => Ask(order, 1));
    }

    [Fact]
    public async Task Ten_at_the_same_parcel_take_it_back_once_and_ten_that_ask_for_the_last_piece_are_one()
    {
        await using var own = new ShopFactory(); // who is late is an error to the database's log
        await new ReturnTests(own).Race();
    }

    private async Task Race()
    {
        var (_, order) = await Bought(await shop.Stock(Given.Product("Jug").Priced(25_00).Stocked(3)), 1);
        var asked = await AllAtOnce(() => Ask(order, 1));
        Assert.Equal(1, asked);
        var number = $"R-{order.Number}-1";
        await shop.With<DecideReturn>(async d => await d.Answer(await IdOf(number), new Dictionary<Guid, string>(), null, Actor.System, default));
        Assert.Equal(1, await AllAtOnce(() => Come(number)));
        Assert.Equal((1, 1), (await shop.InDb(db => db.Returns.CountAsync(r => r.OrderId == order.Id)), (await Reload(order)).Lines[0].Returned));
        Assert.Equal((await Reload(order)).Captured, (await Reload(order)).Refunded);
    }

    private static async Task<int> AllAtOnce(Func<Task> what)
    {
        var done = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            try
            {
                await what();
                return 1;
            }
            catch (RuleBroken)
            {
                return 0;
            }
        })));
        return done.Sum();
    }

    private async Task<(Visitor Visitor, Order Order)> Bought(Shop.Catalog.Product product, int quantity)
    {
        var (visitor, review) = await shop.AtReview(product, quantity);
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good));
        var order = (await shop.LatestOrder())!;
        await Deliver(order);
        return (visitor, await Reload(order));
    }

    private async Task<Order> Paid(Visitor visitor, Shop.Catalog.Product product, int quantity, string points)
    {
        await visitor.Add(await visitor.GetPage("/track"), product, quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "member@example.com"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Points", points));
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(page), Good));
        return (await shop.LatestOrder())!;
    }

    private async Task Deliver(Order order)
    {
        await shop.Settle();
        await shop.With<ShipOrder>(s => s.Run(order.Id, "Posten", "T1", Actor.System, default));
        await shop.With<DeliverOrder>(d => d.Run(order.Id, Actor.System, default));
        await shop.Settle();
    }

    private Task Ask(Order order, int pieces) => shop.With<AskForReturn>(a => a.Run(order.Id, [new AskedPiece(order.Lines[0].Id, pieces, ReturnReason.ChangedMind)], null, default));

    private async Task Receive(string number)
    {
        await shop.With<DecideReturn>(async d => await d.Answer(await IdOf(number), new Dictionary<Guid, string>(), null, Actor.System, default));
        await Come(number);
        await shop.Settle();
    }

    private async Task Come(string number)
    {
        var request = await shop.InDb(db => db.ReturnRequests.AsNoTracking().SingleAsync(r => r.Number == number));
        await shop.With<ReceiveReturn>(r => r.Run(request.Id, request.Lines.ToDictionary(l => l.Id, l => new ReceivedPieces(l.Quantity, ReturnGrade.AsNew, true)), Actor.System, default));
    }

    private Task<Guid> IdOf(string number) => shop.InDb(db => db.ReturnRequests.Where(r => r.Number == number).Select(r => r.Id).SingleAsync());

    private Task<Order> Reload(Order order) => shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == order.Id));

    private async Task<(long, long, long)> Balance(Membership member)
    {
        var account = await shop.PointsOf(member);
        return (account.Available, account.Pending, account.LastNumber);
    }

    private async Task<Visitor> Staff()
    {
        if (!await shop.InDb(db => db.Set<User>().AnyAsync(u => u.Email == "returns-desk@example.com"))) await shop.Account("returns-desk@example.com", Roles.Staff);
        return await shop.SignedIn("returns-desk@example.com");
    }
}
