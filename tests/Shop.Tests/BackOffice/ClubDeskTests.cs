using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.BackOffice;

/// <summary>The club at the desk: founded, drafted, tried on what members really did, published once; and what it owes, to the point.</summary>
public sealed class ClubDeskTests : IDisposable
{
    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_shop_without_a_club_founds_one_and_opens_it_with_its_first_rules()
    {
        var staff = await Staff();
        Assert.Equal(HttpStatusCode.NotFound, (await _shop.Visitor().Get("/club")).StatusCode);
        var form = (await staff.GetPage("/backoffice/club")).Form("form[action$='/backoffice/club']");
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Name", "The Kiln"), ("Form.Zone", "Middle Earth"));
        Assert.Contains("is not a time zone", refused.Text("main"), StringComparison.Ordinal);

        var draft = await staff.SubmitForPage(form, ("Form.Name", "The Kiln"), ("Form.Zone", "Europe/Oslo"));
        Assert.Contains("nothing stands in the way", draft.Text("main"), StringComparison.Ordinal);
        Assert.Contains("nothing to compare it with", (await staff.GetPage($"{draft.Location.PathName}/simulation")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _shop.Visitor().Get("/club")).StatusCode); // a draft is no club

        var list = await staff.SubmitForPage((await staff.GetPage($"{draft.Location.PathName}/publish")).Form("form[action$='/publish']"));
        Assert.Contains("In force", list.Text("tbody"), StringComparison.Ordinal);
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("The Kiln", (await _shop.Visitor().GetPage("/club")).Text("h1"), StringComparison.Ordinal);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task A_draft_says_where_it_cannot_be_read_what_stands_in_the_way_and_what_it_would_change()
    {
        var (member, _) = await _shop.Member("gold@example.com");
        await Bought(member, 400);
        await Delivered("C-400");
        var staff = await Staff();
        var copy = await staff.SubmitForPage((await staff.GetPage("/backoffice/club")).Form("form[action$='/copy']"));

        var form = (await staff.GetPage($"{copy.Location.PathName}/text")).Form("form:has([name='Form.Content'])");
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Content", "{ \"earning\": { \"pointz\": 1 } }"));
        Assert.Contains("pointz", refused.Text("#Form_Content-error"), StringComparison.Ordinal);
        Assert.Contains("pointz", refused.GetElementById("Form_Content")!.TextContent, StringComparison.Ordinal); // what was typed stays

        var faulty = await staff.SubmitForPage(form, ("Form.Content", Rules(entry: -5).ToReadableJson()));
        Assert.Contains("This stands in the way", faulty.Text("#wrong"), StringComparison.Ordinal);
        Assert.Equal(faulty.Location.PathName, (await staff.GetPage($"{faulty.Location.PathName}/publish")).Location.PathName); // not to be published

        var good = await staff.SubmitForPage((await staff.GetPage($"{copy.Location.PathName}/text")).Form("form:has([name='Form.Content'])"), ("Form.Content", Rules(entry: 300).ToReadableJson()));
        var asked = await staff.SubmitForPage((await staff.GetPage($"{good.Location.PathName}/simulation")).Form("form[action$='/simulation']"));
        Assert.Contains("Waits to be worked out", asked.Text("#simulation"), StringComparison.Ordinal);
        Assert.Equal(1, await _shop.With<RunSimulations, int>(r => r.Run(default)));
        var simulation = await staff.GetPage($"{good.Location.PathName}/simulation");
        Assert.Contains("1 would have another tier", simulation.Text(".office-figures"), StringComparison.Ordinal);
        Assert.Contains("Member → Silver", simulation.Text("main"), StringComparison.Ordinal);
        Assert.Equal(Tier.Member, (await _shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync())).Tier); // nothing was written

