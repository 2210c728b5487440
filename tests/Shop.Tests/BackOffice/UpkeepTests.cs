using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Data;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Jobs;

namespace Shop.Tests.BackOffice;

/// <summary>What the shop does by itself is seen, repeated and run at will: jobs, news and letters.</summary>
public sealed class UpkeepTests(UpkeepTests.Troubled shop) : IClassFixture<UpkeepTests.Troubled>
{
    private const string Job = "Sulk";

    [Fact]
    public async Task A_job_runs_when_asked_and_one_that_fails_is_seen_first()
    {
        var staff = await Desk("jobs@example.org");
        var page = await staff.GetPage("/backoffice/jobs");
        Assert.Contains("Cancel unpaid ordersevery 30 seconds Never", page.Text("tbody"), StringComparison.Ordinal);

        page = await staff.SubmitForPage(page.Form("form[action$='/CancelUnpaidOrders/runs']"));
        Assert.Contains("Cancel unpaid orders: done", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Done", page.Text("tbody"), StringComparison.Ordinal);

        page = await staff.SubmitForPage((await staff.GetPage($"/backoffice/jobs/{Job}")).Form("form[action$='/runs']"));
        Assert.Contains("Sulk: failed", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("I would rather not.", page.Text("tbody summary"), StringComparison.Ordinal);
        Assert.StartsWith("Sulk", (await staff.GetPage("/backoffice/jobs")).Text("tbody tr"), StringComparison.Ordinal);
        var link = (await staff.GetPage("/backoffice")).QuerySelector(".attention a[href='/backoffice/jobs']");
        Assert.Contains("1 job failed the last time", string.Join(' ', link!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        shop.Sulks = false;
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/jobs/{Job}")).Form("form[action$='/runs']"));
        Assert.Null((await staff.GetPage("/backoffice")).QuerySelector(".attention a[href='/backoffice/jobs']"));
        Assert.Equal(2, await shop.InDb(db => db.JobRuns.CountAsync(r => r.Job == Job)));

        await shop.InDb(db => { db.Add(JobRun.Start(Job, shop.Clock.Now.AddSeconds(1), "other", shop.Clock.Now)); return db.SaveChangesAsync(); });
        page = await staff.SubmitForPage((await staff.GetPage($"/backoffice/jobs/{Job}")).Form("form[action$='/runs']"));
        Assert.Contains("is running at this moment", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get("/backoffice/jobs/Nothing")).StatusCode);
        Assert.Contains(Job, await shop.InDb(db => db.AuditEntries.Where(a => a.Action == "Jobs.Create").Select(a => a.RecordId).ToListAsync()));
    }

    [Fact]
    public async Task News_that_was_given_up_is_told_again()
    {
        var staff = await Desk("news@example.org");
        var id = await shop.InDb(async db =>
        {
            var news = SavedEvent.From(new OrderShipped(Guid.NewGuid())); // of an order that is not there
            db.Add(news);
            await db.SaveChangesAsync();
            var at = shop.Clock.Now;
            await db.SavedEvents.Where(e => e.Id == news.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.DeadAt, at).SetProperty(x => x.Attempts, 10).SetProperty(x => x.Error, "System.Exception: The post is closed.\n   at Somewhere"));
            return news.Id;
        });
        Assert.Contains("1 piece of news could not be told", (await staff.GetPage("/backoffice")).Text(".attention"), StringComparison.Ordinal);
        var page = await staff.GetPage("/backoffice/news?view=parked");
        Assert.Contains("Order shippedThe post is closed. Given up", page.Text("tbody tr"), StringComparison.Ordinal);
        page = await staff.GetPage(page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("Given up", page.Text(".facts"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form($"form[action$='{id}']"));
        Assert.Contains("put back in line", page.Text("main"), StringComparison.Ordinal);
        await shop.Tell();
        Assert.NotNull(await shop.InDb(db => db.SavedEvents.Where(e => e.Id == id).Select(e => e.DeliveredAt).SingleAsync()));
        page = await staff.GetPage($"/backoffice/news/{id}");
        Assert.Null(page.QuerySelector($"form[action$='{id}']"));
        Assert.Contains("not given up", (await staff.Read(await staff.Follow(await staff.Post($"/backoffice/news/{id}", page)), HttpStatusCode.OK)).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_was_given_up_is_sent_again_and_what_opens_an_account_is_not_shown()
    {
        var staff = await Desk("mail@example.org");
        var (open, secret) = (await Letter("contact-answer", "About your mug"), await Letter("reset-password", "Choose a new password"));
        Assert.Contains("2 letters could not be sent", (await staff.GetPage("/backoffice")).Text(".attention"), StringComparison.Ordinal);
        var list = await staff.GetPage("/backoffice/mail?view=given-up");
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        Assert.Empty((await staff.GetPage("/backoffice/mail?view=sent")).QuerySelectorAll("tbody tr"));

        var page = await staff.GetPage($"/backoffice/mail/{open}");
        Assert.Equal("", page.QuerySelector("iframe")!.GetAttribute("sandbox"));
        var frame = await staff.Get($"/backoffice/mail/{open}/content");
        Assert.Contains("sandbox", frame.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<b>letter</b>", await frame.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await staff.SubmitForPage(page.Form($"form[action$='/mail/{open}']"));
        await shop.With<SendWaitingMail>(mail => mail.Run(default));
        Assert.Contains("Sent", (await staff.GetPage($"/backoffice/mail/{open}")).Text(".facts"), StringComparison.Ordinal);

        Assert.Null((await staff.GetPage($"/backoffice/mail/{secret}")).QuerySelector("iframe, .kept-lines"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/mail/{secret}/content")).StatusCode);
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/mail/{secret}")).Form($"form[action$='/mail/{secret}']")); // it never left: that may be mended
        await shop.With<SendWaitingMail>(mail => mail.Run(default));
        page = await staff.GetPage($"/backoffice/mail/{secret}");
        Assert.Null(page.QuerySelector($"form[action$='/mail/{secret}']"));
        var refused = await staff.Read(await staff.Follow(await staff.Post($"/backoffice/mail/{secret}", page)), HttpStatusCode.OK);
        Assert.Contains("Letters of this kind are sent once", refused.Text("main"), StringComparison.Ordinal);
    }

    private async Task<Guid> Letter(string template, string subject)
    {
        return await shop.InDb(async db =>
        {
            var mail = OutgoingMail.Of("ada@example.org", new RenderedMail(subject, "<p>A <b>letter</b></p>", "A letter"), template, $"{template}:test", "localhost", shop.Clock.Now);
            db.Add(mail);
            await db.SaveChangesAsync();
            var at = shop.Clock.Now;
            await db.OutgoingMails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.DeadAt, at).SetProperty(x => x.Error, "The server is away."));
            return mail.Id;
        });
    }

    private async Task<Visitor> Desk(string email)
    {
        await shop.Account(email, Roles.Administrator);
        return await shop.SignedIn(email);
    }

    /// <summary>A shop with a job that does not always want to.</summary>
    public sealed class Troubled : ShopFactory
    {
        public bool Sulks { get; set; } = true;

        protected override void Replace(IServiceCollection services) =>
            services.AddSingleton(new TimetableLine(Job, TimeSpan.FromHours(1), (_, _) => Sulks ? throw new InvalidOperationException("I would rather not.") : Task.CompletedTask));
    }
}
