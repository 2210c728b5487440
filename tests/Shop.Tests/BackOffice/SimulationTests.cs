using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.BackOffice;

/// <summary>What is worked out over all members is asked once, survives those who work on it, and stands with the draft it is about; publishing shows it, and a look ahead says what the jobs then do.</summary>
public sealed class SimulationTests : IDisposable
{
    private static readonly Actor Kari = Actor.Staff(NewId.Next(), "Kari");
    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_question_is_asked_once_taken_up_again_and_called_off()
    {
        await _shop.Member("one@example.com");
        var draft = await Draft(new ProgrammeRules());
        var first = await Ask(draft);
        Assert.Equal(first, await Ask(draft));
        await _shop.InDb(db => db.Simulations.ExecuteUpdateAsync(s => s.SetProperty(r => r.State, SimulationState.Running).SetProperty(r => r.SeenAt, _shop.Clock.Now))); // somebody works on it, and dies
        Assert.Equal(0, await Work());
        _shop.Clock.Advance(RunSimulations.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Work());
        Assert.Equal((SimulationState.Done, 1), await _shop.InDb(db => db.Simulations.Select(s => new { s.State, s.Total }).SingleAsync()) is var done ? (done.State, done.Total) : default);

        var second = await Ask(draft);
        Assert.NotEqual(first, second);
        Assert.True(await _shop.With<AskForSimulation, bool>(a => a.CallOff(second, default)));
        Assert.Equal(0, await Work());
        Assert.False(await _shop.With<AskForSimulation, bool>(a => a.CallOff(first, default))); // over already

        await Ask(draft);
        await _shop.InDb(async db => { (await db.RuleSets.SingleAsync(r => r.Id == draft)).Edit("Other", new ProgrammeRules(), Kari, _shop.Clock.Now); return await db.SaveChangesAsync(); });
        await Assert.ThrowsAsync<RuleBroken>(Work);
        Assert.Contains("changed before", await _shop.InDb(db => db.Simulations.Where(s => s.State == SimulationState.Failed).Select(s => s.Error!).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_shows_the_numbers_or_asks_twice_and_tells_members_in_the_words_chosen()
    {
        var (member, _) = await _shop.Member("moved@example.com");
        await _shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == member.AccountId);
            account.Earn(new Entry("test:credits", member.Id, _shop.Clock.Now, Actor.System, RuleSetId: await db.RuleSets.Select(r => r.Id).SingleAsync()), 100, 100);
            account.MakeDue(new Entry("test:due", member.Id, _shop.Clock.Now, Actor.System), account.Lots[0], _shop.Clock.Now.AddDays(1));
            return await db.SaveChangesAsync();
        });
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        await _shop.RunJob<ReleaseDuePoints>();
        await _shop.RunJob<EndTiers>();
        var staff = await Staff();
        var draft = await Draft(Silver(50));

        var page = await staff.GetPage($"/backoffice/club/rules/{draft}/publish");
        Assert.Contains("It was not simulated", page.Text("#numbers"), StringComparison.Ordinal);
        var refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/publish']"));
        Assert.Contains("Simulate it first", refused.Text("#Form_Unseen-error"), StringComparison.Ordinal);
        await Ask(draft);
        await Work();
        page = await staff.SubmitForPage((await staff.GetPage($"/backoffice/club/rules/{draft}")).Form("#rule-sheet"), ("do", "publish")); // saved as it was, its numbers hold
        Assert.Null(page.GetElementById("Form_Unseen"));
        refused = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/publish']"), ("Form.Notice", "Own"));
        Assert.Contains("Write what members are to read", refused.Text("#Form_NoticeText-error"), StringComparison.Ordinal);
        await staff.SubmitForPage(refused.Form("form[action$='/publish']"), ("Form.Notice", "Own"), ("Form.NoticeText", "We made Silver easier, for all of you."));
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.RunJob<EndTiers>();
        await _shop.Tell();
        var letter = Assert.Single(await _shop.Mailbox("moved@example.com"), m => m.Template == "tier-changed");
        Assert.Contains("We made Silver easier", letter.Text, StringComparison.Ordinal);

        var silver = Silver(50).Ladder.Tiers;
        var silent = await Draft(new ProgrammeRules { Ladder = new LadderTerms { Tiers = [.. silver, new TierTerms { Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = 90 } }] } }); // up once more, and nobody is told
        await _shop.With<PublishRuleSet, int>(p => p.Run(silent, null, null, RuleNotice.None, null, Kari, default));
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await _shop.RunJob<EndTiers>();
        Assert.Equal(Tier.Gold, await TierNow());
        Assert.Single(await _shop.Mailbox("moved@example.com"), m => m.Template == "tier-changed");

