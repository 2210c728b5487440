using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Accounts.Staff;
using Shop.Kernel;

namespace Shop.Tests.BackOffice;

/// <summary>Who works here and what they may do is looked after at the desk, and nobody raises themselves.</summary>
public sealed class StaffTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_colleague_is_invited_chooses_a_password_works_gets_more_and_is_blocked()
    {
        await shop.Account("head@example.org", Roles.Administrator);
        var head = await shop.SignedIn("head@example.org");
        var form = (await head.GetPage("/backoffice/staff/new")).Form("main form");
        await head.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Name", "Peder"), ("Form.Email", "peder@example.org")); // no role
        var packer = await RoleId(Roles.Packer);
        var page = await head.SubmitForPage(form, ("Form.Name", "Peder Vik"), ("Form.Email", "peder@example.org"), ("Form.Roles", packer.ToString()));
        Assert.Contains("Invited", page.Text("h1"), StringComparison.Ordinal);
        await head.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Name", "Peder Vik"), ("Form.Email", "PEDER@example.org"), ("Form.Roles", packer.ToString())); // works here already

        var peder = shop.Visitor();
        var choose = (await peder.GetPage(await shop.NewestLink("peder@example.org", "reset"))).Form("main form");
        await peder.SubmitExpecting(HttpStatusCode.UnprocessableEntity, choose, ("Password", "shortpw1")); // staff have longer ones
        await peder.SubmitForPage(choose, ("Password", People.Password));
        await peder.SignIn("peder@example.org");
        Assert.Equal(HttpStatusCode.OK, (await peder.Get("/backoffice/orders")).StatusCode);
        var closed = await peder.GetPage("/backoffice/messages", HttpStatusCode.Forbidden);
        await peder.SubmitForPage(closed.Form("main form"), ("why", "Customers write to me."));

        var asked = await head.GetPage("/backoffice/staff");
        Assert.Contains("Customers write to me.", asked.Text("#asked"), StringComparison.Ordinal);
        Assert.Contains("(1 to look at)", asked.Text(".office-menu a[href$='/staff']"), StringComparison.Ordinal);
        await head.SubmitForPage(asked.Form("#asked form"), ("role", (await RoleId(Roles.Support)).ToString()));
        await peder.SignIn("peder@example.org"); // other rights, another session
        Assert.Equal(HttpStatusCode.OK, (await peder.Get("/backoffice/messages")).StatusCode);
        var sheet = await head.GetPage(page.Location.PathName);
        Assert.Contains("Packer, Support", sheet.Text("main"), StringComparison.Ordinal);

        await head.SubmitForPage(sheet.Form("form[action$='/block']"));
        Assert.Equal(HttpStatusCode.Found, (await peder.Get("/backoffice")).StatusCode); // the session is over
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await peder.SignIn("peder@example.org")).StatusCode);
        var verbs = await shop.InDb(db => db.AuditEntries.Where(e => e.RecordName == "Peder Vik").Select(e => e.Verb).ToListAsync());
        Assert.Superset(new HashSet<string> { "Invited", "Changed roles", "Blocked", "Signed in" }, verbs.ToHashSet());
    }

    [Fact]
    public async Task What_a_role_allows_is_looked_over_and_saved_and_nobody_widens_their_own()
    {
        await shop.Account("chief@example.org", Roles.Administrator);
        await shop.Account("lead@example.org", Roles.Manager);
        var manager = await RoleId(Roles.Manager);
        await shop.InDb(db => { db.Add(RoleRight.Of(manager, new Right(Area.Staff, Act.Change))); return db.SaveChangesAsync(); });
        var (chief, lead) = (await shop.SignedIn("chief@example.org"), await shop.SignedIn("lead@example.org"));

        var mine = await lead.GetPage("/backoffice/staff/new");
        Assert.Contains("a role of your own", (await lead.SubmitForPage(Sent(await lead.GetPage($"/backoffice/roles/{manager}")), ("rights", "Settings.Change"))).Text("main"), StringComparison.Ordinal);
        await Refused(lead, mine, Roles.Administrator, "Only an administrator");
        await Refused(lead, mine, Roles.Bookkeeper, "only what you may do yourself", takeAway: new Right(Area.Figures, Act.Export));
        var me = await Id("lead@example.org");
        await lead.Post($"/backoffice/staff/{me}/roles", mine, ("roles", manager.ToString()), ("roles", (await RoleId(Roles.Administrator)).ToString()));
        Assert.Equal([Roles.Manager], (await shop.With<StaffBook, Colleague?>(book => book.One(me, default)))!.Roles);

        var made = await chief.SubmitForPage((await chief.GetPage("/backoffice/roles")).Form("main form"), ("name", "Night shift"), ("like", (await RoleId(Roles.Packer)).ToString()));
        Assert.Equal("Night shift", made.Text("h1"));
        var question = await chief.Read(await chief.Submit(Sent(made), ("rights", "Messages.Change")), HttpStatusCode.OK);
        Assert.Contains("Answer what people wrote", question.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Read what people wrote", question.Text("main"), StringComparison.Ordinal); // who may change may see
        Assert.Contains("Nobody has this role", question.Text("main"), StringComparison.Ordinal);
        await chief.SubmitForPage(question.Form("main form"), ("step", "save"));
        var madeId = Guid.Parse(made.Location.PathName.Split('/')[^1]);
        Assert.Equal(["Messages.Change", "Messages.See"], (await shop.InDb(async db => await db.RoleRights.Where(r => r.RoleId == madeId).ToListAsync())).Select(r => r.Right.ToString()).Order());
        await chief.SubmitForPage((await chief.GetPage(made.Location.PathName)).Form("form[action$='/delete']"));
        Assert.Equal(HttpStatusCode.NotFound, (await chief.Get(made.Location.PathName)).StatusCode);
        Assert.Contains("cannot be changed", (await chief.GetPage($"/backoffice/roles/{await RoleId(Roles.Administrator)}")).Text("main"), StringComparison.Ordinal);

        // Those who only look see no button.
        await shop.InDb(db => db.RoleRights.Where(r => r.RoleId == manager && r.Area == Area.Staff && r.Act == Act.Change).ExecuteDeleteAsync());
        Assert.Empty((await lead.GetPage("/backoffice/staff")).QuerySelectorAll("main form, main a[href$='/new']"));
    }

    [Fact]
    public async Task A_role_that_a_colleague_changed_meanwhile_is_looked_at_again_with_what_was_ticked()
    {
        await shop.Account("first@example.org", Roles.Administrator);
        await shop.Account("second@example.org", Roles.Administrator);
        var (first, second) = (await shop.SignedIn("first@example.org"), await shop.SignedIn("second@example.org"));
        var made = await first.SubmitForPage((await first.GetPage("/backoffice/roles")).Form("main form"), ("name", "Early shift"), ("like", (await RoleId(Roles.Packer)).ToString()));
        var seen = await second.GetPage(made.Location.PathName);
        var question = await second.Read(await second.Submit(Sent(seen), ("rights", "Club.See")), HttpStatusCode.OK);
        await first.SubmitForPage((await first.Read(await first.Submit(Sent(made), ("rights", "Messages.Change")), HttpStatusCode.OK)).Form("main form"), ("step", "save"));

        var late = await second.SubmitExpecting(HttpStatusCode.UnprocessableEntity, question.Form("main form"), ("step", "save"));
        Assert.Contains("Ingrid Solberg changed this role meanwhile", late.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Contains(Rights.Words(new Right(Area.Messages, Act.Change)), late.Text(".error-summary"), StringComparison.Ordinal);
        Assert.True(late.QuerySelector("input[value='Club.See']")!.HasAttribute("checked"));
        var id = Guid.Parse(made.Location.PathName.Split('/')[^1]);
        Assert.DoesNotContain(await shop.InDb(db => db.RoleRights.Where(r => r.RoleId == id).ToListAsync()), r => r.Area == Area.Club);
        question = await second.Read(await second.Submit(Sent(late)), HttpStatusCode.OK); // looked at once more
        await second.SubmitForPage(question.Form("main form"), ("step", "save"));
        Assert.Equal(["Club.See"], (await shop.InDb(db => db.RoleRights.Where(r => r.RoleId == id).ToListAsync())).Select(r => r.Right.ToString()));
    }

    [Fact]
    public async Task Of_two_answers_at_once_one_counts_and_what_was_given_otherwise_is_settled()
    {
        var head = await shop.Account("answers@example.org", Roles.Administrator);
        for (var round = 0; round < 3; round++)
        {
            var user = await shop.Account($"asks{round}@example.org", Roles.Packer);
            var request = AccessRequest.Ask(user.Id, new Right(Area.Messages, Act.Change), "/backoffice/messages", null, shop.Clock.Now);
            await shop.InDb(db => { db.Add(request); return db.SaveChangesAsync(); });
            var support = await RoleId(Roles.Support);
            async Task<bool> Answer(Guid? role)
            {
                using var scope = shop.Services.CreateScope();
                try { return await scope.ServiceProvider.GetRequiredService<AnswerAccess>().Run(request.Id, role, Head(head), default); }
                catch (RuleBroken) { return false; }
            }
            var done = await Task.WhenAll(Task.Run(() => Answer(support)), Task.Run(() => Answer(null)));
            Assert.Single(done, d => d);
            var roles = (await shop.With<StaffBook, Colleague?>(book => book.One(user.Id, default)))!.Roles;
            Assert.Equal(done[0], (await shop.InDb(db => db.AccessRequests.AsNoTracking().SingleAsync(r => r.Id == request.Id))).Granted);
            Assert.Equal(done[0], roles.Contains(Roles.Support));
        }

        var lucky = await shop.Account("lucky@example.org", Roles.Support);
        await shop.InDb(db => { db.Add(AccessRequest.Ask(lucky.Id, new Right(Area.Messages, Act.Change), "/backoffice/messages", null, shop.Clock.Now)); return db.SaveChangesAsync(); });
        var visitor = await shop.SignedIn("answers@example.org");
        var page = await visitor.GetPage("/backoffice/staff");
        Assert.Contains("They can by now, as Support", page.Text("#asked"), StringComparison.Ordinal);
        Assert.DoesNotContain("to look at", page.Text(".office-menu a[href$='/staff']"), StringComparison.Ordinal);
        var letters = (await shop.Mailbox("lucky@example.org")).Count;
        await visitor.SubmitForPage(page.Form("#asked form"), ("refuse", "true"));
        Assert.True((await shop.InDb(db => db.AccessRequests.AsNoTracking().SingleAsync(r => r.UserId == lucky.Id))).Granted);
        Assert.Equal(letters, (await shop.Mailbox("lucky@example.org")).Count);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Who_worked_here_once_can_still_be_chosen_in_the_trail()
    {
        await shop.Account("trail@example.org", Roles.Administrator);
        var gone = await shop.Account("gone@example.org", Roles.Support);
        await shop.SignedIn("gone@example.org"); // which is noted
        await shop.InDb(db => db.Set<IdentityUserRole<Guid>>().Where(h => h.UserId == gone.Id).ExecuteDeleteAsync());
        var page = await (await shop.SignedIn("trail@example.org")).GetPage("/backoffice/audit");
        Assert.NotNull(page.QuerySelector($"option[value='{gone.Id}']"));
    }

    [Fact]
    public async Task Two_administrators_who_block_each_other_at_once_leave_one()
    {
        using var other = new ShopFactory();
        for (var round = 0; round < 3; round++)
        {
            var (a, b) = (await other.Account($"a{round}@example.org", Roles.Administrator), await other.Account($"b{round}@example.org", Roles.Administrator));
            await other.InDb(async db => { foreach (var user in await db.AccountUsers.Where(u => u.Id != a.Id && u.Id != b.Id && !u.IsDisabled).ToListAsync()) user.Disable(); return await db.SaveChangesAsync(); });
            async Task<bool> Block(User by, User whom)
            {
                using var scope = other.Services.CreateScope();
                try { return await scope.ServiceProvider.GetRequiredService<ChangeRoles>().Block(whom.Id, true, new SignedIn(Guid.Empty, by.Id, "Somebody", by.Email!, [Roles.Administrator], other.Clock.Now, true) { Rights = Rights.All }, null, default); }
                catch (RuleBroken) { return false; }
            }
            var done = await Task.WhenAll(Task.Run(() => Block(a, b)), Task.Run(() => Block(b, a)));
            Assert.Single(done, d => d);
            Assert.True(await other.With<RoleHolders, bool>(roles => roles.AnyAdministrator(default)));
        }
    }

    private async Task Refused(Visitor visitor, IHtmlDocument page, string role, string why, Right? takeAway = null)
    {
        if (takeAway is { } right) await shop.InDb(db => db.RoleRights.Where(r => r.Area == right.Area && r.Act == right.Act && db.Set<IdentityRole<Guid>>().Any(x => x.Id == r.RoleId && x.Name == Roles.Manager)).ExecuteDeleteAsync());
        var answer = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.Name", "Eve"), ("Form.Email", "eve@example.org"), ("Form.Roles", (await RoleId(role)).ToString()));
        Assert.Contains(why, answer.Text("main"), StringComparison.OrdinalIgnoreCase);
    }

    private SignedIn Head(User user) => new(Guid.Empty, user.Id, "Head", user.Email!, [Roles.Administrator], shop.Clock.Now, true) { Rights = Rights.All };

    private static IHtmlFormElement Sent(IHtmlDocument page) => page.Form("main form");

    private Task<Guid> RoleId(string name) => shop.InDb(db => db.Set<IdentityRole<Guid>>().Where(r => r.Name == name).Select(r => r.Id).SingleAsync());

    private Task<Guid> Id(string email) => shop.InDb(db => db.AccountUsers.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
}
