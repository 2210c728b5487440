using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Tests.Loyalty;
using Shop.Tests.Ordering;

namespace Shop.Tests.Members;

/// <summary>A club that calls its points embers and its tiers Spark, Flame, Blaze and Sun: nobody outside the back office reads another word for them.</summary>
public sealed partial class ClubWordTests(ClubWordTests.EmberShop shop) : IClassFixture<ClubWordTests.EmberShop>, IAsyncLifetime
{
    private const string Good = "4242 4242 4242 4242";

    private static readonly Dictionary<Tier, string> Names = new() { [Tier.Member] = "Spark", [Tier.Silver] = "Flame", [Tier.Gold] = "Blaze", [Tier.Vip] = "Sun" };

    private static readonly ProgrammeRules Rules = FullRules.First with
    {
        Ladder = FullRules.First.Ladder with { Tiers = [.. FullRules.First.Ladder.Tiers.Select(t => t with { Name = Names[t.Tier] })] },
        Gifts = new GiftTerms { Minimum = 50, Step = 10, PerDay = 500 },
    };

    private static readonly string[] Rooms = ["", "/rewards", "/vouchers", "/statement", "/statement?kind=Expired", "/statement/print", "/tier", "/plan", "/plan?amount=120", "/friends", "/card", "/gift", "/household", "/leave"];

    public sealed class EmberShop : ShopFactory;

    public Task InitializeAsync() => shop.OpenClub(Rules, "ember", "embers");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_guest_reads_them_from_the_first_page_to_the_order()
    {
        var (inviter, _) = await shop.Member("inviter@example.org");
        var code = await shop.With<ReadReferrals, string>(r => r.CodeOf(inviter.Id, default));
        await shop.Reward(shop.Clock.TenOff("Ten off for guests to see") with { LowestTier = Tier.Gold });
        var bowl = await shop.Stock(Given.Product("Clay bowl").Priced(60_00).Stocked(9));
        await shop.Tell();
        var guest = shop.Visitor();
        foreach (var path in new[] { "/club", "/club/panel", "/shop", $"/p/{bowl.Slug}", "/account/register?join=true", $"/club/invited/{code}" }) Listen(await guest.GetPage(path));
        foreach (var path in new[] { "/", "/help", "/cookies", "/account/sign-in" }) Listen(await guest.GetPage(path), says: false);

        var (visitor, review) = await shop.AtReview(bowl, email: "guest@example.org");
        Listen(await visitor.GetPage("/cart"));
        Listen(review);
        await visitor.Follow(await visitor.PayWith(await visitor.Submit(review.Form("form[action$='/checkout/pay']"), ("Join", "true")), Good));
        await shop.Tell();
        Listen(await visitor.GetPage($"/orders/{(await shop.LatestOrder())!.Token}"));
        Listen(await Mails("guest@example.org"));
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Who_joins_reads_them_before_and_after()
    {
        await shop.Account("joins@example.org");
        var visitor = await shop.SignedIn("joins@example.org");
        foreach (var path in new[] { "/account", "/account/club" }) Listen(await visitor.GetPage(path));
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(await visitor.SubmitForPage((await AtPayment(visitor)).Form("form[action$='/checkout/payment']"))), Good));
        await shop.Tell();
        Listen(await visitor.GetPage($"/account/orders/{(await shop.LatestOrder())!.Number}"));

