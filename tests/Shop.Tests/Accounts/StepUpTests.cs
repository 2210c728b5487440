using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;

namespace Shop.Tests.Accounts;

/// <summary>What only somebody may do who proved a moment ago to be the one.</summary>
public sealed class StepUpTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public StepUpTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    [Theory]
    [InlineData("/account/details/two-step")]
    [InlineData("/account/details/two-step/app")]
    public async Task A_while_after_the_sign_in_the_password_is_asked_for_again(string path)
    {
        var email = $"again{path.Length}@example.org";
        await shop.Account(email);
        var visitor = await shop.SignedIn(email);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(path)).StatusCode);
        shop.Clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await visitor.Get(path);
        Assert.Equal($"/account/verify?returnUrl={Uri.EscapeDataString(path)}", asked.Headers.Location?.ToString());

        var page = await visitor.GetPage(asked.Headers.Location!.ToString());
        Assert.Contains("not your password", (await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#verify"), ("Form.Password", "not the password"))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(path, (await visitor.Submit(page.Form("#verify"), ("Form.Password", People.Password))).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(path)).StatusCode);
    }

    [Fact]
    public async Task It_gives_the_session_a_new_secret_and_the_one_before_opens_nothing()
    {
        await shop.Account("secret@example.org");
        var visitor = await shop.SignedIn("secret@example.org");
        var before = visitor.Cookies["__Host-session"];
        await visitor.Submit((await visitor.GetPage("/account/verify?returnUrl=/account")).Form("#verify"), ("Form.Password", People.Password));
        Assert.True(await visitor.IsIn());
        var thief = shop.Visitor();
        thief.SetCookie("__Host-session", before);
        Assert.False(await thief.IsIn());
    }

    [Fact]
    public async Task Where_codes_are_asked_for_the_password_is_not_enough()
    {
        await shop.Account("strong@example.org");
        var visitor = await shop.SignedIn("strong@example.org");
        var (key, codes) = await visitor.SetUpCodes(shop.Clock);
        shop.Clock.Advance(TimeSpan.FromMinutes(21));
        foreach (var path in new[] { "/account/details/email", "/account/details/password", "/account/details/two-step" })
            Assert.Equal($"/account/verify?returnUrl={Uri.EscapeDataString(path)}", (await visitor.Get(path)).Headers.Location?.ToString());

        var details = await visitor.GetPage("/account/details");
        foreach (var path in new[] { "/account/details/two-step/off", "/account/details/two-step/recovery-codes", "/account/details/sessions/end-others", "/account/details/password" })
            Assert.StartsWith("/account/verify?", (await visitor.Post(path, details)).Headers.Location?.ToString(), StringComparison.Ordinal);

        var page = await visitor.GetPage("/account/verify");
        Assert.Null(page.QuerySelector("[type=password]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Submit(page.Form("#verify"), ("Form.Password", People.Password), ("Form.Code", "000000"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Submit(page.Form("#verify"), ("Form.Code", shop.CodeNow(key)))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account/details/email")).StatusCode);

        shop.Clock.Advance(TimeSpan.FromMinutes(21));
        var paper = await visitor.GetPage("/account/verify?paper=true&returnUrl=//evil.example");
        Assert.Equal("/account/details", (await visitor.Submit(paper.Form("#verify"), ("Form.Code", codes[3]))).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Ending_all_other_sessions_asks_again_and_ending_one_does_not()
    {
        var me = await shop.Account("ends@example.org");
        var (here, there, third) = (await shop.SignedIn("ends@example.org"), await shop.SignedIn("ends@example.org"), await shop.SignedIn("ends@example.org"));
        shop.Clock.Advance(TimeSpan.FromMinutes(25));
        var details = await here.GetPage("/account/details");
        Assert.StartsWith("/account/verify?", (await here.Submit(details.Form("form[action$='/end-others']"))).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.True(await there.IsIn());
        await here.Submit(details.Form("form[action*='/sessions/'][action$='/end']"));
        Assert.Equal(2, await shop.InDb(db => db.AccountSessions.CountAsync(s => s.UserId == me.Id)));
        await here.Submit((await here.GetPage("/account/verify")).Form("#verify"), ("Form.Password", People.Password));
        await here.Submit((await here.GetPage("/account/details")).Form("form[action$='/end-others']"));
        Assert.False(await there.IsIn() || await third.IsIn());
        Assert.True(await here.IsIn());
    }
}

/// <summary>Where those who work here need two factors.</summary>
public sealed class StaffSecondFactorTests(StaffSecondFactorTests.Factory shop) : IClassFixture<StaffSecondFactorTests.Factory>
{
    public sealed class Factory : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Accounts:StaffNeedSecondFactor"] = null };
    }

    [Fact]
    public async Task The_first_sign_in_leads_to_setting_it_up_and_then_on_to_the_back_office()
    {
        await shop.Account("new@example.org", Roles.Staff);
        var visitor = await shop.SignedIn("new@example.org");
        var way = await visitor.Get("/backoffice");
        Assert.Equal("/account/verify?returnUrl=%2Fbackoffice", way.Headers.Location?.ToString());
        Assert.Equal("/account/details/two-step", (await visitor.Get(way.Headers.Location!.ToString())).Headers.Location?.ToString());
        var (key, _) = await visitor.SetUpCodes(shop.Clock);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/backoffice")).StatusCode);

        var next = shop.Visitor();
        Assert.Equal(HttpStatusCode.Found, (await next.SignInWithCode("new@example.org", shop.CodeNow(key))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await next.Get("/backoffice")).StatusCode);
        var off = await next.Submit((await next.GetPage("/account/details/two-step")).Form("form[action$='/off']"));
        Assert.Equal(HttpStatusCode.Conflict, off.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await next.Get("/backoffice")).StatusCode);
    }

    [Fact]
    public async Task Customers_are_refused_as_before_and_a_script_is_told_so()
    {
        await shop.Account("customer@example.org");
        await shop.Account("clerk@example.org", Roles.Staff);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await shop.SignedIn("customer@example.org")).Get("/backoffice")).StatusCode);
        var clerk = await shop.SignedIn("clerk@example.org");
        clerk.Headers.Add("Accept", "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await clerk.Get("/backoffice")).StatusCode);
    }
}
