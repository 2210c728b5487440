using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;

namespace Shop.Tests.Accounts;

/// <summary>A forgotten password, and what a mailed link may and may not do.</summary>
public sealed class ResetTests : IClassFixture<ShopFactory>
{
    private const string NewPassword = "seven lanterns in the harbour";
    private readonly ShopFactory shop;

    public ResetTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(2));

    [Fact]
    public async Task The_link_sets_a_new_password_and_ends_every_session()
    {
        await shop.Account("forgot@example.org");
        var there = await shop.SignedIn("forgot@example.org");
        await Ask("forgot@example.org");

        var visitor = shop.Visitor();
        var answer = await Use(visitor, await shop.NewestLink("forgot@example.org", "reset"));

        Assert.Equal("/account/sign-in", answer.Headers.Location?.ToString());
        Assert.False(await visitor.IsIn()); // it does not sign in by itself
        Assert.False(await there.IsIn());
        Assert.Equal("password-changed", (await shop.Mailbox("forgot@example.org"))[^1].Template);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignIn("forgot@example.org")).StatusCode);
        await shop.SignedIn("forgot@example.org", NewPassword);
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        await shop.Account("known@example.org");
        var (known, unknown) = (await Ask("known@example.org"), await Ask("unknown@example.org"));
        Assert.Equal((known.StatusCode, known.Headers.Location), (unknown.StatusCode, unknown.Headers.Location));
        Assert.Single(await shop.Mailbox("known@example.org"));
        Assert.Empty(await shop.Mailbox("unknown@example.org"));
    }

    [Fact]
    public async Task The_link_works_once()
    {
        await shop.Account("once@example.org");
        await Ask("once@example.org");
        var link = await shop.NewestLink("once@example.org", "reset");
        Assert.Equal(HttpStatusCode.Found, (await Use(shop.Visitor(), link)).StatusCode);
        Assert.Contains("no longer works", (await shop.Visitor().GetPage(link)).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Used_many_times_at_once_it_works_once()
    {
        await shop.Account("race@example.org");
        await Ask("race@example.org");
        var link = await shop.NewestLink("race@example.org", "reset");
        var visitors = Enumerable.Range(0, 10).Select(_ => shop.Visitor()).ToList();
        var forms = new List<AngleSharp.Html.Dom.IHtmlFormElement>();
        foreach (var visitor in visitors) forms.Add((await visitor.GetPage(link)).Form("[name=Password]"));
        var answers = await Task.WhenAll(visitors.Zip(forms, (v, f) => v.Submit(f, ("Password", NewPassword))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Found), a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
    }

    [Fact]
    public async Task After_an_hour_the_link_is_dead()
    {
        await shop.Account("late@example.org");
        await Ask("late@example.org");
        var link = await shop.NewestLink("late@example.org", "reset");
        shop.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull((await shop.Visitor().GetPage(link)).QuerySelector("[name=Password]"));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await shop.Visitor().GetPage(link)).QuerySelector("[name=Password]"));
    }

    [Fact]
    public async Task A_password_changed_meanwhile_kills_the_link_and_a_newer_link_the_older()
    {
        await shop.Account("meanwhile@example.org");
        await Ask("meanwhile@example.org");
        var first = await shop.NewestLink("meanwhile@example.org", "reset");
        await Ask("meanwhile@example.org");
        var second = await shop.NewestLink("meanwhile@example.org", "reset");
        Assert.Null((await shop.Visitor().GetPage(first)).QuerySelector("[name=Password]"));

        var visitor = await shop.SignedIn("meanwhile@example.org");
        var page = await visitor.GetPage("/account/details/password");
        await visitor.Submit(page.Form("[name=New]"), ("Current", People.Password), ("New", NewPassword));
        Assert.Null((await shop.Visitor().GetPage(second)).QuerySelector("[name=Password]"));
    }

    [Fact]
    public async Task A_mailbox_is_not_flooded()
    {
        await shop.Account("flood@example.org");
        for (var i = 0; i < 12; i++) await Ask("flood@example.org");
        Assert.Equal(5, (await shop.Mailbox("flood@example.org")).Count);
    }

    [Fact]
    public async Task The_database_holds_no_link_that_works()
    {
        var user = await shop.Account("stolen@example.org");
        await Ask("stolen@example.org");
        var token = (await shop.NewestLink("stolen@example.org", "reset")).Split("token=")[1];
        var link = await shop.InDb(db => db.AccountLinks.AsNoTracking().SingleAsync(l => l.UserId == user.Id));
        Assert.NotEqual(token, link.Print);
        Assert.Contains("no longer works", (await shop.Visitor().GetPage($"/account/reset?token={link.Print}")).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_hold_a_secret_in_their_address_pass_it_on_to_nobody()
    {
        await shop.Account("referrer@example.org");
        await Ask("referrer@example.org");
        var answer = await shop.Visitor().Get(await shop.NewestLink("referrer@example.org", "reset"));
        Assert.Equal(("no-referrer", true), (answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.CacheControl?.NoStore));
    }

    private async Task<HttpResponseMessage> Ask(string email)
    {
        var visitor = shop.Visitor();
        return await visitor.Submit((await visitor.GetPage("/account/forgotten")).Form("[name=Email]"), ("Email", email));
    }

    private static async Task<HttpResponseMessage> Use(Visitor visitor, string link) =>
        await visitor.Submit((await visitor.GetPage(link)).Form("[name=Password]"), ("Password", NewPassword));
}