        var published = await _shop.InDb(db => db.RuleSets.Where(r => r.Number != null).OrderBy(r => r.Number).Select(r => r.Id).ToListAsync());
        var compare = await staff.GetPage($"/backoffice/club/compare?before={published[1]}&after={published[2]}");
        Assert.Contains("To reach it: Credits 90", compare.Text(".rule-changes"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/club/compare?before={published[1]}&after={NewId.Next()}")).StatusCode);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task A_look_ahead_says_what_the_jobs_then_do_and_writes_nothing()
    {
        await _shop.OpenClub(Silver(100));
        var (member, _) = await _shop.Member("soon@example.com", 30);
        await _shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == member.AccountId);
            var rules = await db.RuleSets.Select(r => r.Id).SingleAsync();
            account.Earn(new Entry("test:credits", member.Id, _shop.Clock.Now, Actor.System, RuleSetId: rules), 150, 150);
            account.MakeDue(new Entry("test:due", member.Id, _shop.Clock.Now, Actor.System, RuleSetId: rules), account.Lots.Single(l => l.IsPending), _shop.Clock.Now.AddDays(10));
            return await db.SaveChangesAsync();
        });
        var staff = await Staff();
        var page = await staff.GetPage("/backoffice/club/ahead");
        var past = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/ahead']"), ("day", "2020-01-01"));
        Assert.Contains("Choose a day ahead", past.Text("#day-error"), StringComparison.Ordinal);
        Assert.Contains("Enter a day", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/ahead']"), ("day", "soon"))).Text("#day-error"), StringComparison.Ordinal);

        var ahead = await Look(staff, page, 20);
        Assert.Contains("Member → Silver", ahead.Text("main"), StringComparison.Ordinal);
        Assert.Equal(["1", "150", "0", "180"], ahead.QuerySelectorAll(".figure-card strong").Select(f => f.TextContent));
        Assert.Equal(Tier.Member, await TierNow());
        ahead = await Look(staff, ahead, 320); // what was given ends after 300 days
        Assert.Equal(["1", "150", "30", "150"], ahead.QuerySelectorAll(".figure-card strong").Select(f => f.TextContent));

        _shop.Clock.Advance(TimeSpan.FromDays(20));
        await _shop.RunJob<ReleaseDuePoints>();
        Assert.Equal(Tier.Silver, await TierNow());
        _shop.Clock.Advance(TimeSpan.FromDays(300));
        await _shop.RunJob<ExpirePoints>();
        Assert.Equal(150, (await _shop.With<PointsOnTheBooks, PointsOwed?>(b => b.Read(default)))!.Outstanding);
        Assert.Empty(_shop.Errors);
    }

    private async Task<IHtmlDocument> Look(Visitor staff, IHtmlDocument page, int days)
    {
        await staff.SubmitForPage(page.Form("form[action$='/ahead']"), ("day", _shop.Clock.Now.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        await Work();
        return await staff.GetPage("/backoffice/club/ahead");
    }

    private static ProgrammeRules Silver(long entry) => new() { Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member" }, new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = entry } }] } };

    private Task<Tier> TierNow() => _shop.InDb(db => db.Memberships.Select(m => m.Tier).SingleAsync());

    private async Task<Visitor> Staff()
    {
        await _shop.Account("desk@example.com", Roles.Staff);
        return await _shop.SignedIn("desk@example.com");
    }

    private Task<Guid> Draft(ProgrammeRules rules) => _shop.InDb(async db =>
    {
        var draft = RuleSet.Draft(await db.Programmes.Select(p => p.Id).SingleAsync(), "Next", rules, _shop.Clock.Now);
        db.Add(draft);
        await db.SaveChangesAsync();
        return draft.Id;
    });

    private Task<Guid> Ask(Guid draft) => _shop.With<AskForSimulation, Guid>(a => a.OfDraft(draft, Kari, default));

    private Task<int> Work() => _shop.With<RunSimulations, int>(r => r.Run(default));
}
