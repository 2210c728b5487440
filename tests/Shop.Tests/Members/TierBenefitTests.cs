using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Demo;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Members;

/// <summary>What comes with a tier beyond prices: seats at events, being answered first, and somebody of one's own at the desk.</summary>
public sealed class TierBenefitTests : IDisposable
{
    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_seat_that_comes_with_a_tier_costs_no_points_is_counted_and_lapses_with_the_year()
    {
        var (member, visitor) = await Member("seats@example.org", Tier.Gold);
        var (first, second) = (await Event("Open kiln"), await Event("Glaze day"));
        var offer = await visitor.GetPage($"/account/club/rewards/{first}");
        Assert.Contains("it comes with Gold", offer.Text("main"), StringComparison.Ordinal);
        Assert.Contains("With Gold", (await visitor.GetPage("/account/club/rewards")).Text(".reward-cost"), StringComparison.Ordinal);

        Assert.Contains("with your tier", (await visitor.Take(first)).Text(".voucher"), StringComparison.Ordinal);
        await _shop.Tell();
        Assert.Contains("with your tier", Assert.Single(await _shop.Mailbox("seats@example.org"), m => m.Template == "reward-taken").Text, StringComparison.Ordinal);
        Assert.Contains("Reward: Open kiln", (await visitor.GetPage("/account/club/statement")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("600 points missing", (await visitor.GetPage($"/account/club/rewards/{second}")).Text("main"), StringComparison.Ordinal); // the year's seat is taken
        // The button of a page that was opened before does not take a second one.
        await visitor.Submit(offer.Form($"form[action$='/rewards/{first}']"), ("once", Guid.NewGuid().ToString()));
        Assert.Single(await _shop.ClaimsOf(first));

        // Called off, it is theirs to take again.
        var taken = Assert.Single(await _shop.ClaimsOf(first));
        await _shop.With<SettleClaim, bool>(settle => settle.CallOff(taken.Id, Actor.System, null, default));
        await _shop.Tell();
        Assert.Contains("The seat that came with your tier came back", Assert.Single(await _shop.Mailbox("seats@example.org"), m => m.Template == "reward-settled").Text, StringComparison.Ordinal);
        await visitor.Take(second);
        Assert.Equal(0, Assert.Single(await _shop.ClaimsOf(second)).Cost);
        Assert.Contains("points missing", (await visitor.GetPage($"/account/club/rewards/{first}")).Text("main"), StringComparison.Ordinal);

        var year = _shop.Clock.Now.Year;
        Assert.Equal(0, await Left(member, new DateTime(year, 12, 31, 22, 30, 0, DateTimeKind.Utc))); // in Oslo it is still that year
        Assert.Equal(1, await Left(member, new DateTime(year, 12, 31, 23, 30, 0, DateTimeKind.Utc)));
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Of_many_who_press_at_once_a_tier_s_seat_is_taken_once()
    {
        var (member, _) = await Member("hasty@example.org", Tier.Gold);
        var seat = await Event("Open kiln");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _shop.With<ClaimReward, ClaimReward.Outcome>(take => take.Run(member.CustomerId, seat, 0, Guid.NewGuid(), default))));
        Assert.Single(outcomes, o => o is ClaimReward.Taken);
        Assert.Single(await _shop.ClaimsOf(seat));
    }

    [Fact]
    public async Task An_event_that_is_called_off_gives_everybody_back_what_they_spent()
    {
        var (gold, _) = await Member("free@example.org", Tier.Gold);
        var (other, visitor) = await Member("paid@example.org", Tier.Member, 700);
        var seat = await Event("Open kiln");
        await Claim(gold, seat, 0);
        await visitor.Take(seat);
        await _shop.Account("events@example.org", Roles.Manager);
        var staff = await _shop.SignedIn("events@example.org");
        var question = await staff.GetPage($"/backoffice/rewards/{seat}/call-off");
        Assert.Contains("2 seats are given back", question.Text("main"), StringComparison.Ordinal);
        var done = await staff.SubmitForPage(question.Form("main form"), ("note", "The kiln cracked."));
        Assert.Contains("2 seats were given back", done.Text(".alert"), StringComparison.Ordinal);
        await _shop.Tell();

        Assert.All(await _shop.ClaimsOf(seat), c => Assert.Equal(ClaimState.CalledOff, c.State));
        Assert.Equal((700, 0), ((await _shop.PointsOf(other)).Available, (await _shop.PointsOf(gold)).Available));
        foreach (var address in new[] { "free@example.org", "paid@example.org" })
            Assert.Contains("The kiln cracked.", Assert.Single(await _shop.Mailbox(address), m => m.Template == "reward-settled").Text, StringComparison.Ordinal);
        Assert.Contains("Called off", (await visitor.GetPage($"/account/club/rewards/{seat}")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(1, await Left(gold));
    }

    [Fact]
    public async Task Who_did_not_come_keeps_no_points_and_earns_none()
    {
        var (member, visitor) = await Member("missed@example.org", Tier.Member, 700);
        var seat = await Event("Open kiln");
        await visitor.Take(seat);
        var claim = Assert.Single(await _shop.ClaimsOf(seat));
        await _shop.Account("door@example.org", Roles.Manager);
        var staff = await _shop.SignedIn("door@example.org");
        var desk = await staff.GetPage($"/backoffice/rewards/claims/{claim.Id}");
        var early = await staff.Post($"/backoffice/rewards/claims/{claim.Id}/missed", desk);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        _shop.Clock.Advance(TimeSpan.FromDays(40));
        Assert.True(await _shop.With<SettleClaim, bool>(settle => settle.Miss(claim.Id, Actor.System, null, default)));
        await _shop.Tell();
        Assert.Equal(100, (await _shop.PointsOf(member)).Available);
        Assert.DoesNotContain(await _shop.Mailbox("missed@example.org"), m => m.Template == "reward-settled");
        var broken = await Assert.ThrowsAsync<RuleBroken>(() => _shop.With<SettleClaim, bool>(settle => settle.CallOff(claim.Id, Actor.System, null, default)));
        Assert.Contains("did not come", broken.Message, StringComparison.Ordinal);
        visitor = await _shop.SignedIn("missed@example.org");
        Assert.Contains("you did not come", (await visitor.GetPage("/account/club/vouchers")).Text(".voucher"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_a_higher_tier_come_first_and_reach_the_adviser()
    {
        var (vip, visitor) = await Member("vip@example.org", Tier.Vip);
        await Member("gold@example.org", Tier.Gold);
        await _shop.Account("adviser@example.org", Roles.Staff);
        await _shop.RunJob<Advisers>(); // the one colleague there is
        Assert.Contains("looks after you", (await visitor.GetPage("/account/club")).Text("main"), StringComparison.Ordinal);

        foreach (var from in new[] { "guest@example.org", "Gold@example.org", "vip@example.org" })
        {
            await _shop.With<ReceiveContactMessage>(r => r.Run("Somebody", from, ContactTopic.Other, null, "Hello?", default));
            _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var staff = await _shop.SignedIn("adviser@example.org");
        Assert.Equal(["vip@example.org", "gold@example.org", "guest@example.org"], Senders(await staff.GetPage("/backoffice/messages")));
        var list = await staff.GetPage("/backoffice/messages");
        Assert.Equal(["First", "Before others", ""], list.QuerySelectorAll("tbody td[data-label=Turn]").Select(d => d.TextContent.Trim()));
        Assert.Single(list.QuerySelectorAll("td.nothing[data-label=Tier]")); // on a phone no label without anything
        Assert.Contains("Ingrid Solberg", list.Text("tbody td[data-label=Adviser]"), StringComparison.Ordinal);
        var message = await staff.GetPage(list.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Equal("Somebody: Something else", message.Text("h1"));
        Assert.NotNull(message.QuerySelector($"a[href='/backoffice/customers/{vip.CustomerId}']"));
        foreach (var words in new[] { "VIP", "First", "Ingrid Solberg" }) Assert.Contains(words, message.Text(".facts"), StringComparison.Ordinal);
        Assert.DoesNotContain("optional", message.Text("main form"), StringComparison.Ordinal);
        Assert.Contains("Hello?", Assert.Single(await _shop.Mailbox("adviser@example.org"), m => m.Template == "contact-message").Text, StringComparison.Ordinal);

        // A colleague who may not answer cannot be chosen, and who leaves the tier has no adviser any more.
        var page = await staff.GetPage($"/backoffice/customers/{vip.CustomerId}");
        Assert.Equal(HttpStatusCode.SeeOther, (await staff.Submit(page.Form("form[action$='/adviser']"), ("adviser", Guid.NewGuid().ToString()))).StatusCode);
        Assert.Contains("Choose a colleague who may answer messages", (await staff.GetPage($"/backoffice/customers/{vip.CustomerId}")).Text("body"), StringComparison.Ordinal);
        await Back(vip, Tier.Gold);
        Assert.DoesNotContain("looks after you", (await visitor.GetPage("/account/club")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("comes with no adviser now", (await staff.GetPage($"/backoffice/customers/{vip.CustomerId}")).Text("main"), StringComparison.Ordinal);
        await staff.Submit((await staff.GetPage($"/backoffice/customers/{vip.CustomerId}")).Form("form[action$='/adviser']"), ("adviser", ""));
        Assert.Null(await _shop.InDb(db => db.Advisers.Select(a => a.UserId).SingleAsync()));
        await Back(vip, Tier.Vip);
        await _shop.RunJob<Advisers>(); // what staff chose stays
        Assert.DoesNotContain("looks after you", (await visitor.GetPage("/account/club")).Text("main"), StringComparison.Ordinal);
        Assert.Empty(_shop.Errors);

        static IEnumerable<string> Senders(AngleSharp.Html.Dom.IHtmlDocument list) => list.QuerySelectorAll("tbody tr").Select(r => System.Text.RegularExpressions.Regex.Match(r.TextContent, @"(vip|gold|guest)@example\.org", System.Text.RegularExpressions.RegexOptions.IgnoreCase).Value.ToLowerInvariant());
    }

    [Fact]
    public async Task Who_is_signed_in_writes_as_themselves_whatever_address_they_type()
    {
        var (_, visitor) = await Member("signed-in@example.org", Tier.Gold);
        var page = await visitor.GetPage("/contact?topic=Membership");
        await visitor.Submit(page.Form("form[action$='/contact']"), ("Email", "elsewhere@example.org"), ("Text", "Hello?"));
        Assert.Equal((10, ContactTopic.Membership), await _shop.InDb(async db => await db.ContactMessages.Select(m => new { m.Priority, m.Topic }).SingleAsync() is var m ? (m.Priority!.Value, m.Topic) : default));
    }

    [Fact]
    public async Task Who_has_a_seat_by_their_tier_may_pay_for_one_and_keep_it()
    {
        var (member, visitor) = await Member("chooses@example.org", Tier.Gold, 700);
        var seat = await Event("Open kiln");
        await visitor.Submit((await visitor.GetPage($"/account/club/rewards/{seat}")).Form($"form[action$='/rewards/{seat}']"), ("pay", "600"));
        Assert.Equal(600, Assert.Single(await _shop.ClaimsOf(seat)).Cost);
        Assert.Equal((100, 1), ((await _shop.PointsOf(member)).Available, await Left(member)));
    }

    [Fact]
    public async Task An_event_is_not_called_off_with_words_that_are_refused_and_not_opened_again()
    {
        var (member, _) = await Member("refused@example.org", Tier.Member, 700);
        var seat = await Event("Open kiln");
        await Claim(member, seat, 600);
        await Assert.ThrowsAsync<RuleBroken>(() => _shop.With<SettleClaim, int>(settle => settle.CallOffEvent(seat, Actor.System, new string('x', 301), default)));
        Assert.Null(await _shop.InDb(db => db.Rewards.Where(r => r.Id == seat).Select(r => r.Until).SingleAsync()));
        Assert.Equal(1, await _shop.With<SettleClaim, int>(settle => settle.CallOffEvent(seat, Actor.System, string.Join("\r\n", Enumerable.Repeat("x", 150)), default))); // 299 characters, as browsers count line breaks
        Assert.Equal(0, await _shop.With<SettleClaim, int>(settle => settle.CallOffEvent(seat, Actor.System, null, default)));
        var terms = await _shop.InDb(async db => RewardShelf.TermsOf(await db.Rewards.SingleAsync(r => r.Id == seat)));
        await Assert.ThrowsAsync<RuleBroken>(() => _shop.With<ChangeReward, Guid>(change => change.Save(seat, terms with { Until = null }, default)));
    }

    private Task<int> Back(Membership member, Tier tier) => _shop.InDb(async db =>
    {
        var stored = await db.Memberships.SingleAsync(m => m.Id == member.Id);
        stored.Stand(tier, _shop.Clock.Now, _shop.Clock.Now.AddYears(1), stored.JudgedBy!.Value);
        return await db.SaveChangesAsync();
    });

    private async Task<(Membership Member, Visitor Visitor)> Member(string email, Tier tier, long points = 0)
    {
        await _shop.OpenClub(KilnRules.First);
        var (member, visitor) = await _shop.Member(email, points);
        if (tier > Tier.Member)
            await _shop.InDb(async db =>
            {
                (await db.Memberships.SingleAsync(m => m.Id == member.Id)).Stand(tier, _shop.Clock.Now, _shop.Clock.Now.AddYears(2), await db.RuleSets.Select(r => r.Id).SingleAsync());
                return await db.SaveChangesAsync();
            });
        return (member, visitor);
    }

    private Task<Guid> Event(string name) =>
        _shop.Reward(_shop.Clock.TenOff(name) with { Kind = RewardKind.EventSeat, Amount = Money.Zero, Cost = 600, HeldAt = _shop.Clock.Now.AddDays(30), Place = "Bergen" });

    private Task<ClaimReward.Outcome> Claim(Membership member, Guid seat, long cost) => _shop.With<ClaimReward, ClaimReward.Outcome>(take => take.Run(member.CustomerId, seat, cost, Guid.NewGuid(), default));

    private async Task<int> Left(Membership member, DateTime? heldAt = null) => (await _shop.With<TierSeats, SeatsOfTier?>(seats => seats.Of(member.Id, Tier.Gold, _shop.Clock.Now, default)))!.LeftFor(heldAt ?? _shop.Clock.Now);
}
