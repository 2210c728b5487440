using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Tests.Loyalty;
using Shop.Web.BackOffice.Notices;

namespace Shop.Tests.BackOffice;

/// <summary>Everybody at the desk hears of what concerns them, once, where a click leads to it, and of nothing they may not see.</summary>
public sealed class NotificationsTests(ShopFactory shop) : IClassFixture<ShopFactory>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.OpenClub(FullRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_colleague_who_is_mentioned_in_a_note_hears_of_it_and_it_leads_there()
    {
        var ((_, author), (kimId, kim)) = (await Colleague("author@example.org", "Sunniva Moe", Roles.Manager), await Colleague("kim@example.org", "Kim Berg", Roles.Support));
        var customer = (await shop.InDb(async db => { var made = Customer.WithoutSignIn(CustomerOrigin.Web, "ada@example.net", "Ada Vik", "NO", shop.Clock.Now); db.Add(made); await db.SaveChangesAsync(); return made; })).Id;
        var page = await kim.GetPage("/backoffice/notifications");
        Assert.Contains("Nothing to tell you", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("Notifications", page.Text(".office-bell").Trim());

        await author.SubmitForPage((await author.GetPage($"/backoffice/customers/{customer}")).Form("form[action$='/notes']"), ("text", "@Kim Berg, would you call her? Not kim@kim.example."));
        Assert.Equal("Notifications", (await author.GetPage("/backoffice")).Text(".office-bell").Trim());
        page = await kim.GetPage("/backoffice");
        Assert.Contains("(1 new)", page.Text(".office-bell"), StringComparison.Ordinal);
        page = await kim.GetPage("/backoffice/notifications");
        Assert.Contains("Sunniva Moe mentions you in a note about Ada Vik.", page.Text("main"), StringComparison.Ordinal);

        var notice = (await shop.InDb(db => db.DeskNotices.AsNoTracking().SingleAsync(n => n.ForId == kimId))).Id;
        Assert.Equal(HttpStatusCode.NotFound, (await author.Post($"/backoffice/notifications/{notice}/open", await author.GetPage("/backoffice"))).StatusCode); // not theirs
        Assert.Equal(HttpStatusCode.NotFound, (await author.Post($"/backoffice/notifications/{notice}/read", await author.GetPage("/backoffice"))).StatusCode);
        var there = await kim.SubmitForPage(page.Form("form[action$='/open']"));
        Assert.Equal($"/backoffice/customers/{customer}", there.Location.PathName);
        Assert.Contains("would you call her?", there.Text(".timeline"), StringComparison.Ordinal);
        Assert.Equal("Notifications", there.Text(".office-bell").Trim());
        Assert.Empty((await kim.GetPage("/backoffice/notifications")).QuerySelectorAll("main form[action$='/read']"));
    }

    [Theory]
    [InlineData("@Kim Berg please", "Kim Berg")]
    [InlineData("ask @kim.", "Kim Berg")]
    [InlineData("@Ida Lund and @Ida Moe", "Ida Lund,Ida Moe")]
    [InlineData("@Ida knows", "")] // two are called so
    [InlineData("@Kimberly, kim@kim.example, Kim Berg", "")]
    public void Whom_a_text_mentions(string text, string names)
    {
        (Guid Id, string Name)[] colleagues = [(Guid.NewGuid(), "Kim Berg"), (Guid.NewGuid(), "Ida Lund"), (Guid.NewGuid(), "Ida Moe")];
        Assert.Equal(names, string.Join(',', Mentions.In(text, colleagues).Select(id => colleagues.Single(c => c.Id == id).Name)));
    }

    [Fact]
    public async Task What_ended_waits_or_failed_is_told_once_to_those_it_concerns_and_leads_to_a_page()
    {
        var ((chiefId, chief), (packerId, packer)) = (await Colleague("chief@example.org", "Chief One", Roles.Administrator), await Colleague("packer@example.org", "Packer One", Roles.Packer));
        var (member, _) = await shop.Member("waits@example.org");
        var now = shop.Clock.Now;
        await shop.InDb(async db =>
        {
            var run = BulkRun.Start(NewId.Next(), "orders", "pack", 2, Actor.Staff(chiefId, "Chief One"), "", now);
            run.End(now);
            var failed = JobRun.Start("ExpirePoints", now, "here", now);
            failed.Finish(now, "System.Exception: no");
            var asked = AccessRequest.Ask(packerId, new Right(Area.Promotions, Act.See), "/backoffice/promotions", null, now);
            var byHand = Correction.Of(NewId.Next(), member.Id, new CorrectionTerms(CorrectionKind.Points, "Sorry", null) { Points = 5_000 }, 5_000, Actor.Staff(packerId, "Packer One"), "more than 500", now);
            var rules = await db.RuleSets.Select(r => r.Id).FirstAsync();
            var ahead = SimulationRun.Ahead(rules, now.AddDays(30), Actor.Staff(chiefId, "Chief One"), now);
            db.AddRange(run, failed, asked, byHand, ahead);
            await db.SaveChangesAsync();
            await db.Simulations.Where(s => s.Id == ahead.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SimulationState.Failed).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.Error, "no"));
            return 0;
        });

        for (var again = 0; again < 3; again++) await shop.RunJob<CollectNotices>();
        var told = await shop.InDb(db => db.DeskNotices.AsNoTracking().Where(n => n.ForId == chiefId).OrderBy(n => n.Source).ToListAsync());
        Assert.Equal(["access", "bulk", "correction", "job", "simulation"], told.Select(n => n.Source.Split(':')[0]));
        Assert.Empty(await shop.InDb(db => db.DeskNotices.Where(n => n.ForId == packerId).ToListAsync())); // who asked is not asked
        foreach (var notice in told) Assert.Equal(HttpStatusCode.OK, (await chief.Follow(await chief.Get(notice.Url))).StatusCode);

        var page = await chief.GetPage("/backoffice/notifications");
        Assert.Contains("Packer One would like to", page.Text("main"), StringComparison.Ordinal);
        page = await chief.SubmitForPage(page.Form("form[action$='/notifications/read']"));
        Assert.Equal("Notifications", page.Text(".office-bell").Trim());
        Assert.DoesNotContain("New", page.QuerySelectorAll("main .badge").Select(b => b.TextContent));

        // The answer goes back to who asked, and leads to the page that was closed.
        await chief.SubmitForPage((await chief.GetPage("/backoffice/staff")).Form("#asked form"), ("refuse", "true"));
        await shop.RunJob<CollectNotices>();
        Assert.Contains("Chief One left it as it is", (await packer.GetPage("/backoffice/notifications")).Text("main"), StringComparison.Ordinal);

        shop.Clock.Advance(TimeSpan.FromDays(61));
        await shop.RunJob<CollectNotices>();
        Assert.DoesNotContain(await shop.InDb(db => db.DeskNotices.Select(n => n.Source).ToListAsync()), s => s.StartsWith("bulk:", StringComparison.Ordinal) || s.StartsWith("job:", StringComparison.Ordinal));
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Who_lost_the_right_sees_it_no_more_and_many_are_read_page_by_page()
    {
        var (id, staff) = await Colleague("many@example.org", "Many Lines", Roles.Support);
        for (var i = 0; i < 35; i++)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(i % 2)); // two at once, now and then
            await shop.With<NoticeBoard>(board => board.Tell([id], $"test:{i}", $"Line {i}.", "/backoffice/messages", new Right(Area.Messages, Act.See).ToString(), default));
        }
        var page = await staff.GetPage("/backoffice/notifications");
        Assert.Contains("(35 new)", page.Text(".office-bell"), StringComparison.Ordinal);
        var seen = Lines(page);
        Assert.Equal(NoticeBoard.PageSize, seen.Count);
        page = await staff.GetPage(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(35, seen.Concat(Lines(page)).Distinct().Count());
        Assert.Null(page.QuerySelector("a[rel=next]"));
        Assert.Equal(HttpStatusCode.OK, (await staff.Get("/backoffice/notifications?older=nonsense")).StatusCode);

        var one = await shop.InDb(db => db.DeskNotices.Where(n => n.ForId == id).Select(n => n.Id).FirstAsync());
        await shop.InDb(db => db.RoleRights.Where(r => r.Area == Area.Messages && db.Set<IdentityRole<Guid>>().Any(x => x.Id == r.RoleId && x.Name == Roles.Support)).ExecuteDeleteAsync());
        page = await staff.GetPage("/backoffice/notifications");
        Assert.Contains("Nothing to tell you", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("Notifications", page.Text(".office-bell").Trim());
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Post($"/backoffice/notifications/{one}/open", page)).StatusCode);
    }

    private static List<string> Lines(IParentNode page) => [.. page.QuerySelectorAll("main form[action$='/open'] button").Select(b => b.TextContent.Trim())];

    private async Task<(Guid Id, Visitor Visitor)> Colleague(string email, string name, string role)
    {
        var user = await shop.Account(email, role);
        await shop.InDb(db => db.AccountUsers.Where(u => u.Id == user.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DisplayName, name)));
        return (user.Id, await shop.SignedIn(email));
    }
}
