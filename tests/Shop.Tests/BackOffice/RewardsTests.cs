using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Promotions;

namespace Shop.Tests.BackOffice;

/// <summary>Staff open, change and end rewards, hand over what waits and call off what was not used.</summary>
public sealed class RewardsTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Staff_open_one_change_it_and_end_it()
    {
        var staff = await Staff("rewarder@example.org");
        await shop.OpenClub();
        await shop.Have(Given.Product("Desk mug").At("desk-mug"));
        var page = await staff.GetPage("/backoffice/rewards/new");
        foreach (var words in new[] { "For “Seat at an event” only", "For vouchers only" }) Assert.Contains(words, page.QuerySelector("main form")!.TextContent, StringComparison.Ordinal);
        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.Kind", "GiftProduct"), ("Form.Cost", "many"), ("Form.From", "soon"), ("Form.Product", "no-such-thing"), ("Form.Quota", "-1"));
        foreach (var words in new[] { "Enter a name", "Say in 1 to 500 characters", "“Cost”: enter a whole number", "“From”: enter a date and time", "There is no product no-such-thing", "“How many in all”: enter a whole number" })
            Assert.Contains(words, bad.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("many", bad.QuerySelector("[name='Form.Cost']")!.GetAttribute("value"));

        page = await staff.SubmitForPage(bad.Form("main form"), ("Form.Name", "A mug"), ("Form.Words", "Yours to keep."), ("Form.Cost", "300"), ("Form.From", "2026-06-01T09:00"), ("Form.Product", "desk-mug"), ("Form.Quota", "5"), ("Form.LowestTier", "Silver"), ("Form.LimitPerMember", "1"));
        Assert.Contains("A mug", page.Text("tbody"), StringComparison.Ordinal);
        var reward = await shop.InDb(db => db.Rewards.AsNoTracking().SingleAsync(r => r.Name == "A mug"));
        Assert.Equal((300L, 5, Tier.Silver, 1, 90), (reward.Cost, reward.Quota, reward.LowestTier, reward.LimitPerMember, reward.ValidDays));
        Assert.Equal(PromotionKind.PieceFree, (await shop.InDb(db => db.Promotions.AsNoTracking().SingleAsync(p => p.Id == reward.PromotionId))).Kind);

        page = await staff.GetPage($"/backoffice/rewards/{reward.Id}");
        Assert.Equal("desk-mug", page.QuerySelector("[name='Form.Product']")!.GetAttribute("value"));
        await staff.SubmitForPage(page.Form("main form"), ("Form.Kind", "Donation"), ("Form.Words", "Given away."));
        var changed = await shop.InDb(db => db.Rewards.AsNoTracking().SingleAsync(r => r.Id == reward.Id));
        Assert.Equal((RewardKind.Donation, (Guid?)null, (Guid?)null), (changed.Kind, changed.PromotionId, changed.ProductId));
        Assert.Equal(PromotionTime.Over, (await shop.InDb(db => db.Promotions.AsNoTracking().SingleAsync(p => p.Id == reward.PromotionId))).At(shop.Clock.Now)); // no voucher of it is out

        page = await staff.GetPage((await staff.GetPage($"/backoffice/rewards/{reward.Id}")).QuerySelector("a[href$='/end']")!.GetAttribute("href")!);
        await staff.SubmitForPage(page.Form("main form"));
        Assert.Equal(shop.Clock.Now, (await shop.InDb(db => db.Rewards.AsNoTracking().SingleAsync(r => r.Id == reward.Id))).Until);
    }

    [Fact]
    public async Task What_waits_is_handed_over_or_called_off_and_the_member_reads_it()
    {
        var staff = await Staff("hands@example.org");
        var seat = await shop.Reward(shop.Clock.TenOff("An evening at the wheel") with { Kind = RewardKind.Donation, Amount = Money.Zero, Quota = 3 });
        var (member, visitor) = await shop.Member("guest@example.org", 1_000);
        for (var i = 0; i < 2; i++) Assert.Contains("We are seeing to it", (await visitor.Take(seat)).Text(".voucher"), StringComparison.Ordinal);
        Assert.Equal(600, (await shop.PointsOf(member)).Available);

        var claims = (await staff.GetPage("/backoffice/rewards/claims?view=waiting")).QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, claims.Count);
        var page = await staff.SubmitForPage((await staff.GetPage(claims[0])).Form("main form"), ("note", "Thursday at six"));
        Assert.Contains("It is done", page.Text("main"), StringComparison.Ordinal);
        var form = (await staff.GetPage(claims[1])).Form("main form");
        form.Action = form.QuerySelector("[formaction]")!.GetAttribute("formaction")!;
        var twice = await Task.WhenAll(staff.Submit(form, ("note", "It is full")), staff.Submit(form, ("note", "It is full")));
        Assert.All(twice, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));

        var account = await shop.PointsOf(member);
        Assert.Equal((800L, 1), (account.Available, account.Journal.Count(t => t.Kind == PointsMove.GivenBack)));
        Assert.Equal(1, (await shop.InDb(db => db.Rewards.AsNoTracking().SingleAsync(r => r.Id == seat))).Taken);
        var mine = (await visitor.GetPage("/account/club/vouchers")).Text(".vouchers");
        Assert.Contains("Thursday at six", mine, StringComparison.Ordinal);
        Assert.Contains("your points came back", mine, StringComparison.Ordinal);
        Assert.Contains("Points back: An evening at the wheel", (await visitor.GetPage("/account/club/statement")).Text(".club-statement"), StringComparison.Ordinal);
        await shop.With<SettleClaim>(async settle => await Assert.ThrowsAsync<RuleBroken>(() => settle.CallOff(Guid.Parse(claims[0].Split('?')[0].Split('/')[^1]), Actor.System, null, default)));
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task An_event_has_a_time_and_a_place_and_whoever_has_a_seat_hears_when_they_change()
    {
        await shop.OpenClub();
        var staff = await Staff("events@example.org");
        var page = await staff.GetPage("/backoffice/rewards/new");
        (string, string)[] typed = [("Form.Name", "Open kiln"), ("Form.Words", "See the fire."), ("Form.Kind", "EventSeat"), ("Form.Cost", "100"), ("Form.From", "2026-06-01T09:00")];
        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), typed);
        foreach (var words in new[] { "say when the event begins", "say where the event is" }) Assert.Contains(words, bad.Text(".error-summary"), StringComparison.Ordinal);
        await staff.SubmitForPage(bad.Form("main form"), [.. typed, ("Form.HeldAt", "2026-07-01T18:00"), ("Form.Place", "The yard, Bergen")]);
        var seat = await shop.InDb(db => db.Rewards.AsNoTracking().Where(r => r.Name == "Open kiln").Select(r => r.Id).SingleAsync());

        var (member, visitor) = await shop.Member("seated@example.org", 500);
        Assert.Contains("1 July 2026, 18:00, The yard, Bergen", (await visitor.GetPage($"/account/club/rewards/{seat}")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("1 July 2026, 18:00, The yard, Bergen", (await visitor.Take(seat)).Text(".voucher"), StringComparison.Ordinal);
        await shop.Tell();
        Assert.Contains("1 July 2026, 18:00, The yard, Bergen", Assert.Single(await shop.Mailbox("seated@example.org"), m => m.Template == "reward-taken").Text, StringComparison.Ordinal);

        await staff.SubmitForPage((await staff.GetPage($"/backoffice/rewards/{seat}")).Form("main form"), ("Form.Words", "See the fire, and the glow.")); // nothing moved
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/rewards/{seat}")).Form("main form"), ("Form.HeldAt", "2026-07-02T19:30"));
        await shop.Tell();
        Assert.Contains("2 July 2026, 19:30", Assert.Single(await shop.Mailbox("seated@example.org"), m => m.Template == "event-moved").Text, StringComparison.Ordinal);
        Assert.Contains("2 July 2026, 19:30", (await visitor.GetPage("/account/club/vouchers")).Text(".voucher"), StringComparison.Ordinal);

        var claim = Assert.Single(await shop.ClaimsOf(seat));
        Assert.Contains("Your seat is kept", (await visitor.GetPage("/account/club/vouchers")).Text(".voucher"), StringComparison.Ordinal);
        Assert.DoesNotContain("Open kiln", (await staff.GetPage("/backoffice/rewards/claims?view=waiting")).Text("main"), StringComparison.Ordinal); // it waits for its day
        var before = await staff.GetPage($"/backoffice/rewards/claims/{claim.Id}");
        Assert.Contains("Seat kept", before.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("from 2 July 2026, 19:30 on", before.Text("main form"), StringComparison.Ordinal);
        Assert.Equal(["Call it off"], before.QuerySelectorAll("main form button").Select(b => b.TextContent.Trim())); // nobody can have come yet
        Assert.Contains("Seat kept", (await staff.GetPage("/backoffice/rewards/claims?view=events")).Text("tbody"), StringComparison.Ordinal);
        var early = await staff.Read(await staff.Post($"/backoffice/rewards/claims/{claim.Id}/done", before), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("has not begun", early.Text(".error-summary"), StringComparison.Ordinal);
        var other = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/rewards/{seat}")).Form("main form"), ("Form.Kind", "Donation"));
        Assert.Contains("Seats were taken", other.Text(".error-summary"), StringComparison.Ordinal);
        await shop.With<LeaveClub, bool>(leave => leave.Run(member.CustomerId, default)); // the seat stays theirs
        await shop.With<JoinClub, JoinClub.Outcome>(join => join.Run(member.CustomerId, default));
        shop.Clock.Advance(TimeSpan.FromDays(31));
        staff = await shop.SignedIn("events@example.org");
        var desk = await staff.GetPage((await staff.GetPage("/backoffice/rewards/claims?view=waiting")).QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("They came", desk.Text("main form"), StringComparison.Ordinal);
        await staff.SubmitForPage(desk.Form("main form"));
        await shop.Tell();
        Assert.Single(await shop.Mailbox("seated@example.org"), m => m.Template == "reward-settled");
        shop.Clock.Advance(TimeSpan.FromDays(9)); // for a week one still reads that it is over
        Assert.DoesNotContain("Open kiln", (await shop.Visitor().GetPage("/club")).Text("main"), StringComparison.Ordinal);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task A_voucher_that_is_called_off_ends_and_its_points_come_back()
    {
        var staff = await Staff("caller@example.org");
        var reward = await shop.Reward(shop.Clock.TenOff("Called off") with { Quota = 1 });
        var (member, visitor) = await shop.Member("undone@example.org", 200);
        var code = (await visitor.Take(reward)).Text(".voucher-code");
        var claim = Assert.Single(await shop.ClaimsOf(reward));
        var oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
        var (ends, tierEnds) = (await shop.InDb(db => db.Set<PromotionCode>().Where(c => c.Id == claim.CodeId).Select(c => c.EndsAt).SingleAsync()), Period.StartOf(new DateOnly(2027, 7, 1), oslo));
        await shop.InDb(async db =>
        {
            (await db.Memberships.SingleAsync(m => m.Id == member.Id)).Stand(Tier.Gold, shop.Clock.Now, tierEnds, await db.RuleSets.Select(r => r.Id).FirstAsync());
            return await db.SaveChangesAsync();
        });
        var customer = await staff.GetPage($"/backoffice/customers/{member.CustomerId}");
        Assert.Contains($"Not used, until {Shop.Web.Html.DateText.LongDay(Expiries.LastDay(ends!.Value, oslo))}", customer.Text("section[aria-labelledby=vouchers]"), StringComparison.Ordinal); // the last day, as the member reads it
        Assert.Contains("until 30 June 2027", customer.Text(".office-figures"), StringComparison.Ordinal);

        await staff.SubmitForPage((await staff.GetPage($"/backoffice/rewards/claims/{claim.Id}")).Form("main form"));
        Assert.Contains("Called off", (await staff.GetPage($"/backoffice/customers/{member.CustomerId}")).Text("section[aria-labelledby=vouchers]"), StringComparison.Ordinal);
        Assert.Equal(200, (await shop.PointsOf(member)).Available);

        var product = await shop.Have(Given.Product("Plate"));
        await Shop.Tests.Ordering.Buyer.Add(visitor, await visitor.GetPage("/track"), product);
        var refused = await visitor.Read(await visitor.Enter(await visitor.GetPage("/cart"), code), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("has expired", refused.Text("main"), StringComparison.Ordinal);
        await visitor.Take(reward); // it is there again
    }

    [Fact]
    public async Task Customers_do_not_get_there()
    {
        var (_, visitor) = await shop.Member("nosy@example.org");
        foreach (var path in new[] { "/backoffice/rewards", "/backoffice/rewards/claims" }) Assert.NotEqual(HttpStatusCode.OK, (await visitor.Get(path)).StatusCode);
    }

    private async Task<Visitor> Staff(string email)
    {
        await shop.Account(email, Roles.Staff);
        return await shop.SignedIn(email);
    }
}
