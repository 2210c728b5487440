using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;

namespace Shop.Tests.Accounts;

/// <summary>A sign-in is over when it is over: whoever kept the cookie has nothing.</summary>
public sealed class SessionTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public SessionTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    private const string Cookie = "__Host-session";

    [Fact]
    public async Task Signed_out_cookie_is_dead()
    {
        await shop.Account("out@example.org");
        var visitor = await shop.SignedIn("out@example.org");
        var kept = visitor.Cookies[Cookie];

        await visitor.SignOut();

        Assert.DoesNotContain(Cookie, visitor.Cookies.Keys);
        Assert.False(await With(kept).IsIn());
    }

    [Fact]
    public async Task A_password_change_ends_the_other_sessions_and_the_old_cookie_of_this_one()
    {
        await shop.Account("change@example.org");
        var (here, there) = (await shop.SignedIn("change@example.org"), await shop.SignedIn("change@example.org"));
        var before = here.Cookies[Cookie];

        await ChangePassword(here, endOthers: true);

        Assert.True(await here.IsIn());
        Assert.NotEqual(before, here.Cookies[Cookie]);
        Assert.False(await With(before).IsIn());
        Assert.False(await there.IsIn());
        Assert.Equal("password-changed", (await shop.Mailbox("change@example.org"))[^1].Template);
    }

    [Fact]
    public async Task A_password_change_keeps_the_other_sessions_if_one_wants_that()
    {
        await shop.Account("keep@example.org");
        var (here, there) = (await shop.SignedIn("keep@example.org"), await shop.SignedIn("keep@example.org"));

        await ChangePassword(here, endOthers: false);

        Assert.True(await here.IsIn());
        Assert.True(await there.IsIn());
    }

    [Fact]
    public async Task A_disabled_user_is_out_with_the_next_request()
    {
        var user = await shop.Account("disabled@example.org");
        var visitor = await shop.SignedIn("disabled@example.org");
        Assert.True(await visitor.IsIn());

        await shop.InDb(async db => { (await db.AccountUsers.SingleAsync(u => u.Id == user.Id)).Disable(); return await db.SaveChangesAsync(); });

        Assert.False(await visitor.IsIn());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignIn("disabled@example.org")).StatusCode);
    }

    [Fact]
    public async Task A_role_taken_away_is_gone_with_the_next_request()
    {
        var user = await shop.Account("staff@example.org", Roles.Staff);
        var visitor = await shop.SignedIn("staff@example.org");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/backoffice")).StatusCode);

        await shop.With<UserManager<User>>(async users => await users.RemoveFromRoleAsync((await users.FindByIdAsync(user.Id.ToString()))!, Roles.Staff));
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/backoffice")).StatusCode);
    }

    [Fact]
    public async Task Giving_or_taking_a_role_ends_the_sessions_opened_without_or_with_it()
    {
        var user = await shop.Account("promoted@example.org");
        var visitor = await shop.SignedIn("promoted@example.org");

        using (var scope = shop.Services.CreateScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            await scope.ServiceProvider.GetRequiredService<RoleHolders>().Give((await users.FindByIdAsync(user.Id.ToString()))!, Roles.Staff);
        }

        Assert.False(await visitor.IsIn());
    }

    [Fact]
    public async Task The_secret_is_new_at_sign_in_whatever_the_browser_held()
    {
        await shop.Account("fixed@example.org");
        var visitor = shop.Visitor();
        visitor.SetCookie(Cookie, "a-secret-that-the-attacker-knows-too-1234567");
        await visitor.SignIn("fixed@example.org");
        var first = visitor.Cookies[Cookie];
        Assert.NotEqual("a-secret-that-the-attacker-knows-too-1234567", first);

        visitor.SetCookie(Cookie, first);
        var other = With(first);
        await other.Post("/account/sign-out", await other.GetPage("/account"));
        await visitor.SignIn("fixed@example.org");
        Assert.NotEqual(first, visitor.Cookies[Cookie]);
    }

    [Fact]
    public async Task The_database_does_not_hold_what_opens_a_session()
    {
        var user = await shop.Account("print@example.org");
        var visitor = await shop.SignedIn("print@example.org");
        var secret = visitor.Cookies[Cookie];
        var kept = await shop.InDb(db => db.AccountSessions.AsNoTracking().SingleAsync(s => s.UserId == user.Id));
        Assert.True(secret.Length >= 43); // 256 bits
        Assert.DoesNotContain(secret, $"{kept.Print} {kept.Stamp} {kept.Id}", StringComparison.Ordinal);
        Assert.False(await With(kept.Print).IsIn());
    }

    [Fact]
    public async Task A_session_unused_for_14_days_is_over()
    {
        await shop.Account("idle@example.org");
        var visitor = await shop.SignedIn("idle@example.org");
        shop.Clock.Advance(TimeSpan.FromDays(13));
        Assert.True(await visitor.IsIn());
        shop.Clock.Advance(TimeSpan.FromDays(14));
        Assert.False(await visitor.IsIn());
    }

    [Fact]
    public async Task Last_seen_is_written_at_most_once_a_minute()
    {
        var user = await shop.Account("seen@example.org");
        var visitor = await shop.SignedIn("seen@example.org");
        var start = shop.Clock.Now;

        shop.Clock.Advance(TimeSpan.FromSeconds(59));
        await visitor.Get("/account");
        Assert.Equal(start, await LastSeen(user));
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await visitor.Get("/account");
        Assert.Equal(shop.Clock.Now, await LastSeen(user));
    }

    [Fact]
    public async Task One_can_see_and_end_ones_sessions_and_nobody_elses()
    {
        var me = await shop.Account("list@example.org");
        await shop.Account("stranger@example.org");
        var (here, there, stranger) = (await shop.SignedIn("list@example.org"), await shop.SignedIn("list@example.org"), await shop.SignedIn("stranger@example.org"));
        var page = await here.GetPage("/account/details");
        var end = page.Form("form[action*='/sessions/'][action$='/end']").Action;

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(end, await stranger.GetPage("/account/details"))).StatusCode);
        Assert.True(await there.IsIn());
        await here.Submit(page.Form("form[action*='/sessions/'][action$='/end']"));
        Assert.False(await there.IsIn());
        Assert.True(await here.IsIn());
        Assert.Equal(1, await shop.InDb(db => db.AccountSessions.CountAsync(s => s.UserId == me.Id)));
    }

    [Fact]
    public async Task Every_cookie_is_bound_to_this_host_and_kept_from_scripts()
    {
        await shop.Account("cookies@example.org");
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/account/sign-in");
        var answer = await visitor.Submit(page.Form("#sign-in"), ("Form.Email", "cookies@example.org"), ("Form.Password", People.Password));
        var cookies = answer.Headers.GetValues("Set-Cookie").Concat((await visitor.SignOut()).Headers.GetValues("Set-Cookie")).ToList();
        Assert.Contains(cookies, c => c.StartsWith(Cookie, StringComparison.Ordinal));
        Assert.All(cookies, c =>
        {
            Assert.StartsWith("__Host-", c, StringComparison.Ordinal);
            Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Staff_is_never_remembered_beyond_the_browser()
    {
        await shop.Account("desk@example.org", Roles.Staff);
        await shop.Account("home@example.org");
        Assert.DoesNotContain("expires", await SessionCookieOf("desk@example.org"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires", await SessionCookieOf("home@example.org"), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> SessionCookieOf(string email)
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/account/sign-in");
        var answer = await visitor.Submit(page.Form("#sign-in"), ("Form.Email", email), ("Form.Password", People.Password), ("Form.Remember", "true"));
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(Cookie, StringComparison.Ordinal));
    }

    private Visitor With(string secret)
    {
        var visitor = shop.Visitor();
        visitor.SetCookie(Cookie, secret);
        return visitor;
    }

    private Task<DateTime> LastSeen(User user) => shop.InDb(db => db.AccountSessions.Where(s => s.UserId == user.Id).Select(s => s.LastSeenAt).SingleAsync());

    private static async Task ChangePassword(Visitor visitor, bool endOthers)
    {
        var page = await visitor.GetPage("/account/details/password");
        var answer = await visitor.Submit(page.Form("[name=New]"), ("Current", People.Password), ("New", "another quiet rain on the roof"), ("EndOthers", endOthers ? "true" : "false"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }
}
