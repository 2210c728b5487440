using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;

namespace Shop.Tests.Accounts;

/// <summary>Passkeys, with a device that answers as a real one does, or as a forger would.</summary>
public sealed class PasskeyTests : IClassFixture<ShopFactory>
{
    private const string SignIn = "/account/sign-in/passkey";
    private const string Mine = "/account/details/passkeys";
    private readonly ShopFactory shop;

    public PasskeyTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    [Fact]
    public async Task It_signs_in_without_a_password_stands_for_both_factors_and_the_mailbox_hears_of_it()
    {
        var user = await shop.Account("key@example.org");
        using var device = new TestAuthenticator();
        await Added(await shop.SignedIn("key@example.org"), device);
        Assert.Contains("can sign in", (await shop.Mailbox("key@example.org"))[^1].Text, StringComparison.Ordinal);

        var visitor = shop.Visitor();
        var answer = await Use(visitor, device, returnUrl: "/account/addresses");
        Assert.Equal("/account/addresses", answer.Headers.Location?.ToString());
        Assert.True(await visitor.IsIn());
        Assert.NotNull(await shop.InDb(db => db.AccountSessions.Where(s => s.UserId == user.Id).OrderByDescending(s => s.Id).Select(s => s.StrongSince).FirstAsync()));
        Assert.Equal(shop.Clock.Now, await shop.InDb(db => db.Passkeys.Where(k => k.UserId == user.Id).Select(k => k.LastUsedAt).SingleAsync()));
    }

    [Fact]
    public async Task Adding_one_ends_the_other_sign_ins_if_one_likes()
    {
        await shop.Account("ends@example.org");
        var (own, there) = (await shop.SignedIn("ends@example.org"), await shop.SignedIn("ends@example.org"));
        var box = (IHtmlInputElement)(await own.GetPage(Mine)).QuerySelector("#add-passkey [name=endOthers]")!;
        Assert.True(box.IsChecked);
        using var first = new TestAuthenticator();
        await Added(own, first);
        Assert.True(await there.IsIn());
        using var second = new TestAuthenticator();
        await Added(own, second, more: ("endOthers", "true"));
        Assert.False(await there.IsIn());
        Assert.True(await own.IsIn());
    }