        var publish = await staff.GetPage($"{good.Location.PathName}/publish");
        Assert.Contains("Silver", publish.Text(".rule-changes"), StringComparison.Ordinal);
        var past = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, publish.Form("form[action$='/publish']"), ("Form.From", "2020-01-01T00:00"));
        Assert.Contains("Rules begin now or later", past.Text("#Form_From-error"), StringComparison.Ordinal);
        var list = await staff.SubmitForPage(past.Form("form[action$='/publish']"), ("Form.From", "2026-12-01T00:00"));
        Assert.Contains("Planned", list.Text("tbody"), StringComparison.Ordinal);
        Assert.Null((await staff.GetPage(good.Location.PathName)).QuerySelector("#rule-sheet")); // for ever as it is
        Assert.Contains("To reach it: Credits 300", (await staff.GetPage(good.Location.PathName)).Text("main"), StringComparison.Ordinal);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Two_at_one_draft_do_not_write_over_each_other()
    {
        var staff = await Staff();
        await _shop.OpenClub();
        var copy = await staff.SubmitForPage((await staff.GetPage("/backoffice/club")).Form("form[action$='/copy']"));
        var (fields, text) = (copy.Form("#rule-sheet"), (await staff.GetPage($"{copy.Location.PathName}/text")).Form("form:has([name='Form.Content'])"));
        await staff.SubmitForPage(fields, ("title", "Mine"));
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, text, ("Form.Name", "Theirs"));
        Assert.Contains("changed this draft since you opened it", refused.Text("#Form_Content-error"), StringComparison.Ordinal);

        var other = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, fields, ("title", "Theirs"), ("spending.minimum", "300"));
        Assert.Contains("300", other.Text(".rule-changes"), StringComparison.Ordinal); // what differs, old and new
        Assert.Equal("300", other.GetElementById("spending_minimum")!.GetAttribute("value"));
        Assert.Equal("Mine", await _shop.InDb(db => db.RuleSets.Where(r => r.State == RuleSetState.Draft).Select(r => r.Name).SingleAsync()));
        await staff.SubmitForPage(other.Form("#rule-sheet"), ("title", "Ours")); // told once, it may be put over the other
        Assert.Equal((300L, "Ours"), await _shop.InDb(async db => (await db.RuleSets.AsNoTracking().SingleAsync(r => r.State == RuleSetState.Draft)) is var draft ? (draft.Rules.Spending.Minimum, draft.Name) : default));
    }

    [Fact]
    public async Task What_is_owed_is_what_the_journal_says()
    {
        var staff = await Staff();
        var (member, _) = await _shop.Member("owed@example.com", 500);
        await Bought(member, 120);
        var owed = (await _shop.With<PointsOnTheBooks, PointsOwed?>(b => b.Read(default)))!;
        Assert.Equal((620, 620, 120L), (owed.Outstanding, owed.ByJournal, owed.Pending));
        Assert.Equal([500L], owed.Months.Select(m => m.Points));
        Assert.Null(owed.Breakage);
        Assert.Equal([(PointsMove.Earned, 120L), (PointsMove.Granted, 500L)], owed.Movements.Select(m => (m.Kind, m.Points)));
        var page = await staff.GetPage("/backoffice/club/points");
        Assert.Contains("the same, to the point", page.Text(".office-figures"), StringComparison.Ordinal);
        Assert.Equal("620", page.Text("tfoot td[data-label=Points]"));

        _shop.Clock.Advance(TimeSpan.FromDays(301));
        await _shop.RunJob<ExpirePoints>();
        owed = (await _shop.With<PointsOnTheBooks, PointsOwed?>(b => b.Read(default)))!;
        Assert.Equal((120, 120, 1m), (owed.Outstanding, owed.ByJournal, owed.Breakage));

        staff = await _shop.SignedIn("desk@example.com"); // it is ten months later
        // As it stood then: at the end of that month, whatever came later.
        var month = Period.LocalDay(TestClock.Opening, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo")).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var then = await staff.GetPage($"/backoffice/club/points?month={month}");
        Assert.Equal("620", then.Text("tfoot td[data-label=Points]"));
        Assert.Contains("the same, to the point", then.Text(".office-figures"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get($"/backoffice/club/points/file?month={month}")).StatusCode); // staff read it, and take nothing out
        await _shop.Account("boss@example.com", Roles.Administrator);
        var file = await (await (await _shop.SignedIn("boss@example.com")).Get($"/backoffice/club/points/file?month={month}")).Content.ReadAsStringAsync();
        Assert.Contains("outstanding,,pending,120,600", file, StringComparison.Ordinal);
        Assert.Contains("outstanding,,total,620,3100", file, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Forbidden), ((await _shop.Visitor().Get("/backoffice/club/points")).StatusCode, (await (await Customer()).Get("/backoffice/club/points")).StatusCode));
    }

    private async Task<Visitor> Staff()
    {
        await _shop.Account("desk@example.com", Roles.Staff);
        return await _shop.SignedIn("desk@example.com");
    }

    private async Task<Visitor> Customer()
    {
        await _shop.Account("customer@example.com");
        return await _shop.SignedIn("customer@example.com");
    }

    private async Task Bought(Membership member, long euro)
    {
        await _shop.InDb(async db =>
        {
            var (product, amount) = (await Given.Product().Priced(euro * 100).Stocked(5).Save(db, _shop.Clock.Now), new Money(euro * 100));
            var order = Order.Place(new OrderRequest($"C-{euro}", member.CustomerId, null, OrderChannel.Phone, "someone@example.com", null, Given.Address(), null, null, "EUR",
                [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount, "home", 0, null, null, null, Actor.System), _shop.Clock.Now);
            order.MarkPaid(order.Due, _shop.Clock.Now, Actor.Gateway);
            db.Add(order);
            await db.SaveChangesAsync();
            return order.Id;
        });
        await _shop.Tell();
    }

    // Nobody told the club yet: in the journal the points still wait, but the simulation sees that they are due.
    private async Task Delivered(string number)
    {
        await _shop.InDb(async db =>
        {
            var order = await db.Orders.SingleAsync(o => o.Number == number);
            order.MarkPacked(_shop.Clock.Now, Actor.System);
            order.MarkShipped(_shop.Clock.Now, Actor.System, "On its way");
            order.MarkDelivered(_shop.Clock.Now, Actor.System);
            return await db.SaveChangesAsync();
        });
        _shop.Clock.Advance(TimeSpan.FromDays(40));
    }

    private static ProgrammeRules Rules(long entry) => new()
    {
        Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member" }, new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = entry } }] },
    };
}
