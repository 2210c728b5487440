using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Auditing;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Members;

/// <summary>Sharing points over HTTP: who is in, whose points they are, and what becomes of them when somebody goes.</summary>
public sealed class HouseholdPagesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Two_share_what_they_have_and_each_can_spend_it()
    {
        var (owner, mine) = await shop.Member("keeper@example.org", 300);
        var (guest, theirs) = await shop.Member("comes@example.org", 200);
        var page = await Open(mine, "Nordnesgaten 11");
        Assert.Contains("300 points to spend together", page.Text("main"), StringComparison.Ordinal);
        page = await Invite(mine, guest);
        Assert.Contains("Invited", page.Text(".vouchers"), StringComparison.Ordinal);

        Assert.Contains("invites you into “Nordnesgaten 11”", (await theirs.GetPage("/account/club")).Text("main"), StringComparison.Ordinal);
        page = await theirs.GetPage("/account/club/household");
        Assert.Contains("they stay with it if you go", page.Text("main"), StringComparison.Ordinal);
        await shop.Tell();
        Assert.Contains("Ingrid Solberg invites you to share points", Assert.Single(await shop.Mailbox("comes@example.org"), m => m.Template == "household-seat").Subject, StringComparison.Ordinal);
        await theirs.SubmitForPage(page.Form("form[action$='/accept']"));
        await shop.Tell();
        Assert.Contains("would like to come in", Assert.Single(await shop.Mailbox("keeper@example.org"), m => m.Template == "household-seat").Subject, StringComparison.Ordinal);
        Assert.Equal(200, (await Now(guest)).Points); // not yet: the owner lets them in
        var letIn = (await mine.GetPage("/account/club/household")).Form("form[action*='/household/members/']");
        await Task.WhenAll(mine.Submit(letIn), mine.Submit(letIn));
        await shop.Tell();
        Assert.Equal(["Ingrid Solberg invites you to share points", "You are in"], (await shop.Mailbox("comes@example.org")).Where(m => m.Template == "household-seat").Select(m => m.Subject).Order(StringComparer.Ordinal));
        Assert.Equal((500L, 500L), ((await Now(owner)).Points, (await Now(guest)).Points));
        Assert.Contains("500", (await theirs.GetPage("/account/club")).Text(".club-figure"), StringComparison.Ordinal);

        // Both read both; of an order or a name that is somebody else's nothing more than the name.
        var statement = (await mine.GetPage("/account/club/statement")).QuerySelectorAll(".club-statement tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(2, statement.Count(s => s.Contains("Brought into the household", StringComparison.Ordinal)));
        Assert.Single(statement, s => s.Contains("Ingrid Solberg", StringComparison.Ordinal)); // the other's

        var reward = await shop.Reward(shop.Clock.TenOff("Shared") with { Cost = 400 });
        await theirs.Take(reward);
        Assert.Equal(100, (await Now(owner)).Points);
        Assert.Null((await mine.GetPage("/account/club/statement")).QuerySelector("a[href*='#claim-']")); // what it was for is theirs
        await Clean();
    }

    [Fact]
    public async Task What_waited_before_follows_when_it_is_free_and_tiers_stay_each_ones_own()
    {
        var (owner, mine) = await shop.Member("waits@example.org");
        var (guest, theirs) = await shop.Member("other.waits@example.org");
        var lot = await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await new PointsLedger(db).Open(guest.AccountId, default);
            var earned = account.Earn(new Entry($"order:{guest.Id}:earned", guest.Id, shop.Clock.Now, Actor.System), 120, 120)!;
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return earned.Id;
        });
        await Share(owner, mine, guest, theirs);
        var home = await theirs.GetPage("/account/club");
        Assert.Contains("120 points", home.Text("main"), StringComparison.Ordinal); // they are seen waiting
        Assert.Equal("120", home.Text(".club-parts dd"));
        Assert.Contains("120 points of your own, earned before you shared, that wait", (await theirs.GetPage("/account/club/leave")).Text(".club-lost"), StringComparison.Ordinal);
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await new PointsLedger(db).Open(guest.AccountId, default);
            account.Release(new Entry($"lot:{lot}:released", guest.Id, shop.Clock.Now, Actor.System), account.Lots.Single(l => l.Id == lot), shop.Clock.Now.AddDays(365));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await shop.RunJob<FollowMembers>();
        await shop.RunJob<FollowMembers>();
        Assert.Equal(120, (await Now(owner)).Points);
        var window = new Period(shop.Clock.Now.AddDays(-1), shop.Clock.Now.AddDays(1));
        Assert.Equal((120L, 0), await shop.With<MemberReader, (long, int)>(r => r.Within(guest.Id, window, default)));
        Assert.Equal((0L, 0), await shop.With<MemberReader, (long, int)>(r => r.Within(owner.Id, window, default)));
    }

    [Fact]
    public async Task Whoever_goes_leaves_the_points_and_the_last_one_takes_them()
    {
        var (owner, mine) = await shop.Member("first@example.org", 300);
        var (guest, theirs) = await shop.Member("second@example.org", 200);
        await Share(owner, mine, guest, theirs);
        var page = await theirs.GetPage("/account/club/household/leave");
        Assert.Contains("All 500 points stay with the household", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("its 500 points stay with the others", (await mine.GetPage("/account/club/leave")).Text("main"), StringComparison.Ordinal);

        // Leaving the club takes nothing of the household; who keeps it is the next then.
        await shop.With<LeaveClub, bool>(leave => leave.Run(owner.CustomerId, default));
        Assert.Equal((0L, 500L), ((await Now(owner)).Points, (await Now(guest)).Points));
        Assert.Contains("Keeps the household", (await theirs.GetPage("/account/club/household")).Text(".vouchers"), StringComparison.Ordinal);
        // Each may read what they had before, and nobody what is another's own.
        page = await theirs.GetPage("/account/club/statement?account=own");
        Assert.Contains("+200", page.Text(".club-statement"), StringComparison.Ordinal);
        Assert.DoesNotContain("+300", page.Text(".club-statement"), StringComparison.Ordinal);
        Assert.Contains("+200", (await theirs.GetPage(page.QuerySelector(".club-statement tbody tr:last-child th a")!.GetAttribute("href")!)).Text(".club-moves"), StringComparison.Ordinal);
        Assert.Contains(",200,", await (await theirs.Get("/account/club/statement/points.csv?account=own")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("200", (await theirs.GetPage("/account/club")).QuerySelectorAll(".club-parts dd")[^1].TextContent); // of the person, not of the account
        page = await theirs.GetPage("/account/club/household/leave");
        Assert.Contains("go along with you", page.Text("main"), StringComparison.Ordinal);
        await theirs.SubmitForPage(page.Form("form[action$='/leave']"));
        var (points, account, household) = await Now(guest);
        Assert.Equal((500L, guest.AccountId, null), (points, account, household));
        page = await theirs.GetPage("/account/club/statement");
        var shared = page.QuerySelectorAll(".club-accounts a")[1];
        Assert.Contains("until you went", shared.TextContent, StringComparison.Ordinal);
        Assert.Contains("−500", (await theirs.GetPage(shared.GetAttribute("href")!)).Text(".club-statement"), StringComparison.Ordinal);
        await Clean();
    }

    [Fact]
    public async Task What_the_others_did_before_somebody_came_in_is_not_theirs_to_read()
    {
        var (owner, mine) = await shop.Member("before@example.org", 900);
        await Open(mine, "Storgata");
        var reward = await shop.Reward(shop.Clock.TenOff("A secret present") with { Cost = 400 });
        await mine.Take(reward);
        var number = (await shop.InDb(db => db.PointsTransactions.AsNoTracking().SingleAsync(t => t.Reason == "A secret present"))).Number;
        shop.Clock.Advance(TimeSpan.FromDays(2));
        mine = await shop.SignedIn("before@example.org");
        var (guest, theirs) = await shop.Member("after@example.org", 100);
        await Invite(mine, guest);
        await theirs.SubmitForPage((await theirs.GetPage("/account/club/household")).Form("form[action$='/accept']"));
        await mine.SubmitForPage((await mine.GetPage("/account/club/household")).Form("form[action*='/household/members/']"));

        foreach (var address in new[] { "/account/club/statement", "/account/club/statement?from=2026-01-01", "/account/club/statement/print" })
        {
            var page = await theirs.GetPage(address);
            Assert.Contains("Brought into the household", page.Text(".club-statement"), StringComparison.Ordinal);
            Assert.DoesNotContain("secret present", page.Text("main"), StringComparison.Ordinal);
        }
        Assert.Equal(["500", "+100", "600"], (await theirs.GetPage("/account/club/statement")).QuerySelectorAll(".club-sums dd").Select(d => d.TextContent));
        Assert.DoesNotContain("secret", await (await theirs.Get("/account/club/statement/points.csv")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.Get($"/account/club/statement/{number}")).StatusCode);
        Assert.Contains("secret present", (await mine.GetPage("/account/club/statement")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await mine.Get($"/account/club/statement/{number}")).StatusCode);
    }

    [Fact]
    public async Task Who_comes_in_twice_reads_each_stay_and_nothing_between_them_and_what_is_owed_is_paid_from_the_household()
    {
        var (owner, mine) = await shop.Member("between@example.org", 900);
        var (guest, theirs) = await shop.Member("twice@example.org", 70);
        await Share(owner, mine, guest, theirs);
        await theirs.SubmitForPage((await theirs.GetPage("/account/club/household/leave")).Form("form[action$='/leave']"));
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await mine.Take(await shop.Reward(shop.Clock.TenOff("While alone") with { Cost = 100 }));
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await Invite(mine, guest);
        await theirs.SubmitForPage((await theirs.GetPage("/account/club/household")).Form("form[action$='/accept']"));
        await mine.SubmitForPage((await mine.GetPage("/account/club/household")).Form("form[action*='/household/members/']"));
        var page = await theirs.GetPage("/account/club/statement");
        var told = page.Text("main");
        foreach (var account in page.QuerySelectorAll(".club-accounts a").Select(a => a.GetAttribute("href")!).ToList()) told += (await theirs.GetPage(account)).Text("main");
        Assert.Contains("Brought into the household", told, StringComparison.Ordinal); // of the first stay
        Assert.DoesNotContain("While alone", told, StringComparison.Ordinal);

        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var home = await db.Memberships.Where(m => m.Id == guest.Id).Select(m => m.HomeAccountId!.Value).SingleAsync();
            var account = await new PointsLedger(db).Open(home, default);
            var lot = account.Earn(new Entry($"order:{guest.Id}:earned", guest.Id, shop.Clock.Now, Actor.System, OrderId: NewId.Next()), 30, 0)!;
            account.Release(new Entry($"lot:{lot.Id}:released", guest.Id, shop.Clock.Now, Actor.System), lot, shop.Clock.Now.AddDays(9));
            account.TakeAway(new Entry($"gone:{lot.Id}", guest.Id, shop.Clock.Now, Actor.System), 30);
            account.Revoke(new Entry($"back:{lot.Id}", guest.Id, shop.Clock.Now, Actor.System), lot, 30, 0);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
        Assert.Contains("−30", (await theirs.GetPage("/account/club")).Text(".club-parts"), StringComparison.Ordinal);
        var had = (await Now(owner)).Points;
        await shop.RunJob<FollowMembers>();
        await shop.RunJob<FollowMembers>();
        Assert.Equal(had - 30, (await Now(owner)).Points);
        Assert.DoesNotContain("−30", (await theirs.GetPage("/account/club")).Text(".club-parts"), StringComparison.Ordinal);
        await Clean();
    }

    [Fact]
    public async Task Only_the_owner_takes_out_and_invites_and_nobody_is_in_two()
    {
        var (owner, mine) = await shop.Member("one@example.org", 100);
        var (second, also) = await shop.Member("two@example.org", 100);
        var (guest, theirs) = await shop.Member("both@example.org", 100);
        await Open(mine, "One");
        await Open(also, "Two");
        foreach (var who in new[] { mine, also }) await Invite(who, guest);
        foreach (var seat in await shop.InDb(db => db.HouseholdSeats.Where(s => s.MemberId == guest.Id).Select(s => s.Id).ToListAsync()))
            await theirs.SubmitForPage((await theirs.GetPage("/account/club/household")).Form($"form[action$='/invitations/{seat}/accept']"));
        var forms = new List<(Visitor, IHtmlFormElement)>();
        foreach (var who in new[] { mine, also }) forms.Add((who, (await who.GetPage("/account/club/household")).Form("form[action*='/household/members/']")));
        await Task.WhenAll(forms.Select(f => f.Item1.Submit(f.Item2)));
        Assert.Single(await shop.InDb(db => db.HouseholdSeats.AsNoTracking().Where(s => s.MemberId == guest.Id && s.State == SeatState.In).ToListAsync()));
        Assert.Equal(300, (await Now(owner)).Points + (await Now(second)).Points);

        Assert.Contains("find no member", (await mine.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await mine.GetPage("/account/club/household")).Form("form[action$='/invitations']"), ("Form.Number", guest.Number), ("Form.LastName", "Berg"))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Null((await theirs.GetPage("/account/club/household")).QuerySelector("form[action$='/invitations'], a[href$='/remove']"));
        var winner = (await Now(guest)).Account == (await Now(owner)).Account ? mine : also;
        var remove = (await winner.GetPage("/account/club/household")).QuerySelector("a[href$='/remove']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await theirs.Get(remove)).StatusCode);
        await winner.SubmitForPage((await winner.GetPage(remove)).Form("form[action$='/remove']"));
        Assert.Equal((0L, guest.AccountId), ((await Now(guest)).Points, (await Now(guest)).Account));
        await Clean();
    }

    private static async Task<IHtmlDocument> Open(Visitor visitor, string name) =>
        await visitor.SubmitForPage((await visitor.GetPage("/account/club/household")).Form("form[action$='/club/household']"), ("Form.Name", name));

    private static async Task<IHtmlDocument> Invite(Visitor visitor, Membership guest) =>
        await visitor.SubmitForPage((await visitor.GetPage("/account/club/household")).Form("form[action$='/invitations']"), ("Form.Number", guest.Number), ("Form.LastName", "Solberg"));

    private static async Task Share(Membership owner, Visitor mine, Membership guest, Visitor theirs)
    {
        await Open(mine, owner.Number);
        await Invite(mine, guest);
        await theirs.SubmitForPage((await theirs.GetPage("/account/club/household")).Form("form[action$='/accept']"));
        await mine.SubmitForPage((await mine.GetPage("/account/club/household")).Form("form[action*='/household/members/']"));
    }

    private Task<(long Points, Guid Account, Guid? Household)> Now(Membership member) => shop.InDb(async db =>
    {
        var kept = await db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id);
        return (await db.PointsAccounts.Where(a => a.Id == kept.AccountId).Select(a => a.Available).SingleAsync(), kept.AccountId, kept.HouseholdId);
    });

    private async Task Clean()
    {
        Assert.Empty(shop.Errors);
        Assert.Empty((await shop.With<Auditor, IReadOnlyList<AuditedInvariant>>(a => a.Run(default))).Where(a => a.Id is "INV-1" or "INV-2" or "INV-3" or "INV-4" or "INV-5" or "INV-7" or "INV-12").SelectMany(a => a.Violations));
    }
}