    [Fact]
    public async Task Where_codes_are_asked_for_a_passkey_needs_none()
    {
        await shop.Account("both@example.org");
        var own = await shop.SignedIn("both@example.org");
        using var device = new TestAuthenticator();
        await Added(own, device);
        await own.SetUpCodes(shop.Clock);
        Assert.Equal("/account", (await Use(shop.Visitor(), device)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_answer_counts_once_and_in_the_browser_that_was_asked()
    {
        await shop.Account("once@example.org");
        using var device = new TestAuthenticator();
        await Added(await shop.SignedIn("once@example.org"), device);
        var (visitor, thief) = (shop.Visitor(), shop.Visitor());
        var page = await visitor.GetPage("/account/sign-in");
        var answer = device.Use(await Ask(visitor, page, SignIn));
        Assert.True(await IsRefused(await thief.Post(SignIn, await thief.GetPage("/account/sign-in"), ("Credential", answer)), thief));

        thief.SetCookie("__Host-passkey", visitor.Cookies["__Host-passkey"]);
        Assert.Equal("/account", (await visitor.Post(SignIn, page, ("Credential", answer))).Headers.Location?.ToString());
        Assert.True(await IsRefused(await thief.Post(SignIn, await thief.GetPage("/account/sign-in"), ("Credential", answer)), thief)); // even with a copy of the cookie
    }

    [Fact]
    public async Task Used_many_times_at_once_it_opens_one_session()
    {
        var user = await shop.Account("race@example.org");
        using var device = new TestAuthenticator();
        await Added(await shop.SignedIn("race@example.org"), device);
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/account/sign-in");
        var answer = device.Use(await Ask(visitor, page, SignIn));
        var copies = Enumerable.Range(0, 20).Select(_ => { var copy = shop.Visitor(); foreach (var (name, value) in visitor.Cookies) copy.SetCookie(name, value); return copy; }).ToList();
        var answers = await Task.WhenAll(copies.Select(c => Task.Run(() => c.Post(SignIn, page, ("Credential", answer)))));
        Assert.Single(answers, a => a.Headers.Location?.ToString() == "/account");
        Assert.Equal(2, await shop.InDb(db => db.AccountSessions.CountAsync(s => s.UserId == user.Id)));
    }

    private static readonly string[] Ways = ["another page", "another name", "nobody verified", "signed wrongly", "too late", "an unknown key", "not an answer"];

    public static TheoryData<string> Forgeries => [.. Ways];

    [Theory, MemberData(nameof(Forgeries))]
    public async Task A_forged_answer_opens_nothing(string forgery)
    {
        var email = $"forged{Array.IndexOf(Ways, forgery)}@example.org";
        await shop.Account(email);
        using var real = new TestAuthenticator();
        await Added(await shop.SignedIn(email), real);
        using var unknown = new TestAuthenticator();
        var device = forgery == "an unknown key" ? unknown : real;
        if (forgery == "another page") device.Origin = "https://localhost.evil.example";
        if (forgery == "another name") device.Domain = "evil.example";
        if (forgery == "nobody verified") device.VerifiesPerson = false;
        if (forgery == "signed wrongly") device.SignsWrongly = true;

        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/account/sign-in");
        var question = await Ask(visitor, page, SignIn);
        if (forgery == "too late") shop.Clock.Advance(TimeSpan.FromMinutes(11));
        var answer = await visitor.Post(SignIn, page, ("Credential", forgery == "not an answer" ? "{\"id\":1}" : device.Use(question)));
        Assert.True(await IsRefused(answer, visitor));
    }

    [Fact]
    public async Task Guesses_at_the_password_do_not_hinder_it_and_a_disabled_person_stays_out()
    {
        var user = await shop.Account("open@example.org");
        using var device = new TestAuthenticator();
        await Added(await shop.SignedIn("open@example.org"), device);
        shop.Clock.Advance(TimeSpan.FromSeconds(1)); // a right password wipes out what was wrong before it
        for (var i = 0; i < 6; i++) await shop.Visitor().SignIn("open@example.org", $"wrong guess {i}");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await shop.Visitor().SignIn("open@example.org")).StatusCode);
        Assert.Equal("/account", (await Use(shop.Visitor(), device)).Headers.Location?.ToString());

        await shop.InDb(async db => { (await db.AccountUsers.SingleAsync(u => u.Id == user.Id)).Disable(); return await db.SaveChangesAsync(); });
        var visitor = shop.Visitor();
        Assert.True(await IsRefused(await Use(visitor, device), visitor));
    }

    [Fact]
    public async Task There_are_at_most_ten_each_is_renamed_and_removed_by_its_owner_only()
    {
        var user = await shop.Account("many@example.org");
        await shop.Account("stranger@example.org");
        var (own, stranger) = (await shop.SignedIn("many@example.org"), await shop.SignedIn("stranger@example.org"));
        for (var i = 0; i < 10; i++)
        {
            using var device = new TestAuthenticator();
            await Added(own, device, $"Key {i}");
        }
        using var eleventh = new TestAuthenticator();
        var list = await own.GetPage(Mine);
        Assert.Null(list.QuerySelector("#add-passkey"));
        Assert.Equal(HttpStatusCode.Conflict, (await own.Post(Mine, list, ("Credential", eleventh.Make(await Ask(own, list, Mine))))).StatusCode);

        var key = list.QuerySelector("#passkeys a")!.GetAttribute("href")!;
        var theirs = await stranger.GetPage(Mine);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(key)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(key, theirs, ("Form.Name", "Mine now"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"{key}/delete", theirs)).StatusCode);

        var page = await own.GetPage(key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await own.Submit(page.Form("#rename"), ("Form.Name", new string('x', 101)))).StatusCode);
        await own.Submit(page.Form("#rename"), ("Form.Name", "<b>Phone</b>"));
        Assert.Contains("<b>Phone</b>", (await own.GetPage(Mine)).Text("#passkeys"), StringComparison.Ordinal);
        var there = await shop.SignedIn("many@example.org");
        await own.Submit(page.Form("#remove"));
        Assert.Equal(9, await shop.InDb(db => db.Passkeys.CountAsync(k => k.UserId == user.Id)));
        Assert.False(await there.IsIn());
        Assert.Contains("no longer signs in", (await shop.Mailbox("many@example.org"))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_proves_again_who_somebody_is_and_only_with_a_key_of_their_own()
    {
        await shop.Account("fresh@example.org");
        await shop.Account("other@example.org");
        var (own, other) = (await shop.SignedIn("fresh@example.org"), await shop.SignedIn("other@example.org"));
        using var device = new TestAuthenticator();
        using var foreign = new TestAuthenticator();
        await Added(own, device);
        await Added(other, foreign);
        shop.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.StartsWith("/account/verify", (await own.Get(Mine)).Headers.Location?.ToString(), StringComparison.Ordinal);
        var page = await own.GetPage("/account/verify?returnUrl=" + Mine);
        Assert.StartsWith("/account/verify", (await own.Post("/account/verify/passkey", page, ("Credential", foreign.Use(await Ask(own, page, "/account/verify/passkey"))))).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(Mine, (await own.Post("/account/verify/passkey", page, ("Credential", device.Use(await Ask(own, page, "/account/verify/passkey"))), ("ReturnUrl", Mine))).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await own.Get(Mine)).StatusCode);
    }

    [Fact]
    public async Task It_is_bound_to_the_shops_own_name_whatever_the_request_claims()
    {
        await shop.Account("name@example.org");
        var own = await shop.SignedIn("name@example.org");
        var question = System.Text.Json.Nodes.JsonNode.Parse(await Ask(own, await own.GetPage(Mine), Mine))!;
        Assert.Equal("localhost", (string?)question["rp"]!["id"]);
        Assert.Equal("required", (string?)question["authenticatorSelection"]!["userVerification"]);
        own.Headers.Host = "127.0.0.1";
        Assert.Equal(HttpStatusCode.NotFound, (await own.Post(Mine + "/options", await own.GetPage(Mine))).StatusCode);
        Assert.Null((await shop.Visitor().Read(await own.Get("/account/details/passkeys"), HttpStatusCode.OK)).QuerySelector("#add-passkey"));
    }

    private static async Task Added(Visitor visitor, TestAuthenticator device, string name = "My key", params (string, string)[] more)
    {
        var page = await visitor.GetPage(Mine);
        var answer = await visitor.Post(Mine, page, [("Credential", device.Make(await Ask(visitor, page, Mine))), ("Name", name), .. more]);
        Assert.Equal((HttpStatusCode.Found, Mine), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains(name, (await visitor.GetPage(Mine)).Text("#passkeys"), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Use(Visitor visitor, TestAuthenticator device, string returnUrl = "")
    {
        var page = await visitor.GetPage("/account/sign-in");
        return await visitor.Post(SignIn, page, ("Credential", device.Use(await Ask(visitor, page, SignIn))), ("ReturnUrl", returnUrl));
    }

    private static async Task<string> Ask(Visitor visitor, AngleSharp.Html.Dom.IHtmlDocument page, string where)
    {
        var answer = await visitor.Post(where + "/options", page);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<bool> IsRefused(HttpResponseMessage answer, Visitor visitor) =>
        answer.Headers.Location?.ToString().StartsWith("/account/sign-in?refused=true", StringComparison.Ordinal) == true && !await visitor.IsIn();
}

/// <summary>Those who work here keep their last second factor, also when it is a passkey.</summary>
public sealed class LastPasskeyTests(LastPasskeyTests.Strict shop) : IClassFixture<LastPasskeyTests.Strict>
{
    public sealed class Strict : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Accounts:StaffNeedSecondFactor"] = "true" };
    }

    [Fact]
    public async Task The_last_passkey_of_somebody_who_works_here_is_not_removed()
    {
        const string mine = "/account/details/passkeys";
        var user = await shop.Account("clerk@example.org", Roles.Staff);
        var clerk = await shop.SignedIn("clerk@example.org");
        using var device = new TestAuthenticator();
        using var spare = new TestAuthenticator();
        var page = await clerk.GetPage(mine);
        await clerk.Post(mine, page, ("Credential", device.Make(await (await clerk.Post(mine + "/options", page)).Content.ReadAsStringAsync())), ("Name", "Only one"));
        Assert.Equal(1, await Keys());

        var key = (await clerk.GetPage(mine)).QuerySelector("#passkeys a")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.Conflict, (await clerk.Submit((await clerk.GetPage(key)).Form("#remove"))).StatusCode);
        Assert.Equal(1, await Keys());

        page = await clerk.GetPage(mine);
        await clerk.Post(mine, page, ("Credential", spare.Make(await (await clerk.Post(mine + "/options", page)).Content.ReadAsStringAsync())), ("Name", "Spare"));
        await clerk.Submit((await clerk.GetPage(key)).Form("#remove"));
        Assert.Equal(1, await Keys());

        Task<int> Keys() => shop.InDb(db => db.Passkeys.CountAsync(k => k.UserId == user.Id));
    }
}
