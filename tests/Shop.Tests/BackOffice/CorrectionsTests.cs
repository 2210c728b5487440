using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Tests.Loyalty;

namespace Shop.Tests.BackOffice;

/// <summary>Staff give and take points, let them live longer and lend tiers: seen before, once, and beyond their limit by two people.</summary>
public sealed class CorrectionsTests(ShopFactory shop) : IClassFixture<ShopFactory>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.OpenClub(FullRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_lies_within_the_limit_is_seen_then_done_once_however_often_it_is_sent()
    {
        var staff = await Signed("giver@example.org");
        var (member, visitor) = await shop.Member("lucky@example.org", 100);
        var found = await staff.GetPage($"/backoffice/corrections/new?q={member.Number}");
        var page = await staff.GetPage(found.QuerySelector(".list-group a")!.GetAttribute("href")!);

        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.HowMany", "a few"), ("Form.Words", " "), ("Form.Note", "kept"));
        Assert.Contains("“Points”: enter a whole number", bad.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Contains("“Why”: enter 1 to 200", bad.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("kept", bad.Text("[name='Form.Note']").Trim());

        var seen = await staff.Read(await staff.Submit(bad.Form("main form"), ("Form.HowMany", "250"), ("Form.Words", "A late parcel")), HttpStatusCode.OK);
        Assert.Contains("100 → 350", seen.Text(".promotion-question"), StringComparison.Ordinal);
        Assert.Equal(100, (await shop.PointsOf(member)).Available); // only looked
        Assert.Empty(await shop.InDb(db => db.Corrections.Where(c => c.MemberId == member.Id).ToListAsync()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => staff.Submit(seen.Form("main form"), ("Form.Sure", "true"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        var other = await staff.Read(await staff.Submit(seen.Form("main form"), ("Form.HowMany", "450"), ("Form.Sure", "true")), HttpStatusCode.OK); // not what was seen
        Assert.Contains("350 → 800", other.Text(".promotion-question"), StringComparison.Ordinal);
        Assert.Contains("sent before", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, other.Form("main form"), ("Form.Sure", "true"))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(350, (await shop.PointsOf(member)).Available);
        var done = Assert.Single(await shop.InDb(db => db.Corrections.AsNoTracking().Where(c => c.MemberId == member.Id).ToListAsync()));
        Assert.Equal((CorrectionState.Done, 250L, (string?)null, "kept"), (done.State, done.Points, done.Beyond, done.Note));
        var statement = (await visitor.GetPage("/account/club/statement")).Text(".club-statement");
        Assert.Contains("A late parcel", statement, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", statement, StringComparison.Ordinal);

        page = await staff.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}&wish=Take");
        bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.HowMany", "351"), ("Form.Words", "Too many"));
        Assert.Contains("They can spend 350 points", bad.Text(".error-summary"), StringComparison.Ordinal);
        await Do(staff, bad.Form("main form"), ("Form.HowMany", "50"));
        Assert.Equal(300, (await shop.PointsOf(member)).Available);
    }

    [Fact]
    public async Task What_goes_beyond_it_waits_until_somebody_else_agrees()
    {
        var (asker, second) = (await Signed("asker@example.org"), await Signed("second@example.org"));
        var (member, _) = await shop.Member("big@example.org");
        var asked = await Do(asker, (await asker.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}")).Form("main form"), ("Form.HowMany", "5,000"), ("Form.Words", "Our apology"));
        Assert.Contains("You asked for it: a second person has to agree", asked.Text("main"), StringComparison.Ordinal);
        var waiting = await shop.InDb(db => db.Corrections.AsNoTracking().SingleAsync(c => c.MemberId == member.Id));
        Assert.Equal((CorrectionState.Waiting, 0L), (waiting.State, (await shop.PointsOf(member)).Available));
        Assert.Contains("at most 500 points a day alone", waiting.Beyond!, StringComparison.Ordinal);

        var agree = $"/backoffice/corrections/{waiting.Id}/agree";
        Assert.Contains("a second person has to agree", (await asker.Read(await asker.Post(agree, asked), HttpStatusCode.UnprocessableEntity)).Text(".error-summary"), StringComparison.Ordinal);
        var page = await second.GetPage((await second.GetPage("/backoffice/corrections")).QuerySelector("tbody a")!.GetAttribute("href")!);
        var refuse = page.Form("main form");
        refuse.Action = refuse.QuerySelector("[formaction]")!.GetAttribute("formaction")!;
        Assert.Contains("Write why not", (await second.SubmitExpecting(HttpStatusCode.UnprocessableEntity, refuse)).Text(".error-summary"), StringComparison.Ordinal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => second.Post(agree, page)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.SeeOther);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.UnprocessableEntity));
        Assert.Equal(5_000, (await shop.PointsOf(member)).Available);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task A_day_has_one_limit_however_many_windows_are_open()
    {
        var staff = await Signed("windows@example.org");
        var members = new List<Membership>();
        for (var i = 0; i < 4; i++) members.Add((await shop.Member($"window{i}@example.org")).Member);
        var forms = new List<AngleSharp.Html.Dom.IHtmlFormElement>();
        foreach (var member in members) forms.Add((await staff.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}")).Form("main form"));
        var seen = new List<AngleSharp.Html.Dom.IHtmlFormElement>();
        foreach (var form in forms) seen.Add((await staff.Read(await staff.Submit(form, ("Form.HowMany", "200"), ("Form.Words", "Kindness")), HttpStatusCode.OK)).Form("main form"));
        await Task.WhenAll(seen.Select(f => staff.Submit(f, ("Form.Sure", "true"))));

        var (states, ids) = (new List<CorrectionState>(), members.Select(m => m.Id).ToList());
        states.AddRange(await shop.InDb(db => db.Corrections.Where(c => ids.Contains(c.MemberId)).Select(c => c.State).ToListAsync()));
        Assert.Equal((2, 2), (states.Count(s => s == CorrectionState.Done), states.Count(s => s == CorrectionState.Waiting)));

        var mine = await shop.InDb(db => db.Corrections.AsNoTracking().FirstAsync(c => ids.Contains(c.MemberId) && c.State == CorrectionState.Waiting));
        var other = await Signed("other@example.org");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.Post($"/backoffice/corrections/{mine.Id}/withdraw", await other.GetPage("/backoffice"))).StatusCode);
        await staff.Post($"/backoffice/corrections/{mine.Id}/withdraw", await staff.GetPage("/backoffice"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.Post($"/backoffice/corrections/{mine.Id}/agree", await other.GetPage("/backoffice"))).StatusCode); // too late
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Points_live_longer_and_tiers_are_lent_for_a_while()
    {
        var (staff, second) = (await Signed("lender@example.org"), await Signed("agrees@example.org"));
        var (member, visitor) = await shop.Member("ending@example.org", 300);
        var ends = (await shop.InDb(db => db.PointsLots.AsNoTracking().SingleAsync(l => l.AccountId == member.AccountId))).ExpiresAt!.Value;
        var page = await staff.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}&wish=Extend");
        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.EndingUntil", "soon"), ("Form.Until", "2020-01-01"), ("Form.Words", "You were ill"));
        Assert.Contains("“Ending until”: enter a day", bad.Text(".error-summary"), StringComparison.Ordinal);
        await Do(staff, bad.Form("main form"), ("Form.EndingUntil", Day(ends)), ("Form.Until", Day(ends.AddMonths(6))));
        Assert.True((await shop.InDb(db => db.PointsLots.AsNoTracking().SingleAsync(l => l.AccountId == member.AccountId))).ExpiresAt > ends.AddMonths(5));

        page = await staff.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}&wish=Lend");
        bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.Tier", "Gold"), ("Form.Until", Day(shop.Clock.Now.AddMonths(3))), ("Form.Grant", "StatusMatch"), ("Form.Words", "Welcome from elsewhere"));
        Assert.Contains("“Note”: write what was shown", bad.Text(".error-summary"), StringComparison.Ordinal);
        await Do(staff, bad.Form("main form"), ("Form.Note", "Their card, seen at the counter"));
        Assert.Equal(Tier.Member, (await shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id))).Tier); // nobody lends a tier alone unless their role says so
        var waiting = await shop.InDb(db => db.Corrections.SingleAsync(c => c.MemberId == member.Id && c.State == CorrectionState.Waiting));
        await second.SubmitForPage((await second.GetPage($"/backoffice/corrections/{waiting.Id}")).Form("main form"));
        var lent = await shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));
        Assert.Equal(Tier.Gold, lent.Tier);
        Assert.Contains("Welcome from elsewhere", (await visitor.GetPage("/account/club/tier")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_belong_to_roles_and_only_who_runs_the_staff_changes_them()
    {
        await shop.Account("chief@example.org", Roles.Administrator);
        var (chief, staff) = (await shop.SignedIn("chief@example.org"), await Signed("limited@example.org"));
        var page = await chief.GetPage("/backoffice/corrections/limits");
        var row = page.QuerySelectorAll("input[name$='.Role']").Select(i => i.GetAttribute("value")).ToList().IndexOf(Roles.Support);
        var bad = await chief.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ($"Rows[{row}].PointsADay", "lots"));
        Assert.Contains("Support: enter points a day", bad.Text(".error-summary"), StringComparison.Ordinal);
        await chief.SubmitForPage(bad.Form("main form"), ($"Rows[{row}].PointsADay", "1,500"), ($"Rows[{row}].HighestTier", "Silver"), ($"Rows[{row}].Months", "2"));
        var limit = await shop.InDb(db => db.Set<CorrectionLimit>().SingleAsync(l => l.Role == Roles.Support));
        Assert.Equal((1_500L, Tier.Silver, 2), (limit.PointsADay, limit.HighestTier, limit.Months));
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Post("/backoffice/corrections/limits", await staff.GetPage("/backoffice"))).StatusCode);

        var (member, _) = await shop.Member("supported@example.org");
        var support = await Signed("supporter@example.org", Roles.Support);
        await Do(support, (await support.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}&wish=Lend")).Form("main form"), ("Form.Tier", "Silver"), ("Form.Until", Day(shop.Clock.Now.AddMonths(2))), ("Form.Words", "Try it"));
        Assert.Equal(Tier.Silver, (await shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id))).Tier);
    }

    [Fact]
    public async Task Nobody_does_it_for_themselves()
    {
        var (member, _) = await shop.Member("own@example.org");
        await shop.With<Microsoft.AspNetCore.Identity.UserManager<User>>(async users => await users.AddToRoleAsync((await users.FindByEmailAsync("own@example.org"))!, Roles.Staff));
        var own = await shop.SignedIn("own@example.org");
        var asked = await Do(own, (await own.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}")).Form("main form"), ("Form.HowMany", "10"), ("Form.Words", "For me"));
        Assert.Contains("It is for yourself", asked.Text("main"), StringComparison.Ordinal);
        Assert.Equal(0, (await shop.PointsOf(member)).Available);

        var second = await Signed("friendly@example.org");
        await Do(second, (await second.GetPage($"/backoffice/corrections/new?customer={member.CustomerId}")).Form("main form"), ("Form.HowMany", "5000"), ("Form.Words", "For them"));
        var theirs = await shop.InDb(db => db.Corrections.SingleAsync(c => c.Points == 5_000 && c.MemberId == member.Id));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await own.Post($"/backoffice/corrections/{theirs.Id}/agree", await own.GetPage("/backoffice"))).StatusCode);
    }

    // Looks at what it does, and does it.
    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Do(Visitor staff, AngleSharp.Html.Dom.IHtmlFormElement form, params (string, string)[] typed)
    {
        var seen = await staff.Read(await staff.Submit(form, typed), HttpStatusCode.OK);
        return await staff.SubmitForPage(seen.Form("main form"), ("Form.Sure", "true"));
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Visitor> Signed(string email, string role = Roles.Staff)
    {
        await shop.Account(email, role);
        return await shop.SignedIn(email);
    }
}