        Listen(await visitor.SubmitForPage((await visitor.GetPage("/account/club")).Form(".club-join")));
        await shop.Tell();
        foreach (var room in Rooms) Listen(await visitor.GetPage("/account/club" + room));
        foreach (var path in new[] { "/", "/club", "/club/panel", "/account", "/account/orders" }) Listen(await visitor.GetPage(path));
        Assert.Equal("Spark 50 embers in The Kiln", (await visitor.GetPage("/")).QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"));
        Listen(await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/account/club/household")).Form("form[action$='/club/household']"), ("Form.Name", "")));
        var mails = await Mails("joins@example.org");
        Assert.Contains(mails, m => m.Template == "club-welcome" && m.Text.Contains("50 embers are yours", StringComparison.Ordinal) && m.Text.Contains("1 ember for each", StringComparison.Ordinal));
        Listen(mails);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task A_member_reads_them_in_each_room_at_the_checkout_with_each_refusal_and_in_every_letter()
    {
        var (member, visitor) = await shop.Member("solveig@example.org", 5_000);
        var (friend, theirs) = await shop.Member("odd@example.org", 100);
        await shop.InDb(async db =>
        {
            var customer = await db.Customers.SingleAsync(c => c.Id == member.CustomerId);
            customer.CelebrateOn(6, 20);
            customer.AgreeToMarketing(shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        var order = await Buys(visitor);
        await SendsBack(visitor, order);
        await Rises(member);
        await Takes(visitor);
        await Gives(visitor, friend, theirs);
        foreach (var entry in (await shop.PointsOf(member)).Journal) Listen(await visitor.GetPage($"/account/club/statement/{entry.Number}"));
        await Shares(visitor, friend, theirs);
        foreach (var room in Rooms) Listen(await visitor.GetPage("/account/club" + room));
        foreach (var room in new[] { "", "/statement", "/statement?account=own", "/leave" }) Listen(await theirs.GetPage("/account/club" + room));
        var file = await (await visitor.Get("/account/club/statement/points.csv")).Content.ReadAsStringAsync();
        Assert.Contains("\"Embers\"", file.Split('\n')[0], StringComparison.Ordinal);
        Hear(file, "the file of the statement");

        await GrowsOld(member);
        var mails = await Mails("solveig@example.org");
        Assert.Superset(new HashSet<string> { "points-released", "tier-changed", "tier-ending", "points-ending", "club-statement", "club-birthday", "club-anniversary" }, mails.Select(m => m.Template).ToHashSet());
        Assert.Contains(await Mails("odd@example.org"), m => m.Template == "points-given" && m.Subject.EndsWith("gave you 120 embers", StringComparison.Ordinal));
        var ordered = (await Mails("member@example.com")).Where(m => m.Text.Contains(order.Number, StringComparison.Ordinal)).ToList();
        Assert.Contains(ordered, m => m.Template == "order-confirmed" && m.Text.Contains("Paid with 300 embers", StringComparison.Ordinal));
        Assert.Contains(ordered, m => m.Template == "return-finished" && m.Text.Contains("comes back in embers", StringComparison.Ordinal));
        Listen([.. mails, .. await Mails("odd@example.org"), .. ordered]);
        Assert.All(await shop.InDb(db => db.TierChanges.Where(c => c.MemberId == member.Id).Select(c => c.Reason).ToListAsync()), reason => Hear(reason, "the reason of a tier"));
        Assert.Empty(shop.Errors);
    }

    private async Task<Order> Buys(Visitor visitor)
    {
        var page = await AtPayment(visitor);
        Listen(page);
        foreach (var typed in new[] { "abc", "150", "9000", "50" })
            Listen(await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/checkout/payment']"), ("Payment.Points", typed)));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Use", "all"));
        Assert.Contains("embers pay", page.Text(".points-tender"), StringComparison.Ordinal);
        Listen(page);
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Use", "none"));
        Listen(await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"))); // the review offers them
        var review = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Points", "300"));
        Listen(review);
        var pressed = await visitor.Pay(review);
        Listen(await visitor.GetPage("/account/club")); // set aside
        await visitor.Follow(await visitor.PayWith(pressed, Good));
        var order = (await shop.LatestOrder())!;
        Listen(await visitor.GetPage($"/account/orders/{order.Number}"));
        Listen(await visitor.GetPage("/account/club")); // being counted
        await shop.Tell();
        await shop.With<ShipOrder>(s => s.Run(order.Id, "Posten", "T1", Actor.System, default));
        await shop.With<DeliverOrder>(d => d.Run(order.Id, Actor.System, default));
        await shop.Tell();
        foreach (var path in new[] { "", "/invoice" }) Listen(await visitor.GetPage($"/account/orders/{order.Number}{path}"));
        return order;
    }

    private async Task SendsBack(Visitor visitor, Order order)
    {
        var form = (await visitor.GetPage($"/account/orders/{order.Number}/returns/new")).Form("form[action$='/returns/check']");
        var check = await visitor.SubmitForPage(form, ("Form.Pieces[0].Quantity", "1"), ("Form.Pieces[0].Reason", "ChangedMind"));
        Assert.Contains("embers with which you paid come back", check.Text(".return-club"), StringComparison.Ordinal);
        Listen(check);
        var shown = await visitor.SubmitForPage(check.Form("form[action$='/returns']"));
        var request = await shop.InDb(db => db.ReturnRequests.AsNoTracking().SingleAsync(r => r.Number == $"R-{order.Number}-1"));
        await shop.With<DecideReturn>(async d => await d.Answer(request.Id, new Dictionary<Guid, string>(), null, Actor.System, default));
        await shop.With<ReceiveReturn>(r => r.Run(request.Id, request.Lines.ToDictionary(l => l.Id, l => new ReceivedPieces(l.Quantity, ReturnGrade.AsNew, true)), Actor.System, default));
        await shop.Tell();
        Listen(await visitor.GetPage(shown.Location.PathName));
        Listen(await visitor.GetPage($"/account/orders/{order.Number}"));
    }

    // By an order of before, and then because it was lent.
    private async Task Rises(Membership member)
    {
        await shop.InDb(async db =>
        {
            var rules = await db.RuleSets.Select(r => r.Id).SingleAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await new PointsLedger(db).Open(member.AccountId, default);
            var before = await db.Orders.Where(o => o.CustomerId == member.CustomerId).Select(o => o.Id).SingleAsync();
            var lot = account.Earn(new Entry("test:rises:earned", member.Id, shop.Clock.Now, Actor.System, OrderId: before, RuleSetId: rules), 310, 310)!;
            account.MakeDue(new Entry("test:rises:due", member.Id, shop.Clock.Now, Actor.System, OrderId: before), lot, shop.Clock.Now);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await shop.RunJob<ReleaseDuePoints>();
        await shop.Tell();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.InDb(async db =>
        {
            db.Add(LentTier.Of(member.Id, Tier.Gold, shop.Clock.Now, shop.Clock.Now.AddDays(90), GrantKind.Invitation, "it was given", Actor.System));
            return await db.SaveChangesAsync();
        });
        await shop.With<StandMember>(async stand => await stand.Run(member.Id, shop.Clock.Now, default));
        await shop.Tell();
    }

    private async Task Takes(Visitor visitor)
    {
        var ten = await shop.Reward(shop.Clock.TenOff("Ten off"));
        var dear = await shop.Reward(shop.Clock.TenOff("Too dear") with { Cost = 100_000 });
        await shop.Reward(shop.Clock.TenOff("For few") with { LowestTier = Tier.Vip });
        Listen(await visitor.GetPage($"/account/club/rewards/{dear}"));
        var page = await visitor.GetPage($"/account/club/rewards/{ten}");
        Listen(page);
        foreach (var (reward, cost) in new[] { (dear, "100000"), (ten, "1") })
            Listen(await visitor.Read(await visitor.Post($"/account/club/rewards/{reward}", page, ("once", Guid.NewGuid().ToString()), ("cost", cost)), HttpStatusCode.UnprocessableEntity));
        Listen(await visitor.Take(ten));
    }

    private static async Task Gives(Visitor visitor, Membership friend, Visitor theirs)
    {
        var page = await visitor.GetPage("/account/club/gift");
        var form = page.Form("form[action$='/club/gift']");
        foreach (var typed in new[] { "", "abc", "40", "55", "2000" }) Listen(await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, Typed(typed)));
        var question = await visitor.SubmitForPage(form, Typed("120"));
        Listen(question);
        Listen(await visitor.SubmitForPage(question.Form("form[action$='/gift/send']")));
        foreach (var room in new[] { "", "/statement", "/statement/1", "/statement/2" }) Listen(await theirs.GetPage("/account/club" + room));

        (string, string)[] Typed(string points) => [("Form.Number", friend.Number), ("Form.LastName", "Solberg"), ("Form.Points", points)];
    }

    private static async Task Shares(Visitor visitor, Membership friend, Visitor theirs)
    {
        const string home = "/account/club/household";
        await visitor.SubmitForPage((await visitor.GetPage(home)).Form("form[action$='/club/household']"), ("Form.Name", "Nordnesgaten 11"));
        Listen(await visitor.SubmitForPage((await visitor.GetPage(home)).Form("form[action$='/invitations']"), ("Form.Number", friend.Number), ("Form.LastName", "Solberg")));
        Listen(await visitor.GetPage((await visitor.GetPage(home)).QuerySelector("a[href$='/remove']")!.GetAttribute("href")!));
        foreach (var path in new[] { "/account/club", home }) Listen(await theirs.GetPage(path)); // invited
        Listen(await theirs.SubmitForPage((await theirs.GetPage(home)).Form("form[action$='/accept']")));
        Listen(await visitor.SubmitForPage((await visitor.GetPage(home)).Form("form[action*='/household/members/']")));
        Listen(await visitor.GetPage((await visitor.GetPage(home)).QuerySelector("a[href$='/remove']")!.GetAttribute("href")!));
        foreach (var reader in new[] { visitor, theirs }) Listen(await reader.GetPage(home + "/leave"));
    }

    // A birthday, a month, the end of points and tier, and a year in the club.
    private async Task GrowsOld(Membership member)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
        var now = await Now();
        Assert.Equal(Tier.Gold, now.Tier);
        var until = now.TierValidUntil!.Value;
        var ends = (await shop.PointsOf(now)).Lots.Where(l => l.Remaining > 0 && l.ExpiresAt is not null).Min(l => l.ExpiresAt)!.Value;
        DateTime[] days = [new(2026, 6, 20, 8, 0, 0, DateTimeKind.Utc), new(2026, 7, 2, 8, 0, 0, DateTimeKind.Utc), until.AddDays(-58), Expiries.WarningAt(ends, 60, zone), member.JoinedAt.AddYears(1).AddHours(1), until.AddDays(40)];
        foreach (var day in days.Order())
        {
            shop.Clock.Now = day;
            await shop.RunJob<ExpirePoints>();
            await shop.RunJob<EndTiers>();
            await shop.RunJob<TellMembers>();
            await shop.RunJob<KeepDays>();
            await shop.Tell();
        }

        Task<Membership> Now() => shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));
    }

    private async Task<IHtmlDocument> AtPayment(Visitor visitor)
    {
        await visitor.Add(await visitor.GetPage("/track"), await shop.Stock(Given.Product("Clay jug").Priced(60_00).Stocked(9)));
        Listen(await visitor.GetPage("/cart"));
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "member@example.com"));
        return await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
    }

    private Task<List<OutgoingMail>> Mails(string to) => shop.Mailbox(to);

    private static void Listen(IEnumerable<OutgoingMail> mails)
    {
        foreach (var mail in mails) Hear($"{mail.Subject}\n{mail.Text}", mail.Template);
    }

    /// <summary>Reads a page as people do: its texts, its title, and what its attributes say aloud or a script will say.</summary>
    /// <param name="says">Whether this page speaks of the club at all.</param>
    private static void Listen(IHtmlDocument page, bool says = true)
    {
        List<string> texts = [.. page.Descendants<IText>().Where(t => t.ParentElement is not null and not IHtmlScriptElement and not IHtmlStyleElement && !(t.ParentElement.LocalName == "dt" && t.Text.Trim() == "Member")).Select(t => t.Text)];
        foreach (var element in page.All)
            texts.AddRange(Spoken.Select(name => element.GetAttribute(name)).OfType<string>());
        foreach (var text in texts) Hear(text, page.DocumentUri);
        if (says) Assert.True(texts.Any(t => Ours().IsMatch(t)), $"{page.DocumentUri} says nothing of embers.");
    }

    private static void Hear(string text, string where)
    {
        var foreign = Foreign().Match(text);
        Assert.False(foreign.Success, $"{where} says “{foreign.Value}”: {text.Trim()}");
    }

    private static readonly string[] Spoken = ["aria-label", "aria-valuetext", "aria-description", "title", "alt", "placeholder", "content", "label", "data-label", "data-busy-text", "data-one", "data-many", "data-first", "data-share-title"];

    [GeneratedRegex(@"\b[Ee]mbers?\b")] private static partial Regex Ours();

    // A pick-up point is a place. “Member” is a person too: only where a tier stands is it one.
    [GeneratedRegex(@"(?<!\b[Pp]ick-up )\b[Pp]oints?\b|\b(Silver|Gold|Vip|VIP)\b|^\s*Member\s*$|\b(are|is|am I|become|becomes|as|to|Tier|Keep) Member\b")] private static partial Regex Foreign();
}
