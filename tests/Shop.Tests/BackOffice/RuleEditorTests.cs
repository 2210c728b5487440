using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Loyalty;

namespace Shop.Tests.BackOffice;

/// <summary>A draft of the club's rules as fields: everything there is to say can be typed, nothing typed is lost, and each fault stands at its field.</summary>
public sealed class RuleEditorTests : IDisposable
{
    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task What_is_saved_as_it_was_shown_stays_the_same_to_the_letter()
    {
        var shelf = Given.Category();
        await _shop.InDb(db => { db.Add(shelf); return db.SaveChangesAsync(); });
        var product = await _shop.InDb(db => Given.Product().In(shelf).Save(db, _shop.Clock.Now));
        var rules = FullRules.First with
        {
            Gifts = new GiftTerms(),
            Liability = new PointValue(100, 4_00),
            Spending = FullRules.First.Spending with { ExcludedProducts = [product.Id] },
            Earning = FullRules.First.Earning with
            {
                ExcludedCategories = [shelf.Id],
                Bonuses = [new BonusTerms { On = BonusOn.Product, Id = product.Id, ExtraBasisPoints = 12_50, Credits = true }, new BonusTerms { PointsEach = 3 }],
                Campaigns = [new CampaignTerms { Name = "May", From = At(5), Until = At(6), LowestTier = Tier.Silver, Priority = 3, Alone = true, MostPoints = 500, Bonuses = [new BonusTerms { On = BonusOn.Category, Id = shelf.Id, PointsEach = 2 }] }],
            },
        };
        Assert.Empty(RuleCheck.Problems(rules));
        var (staff, page) = await Draft(rules);
        Assert.Contains($"({product.Slug})", page.GetElementById("earning_bonuses_0__id")!.GetAttribute("value"), StringComparison.Ordinal);
        var saved = await staff.SubmitForPage(page.Form("#rule-sheet"), ("title", "The same, called otherwise"));
        Assert.Contains("nothing stands in the way", saved.Text("#good"), StringComparison.Ordinal);
        Assert.Equal(rules.ToJson(), await Content());
        Assert.Equal("Ingrid Solberg", await _shop.InDb(db => db.RuleSets.Where(r => r.State == RuleSetState.Draft).Select(r => r.ChangedBy).SingleAsync()));
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Rows_come_and_go_by_buttons_and_what_was_typed_stays()
    {
        var (staff, page) = await Draft(new ProgrammeRules());
        page = await Press(staff, page, "add:earning.campaigns", ("spending.minimum", "400"));
        page = await Press(staff, page, "add:earning.campaigns[0].bonuses", ("earning.campaigns[0].name", "Spring"));
        page = await Press(staff, page, "add:earning.deeds");
        page = await Press(staff, page, "add:earning.deeds", ("earning.deeds[0].points", "7"));
        page = await Press(staff, page, "remove:earning.deeds[0]", ("earning.deeds[1].deed", "Birthday"), ("earning.deeds[1].points", "9"));
        Assert.Equal(("400", "Spring", "9"), (Value(page, "spending_minimum"), Value(page, "earning_campaigns_0__name"), Value(page, "earning_deeds_0__points")));
        Assert.Null(page.GetElementById("earning_deeds_1__points"));
        Assert.Empty((await Read()).Earning.Deeds); // not saved yet

        await staff.SubmitForPage(page.Form("#rule-sheet"), ("earning.campaigns[0].from", "2027-03-01T00:00"), ("earning.campaigns[0].until", "2027-04-01T00:00"), ("earning.campaigns[0].bonuses[0].extraBasisPoints", "50"));
        var rules = await Read();
        Assert.Equal((400L, Deed.Birthday, 9L), (rules.Spending.Minimum, rules.Earning.Deeds.Single().Deed, rules.Earning.Deeds.Single().Points));
        var campaign = rules.Earning.Campaigns.Single();
        Assert.Equal(("Spring", new DateTime(2027, 2, 28, 23, 0, 0, DateTimeKind.Utc), new DateTime(2027, 3, 31, 22, 0, 0, DateTimeKind.Utc), 5_000), (campaign.Name, campaign.From, campaign.Until, campaign.Bonuses.Single().ExtraBasisPoints)); // the programme's midnights, either side of summer time
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Each_fault_stands_at_its_field_and_nothing_is_lost()
    {
        await _shop.InDb(db => Given.Product("Still mug").Save(db, _shop.Clock.Now));
        await _shop.InDb(db => Given.Product("Still bowl").Save(db, _shop.Clock.Now));
        var (staff, page) = await Draft(FullRules.First);
        page = await Press(staff, page, "add:earning.bonuses");
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#rule-sheet"), ("title", "Summer"), ("spending.minimum", "many"), ("ladder.tiers[1].benefits.percentOffBasisPoints", "3.001"),
            ("earning.bonuses[0].on", "Product"), ("earning.bonuses[0].id", "still"), ("expiry.warningDays", "soon"), ("gifts.step", "10"));
        Assert.Equal(("Enter a whole number.", "many"), (refused.Text("#spending_minimum-error"), Value(refused, "spending_minimum")));
        Assert.Contains("at most two decimals", refused.Text("#ladder_tiers_1__benefits_percentOffBasisPoints-error"), StringComparison.Ordinal);
        Assert.Contains("Which product? Still bowl", refused.Text("#earning_bonuses_0__id-error"), StringComparison.Ordinal);
        Assert.Contains("days with commas", refused.Text("#expiry_warningDays-error"), StringComparison.Ordinal);
        Assert.Equal("Enter a number.", refused.Text("#gifts_minimum-error")); // some of it, so all of it
        Assert.Equal("Summer", Value(refused, "title"));
        Assert.Equal(FullRules.First.ToJson(), await Content());

        var check = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, refused.Form("#rule-sheet"), ("do", "check"), ("spending.minimum", "150"), ("ladder.tiers[1].benefits.percentOffBasisPoints", "3"), ("earning.bonuses[0].id", "still mug"),
            ("earning.bonuses[0].pointsEach", "5"), ("expiry.warningDays", "60, 14"), ("gifts.step", ""), ("ladder.tiers[2].entry.credits", "100"));
        Assert.Contains("whole steps", check.Text("#spending_minimum-error"), StringComparison.Ordinal);
        Assert.Contains("more than the one below", check.Text("#ladder_tiers_2__entry_credits-error"), StringComparison.Ordinal); // about a group: at its first field
        Assert.Equal(FullRules.First.ToJson(), await Content());
        Assert.Contains("Still mug", (await staff.GetPage("/backoffice/club/names?on=Product&x=still")).QuerySelector("option[value*=mug]")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(_shop.Errors);
    }

    /// <summary>The whole way: fields, an order tried, a simulation, publication for tomorrow; the day comes, and only what is ordered from then on is judged by it.</summary>
    [Fact]
    public async Task What_is_published_for_tomorrow_judges_the_orders_of_tomorrow_and_no_others()
    {
        var (member, _) = await _shop.Member("buyer@example.com");
        var (staff, page) = await Draft(new ProgrammeRules());
        await Order(member, "R-1");
        page = await Press(staff, page, "add:earning.bonuses", ("earning.points.points", "2"));
        var tried = await staff.SubmitForPage(page.Form("#rule-sheet"), ("earning.bonuses[0].pointsEach", "5"), ("do", "try"));
        tried = await staff.SubmitForPage(tried.Form("form[action$='/try']"), ("Number", "R-1"));
        Assert.Equal(("205", "100"), (tried.QuerySelector("#tried strong")!.TextContent, tried.QuerySelectorAll("#tried strong")[1].TextContent));
        Assert.Contains("in truth it earned 100", tried.Text("#tried"), StringComparison.Ordinal);
        Assert.Contains("bonuses that always hold", tried.Text("main"), StringComparison.Ordinal);
        tried = await staff.SubmitForPage(tried.Form("form[action$='/try']"), ("Number", ""), ("Item[0]", "tea bowl"), ("Pieces[0]", "3"), ("Who", member.Number));
        Assert.Equal("615", tried.QuerySelector("#tried strong")!.TextContent); // 3 × 100.00 at two points, and five a piece
        var nobody = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, tried.Form("form[action$='/try']"), ("Who", "nobody@example.com"), ("Item[0]", "no such thing"));
        Assert.Contains("no product called", nobody.Text("#item-0-error"), StringComparison.Ordinal);
        Assert.Contains("No member", nobody.Text("#Who-error"), StringComparison.Ordinal);

        var draft = await staff.GetPage(page.Location.PathName);
        Assert.Contains("Points12", string.Concat(draft.QuerySelectorAll(".rule-changes tr")[2].TextContent.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
        await staff.SubmitForPage(draft.Form("#rule-sheet"), ("do", "simulate"));
        Assert.Equal(1, await _shop.With<RunSimulations, int>(r => r.Run(default)));
        Assert.Contains("€10.25", (await staff.GetPage($"{draft.Location.PathName}/simulation")).Text("main"), StringComparison.Ordinal); // what this year's points would cost
        var publish = await staff.GetPage($"{draft.Location.PathName}/publish");
        var tomorrow = TimeZoneInfo.ConvertTimeFromUtc(_shop.Clock.Now.AddDays(1), TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo")).ToString("yyyy-MM-ddT00:00", System.Globalization.CultureInfo.InvariantCulture);
        var list = await staff.SubmitForPage(publish.Form("form[action$='/publish']"), ("Form.From", tomorrow));
        Assert.Contains("Planned", list.Text("tbody"), StringComparison.Ordinal);

        await Order(member, "R-2");
        _shop.Clock.Advance(TimeSpan.FromDays(1));
        await Order(member, "R-3");
        var earned = await _shop.InDb(db => (from l in db.EarnedLines join o in db.Orders on l.OrderId equals o.Id orderby o.Number select l.Points).ToListAsync());
        Assert.Equal([100L, 100, 205], earned);
        Assert.Empty(_shop.Errors);
    }

    private async Task Order(Membership member, string number)
    {
        await _shop.InDb(async db =>
        {
            var product = await db.Products.Include(p => p.Variants).SingleOrDefaultAsync(p => p.Name == "Tea bowl") ?? await Given.Product("Tea bowl").Priced(100_00).Save(db, _shop.Clock.Now);
            var amount = new Money(100_00);
            var order = Shop.Ordering.Order.Place(new OrderRequest(number, member.CustomerId, null, OrderChannel.Phone, "someone@example.com", null, Given.Address(), null, null, "EUR",
                [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount, "home", 0, null, null, null, Actor.System), _shop.Clock.Now);
            order.MarkPaid(order.Due, _shop.Clock.Now, Actor.Gateway);
            db.Add(order);
            return await db.SaveChangesAsync();
        });
        await _shop.Tell();
    }

    private static DateTime At(int month) => new(2027, month, 1, 8, 0, 0, DateTimeKind.Utc);

    private static string? Value(IHtmlDocument page, string id) => page.GetElementById(id)!.GetAttribute("value");

    private static Task<IHtmlDocument> Press(Visitor staff, IHtmlDocument page, string button, params (string, string)[] typed) => staff.SubmitForPage(page.Form("#rule-sheet"), [.. typed, ("do", button)]);

    private async Task<(Visitor, IHtmlDocument)> Draft(ProgrammeRules rules)
    {
        await _shop.OpenClub();
        await _shop.Account("desk@example.com", Roles.Staff);
        var staff = await _shop.SignedIn("desk@example.com");
        var id = await _shop.InDb(async db =>
        {
            var draft = RuleSet.Draft(await db.Programmes.Select(p => p.Id).SingleAsync(), "Next", rules, _shop.Clock.Now);
            db.Add(draft);
            await db.SaveChangesAsync();
            return draft.Id;
        });
        return (staff, await staff.GetPage($"/backoffice/club/rules/{id}"));
    }

    private Task<string> Content() => _shop.InDb(db => db.RuleSets.Where(r => r.State == RuleSetState.Draft).Select(r => r.Content).SingleAsync());

    private async Task<ProgrammeRules> Read() => ProgrammeRules.FromJson(await Content());
}
