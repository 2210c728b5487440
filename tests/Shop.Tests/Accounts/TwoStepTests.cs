using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;

namespace Shop.Tests.Accounts;

/// <summary>Signing in with a second step, by app or by paper, and turning it on and off.</summary>
public sealed class TwoStepTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public TwoStepTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    [Fact]
    public async Task After_the_password_comes_the_code_and_only_then_is_somebody_in()
    {
        await shop.Account("two@example.org");
        var (key, _) = await (await shop.SignedIn("two@example.org")).SetUpCodes(shop.Clock);

        var visitor = shop.Visitor();
        var answer = await visitor.SignIn("two@example.org", returnUrl: "/account/addresses");
        Assert.Equal("/account/sign-in/code", answer.Headers.Location?.ToString());
        Assert.False(await visitor.IsIn());
        var page = await visitor.GetPage("/account/sign-in/code");
        var wrong = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#second-step"), ("Code", "000000"));
        Assert.Contains("not right", wrong.Text(".error-summary"), StringComparison.Ordinal);
        Assert.False(await visitor.IsIn());
        var done = await visitor.Submit(wrong.Form("#second-step"), ("Code", shop.CodeNow(key).Insert(3, " ")));
        Assert.Equal("/account/addresses", done.Headers.Location?.ToString());
        Assert.True(await visitor.IsIn());
    }

    [Fact]
    public async Task A_code_works_once_even_for_somebody_who_saw_it()
    {
        await shop.Account("replay@example.org");
        var (key, _) = await (await shop.SignedIn("replay@example.org")).SetUpCodes(shop.Clock);
        var code = shop.CodeNow(key);
        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignInWithCode("replay@example.org", code)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignInWithCode("replay@example.org", code)).StatusCode);
        shop.Clock.Advance(TimeSpan.FromSeconds(30)); // still within the window
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignInWithCode("replay@example.org", code)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignInWithCode("replay@example.org", shop.CodeNow(key))).StatusCode);
    }

    [Fact]
    public async Task Each_recovery_code_works_once_however_it_is_typed_and_the_mailbox_hears_of_it()
    {
        await shop.Account("paper@example.org");
        var (_, codes) = await (await shop.SignedIn("paper@example.org")).SetUpCodes(shop.Clock);
        Assert.Equal((10, 10), (codes.Count, codes.Distinct().Count()));
        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignInWithCode("paper@example.org", $" {codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} ", paper: true)).StatusCode);
        Assert.Contains("9 are left", (await shop.Mailbox("paper@example.org"))[^1].Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignInWithCode("paper@example.org", codes[0], paper: true)).StatusCode);
        var visitor = shop.Visitor();
        Assert.Equal(HttpStatusCode.Found, (await visitor.SignInWithCode("paper@example.org", codes[9], paper: true)).StatusCode);

        var fresh = await visitor.SubmitExpecting(HttpStatusCode.OK, (await visitor.GetPage("/account/details/two-step")).Form("form[action$='/recovery-codes']"));
        var file = await visitor.Submit(fresh.Form("form[action$='/file']"));
        var text = await file.Content.ReadAsStringAsync();
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.All(fresh.QuerySelectorAll(".code-list code"), c => Assert.Contains(c.TextContent, text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignInWithCode("paper@example.org", codes[1], paper: true)).StatusCode); // replaced
    }

    [Theory]
    [InlineData("form[action$='/recovery-codes']", HttpStatusCode.OK)]
    [InlineData("form[action$='/off']", HttpStatusCode.Found)]
    public async Task New_codes_and_turning_it_off_end_the_other_sign_ins_unless_one_wants_them_to_stay(string form, HttpStatusCode answer)
    {
        foreach (var end in new[] { false, true })
        {
            var email = $"others-{end}-{answer}@example.org".ToLowerInvariant();
            await shop.Account(email);
            var (elsewhere, here) = (await shop.SignedIn(email), await shop.SignedIn(email));
            var page = await here.GetPage("/account/details/two-step/app");
            var key = page.QuerySelector("[name='Form.Key']")!.GetAttribute("value")!;
            await here.SubmitExpecting(HttpStatusCode.OK, page.Form("#set-up-app"), ("Form.Code", Totp.CodeAt(key, Totp.StepAt(shop.Clock.Now))), ("Form.EndOthers", "false"));
            Assert.True(await elsewhere.IsIn());
            var asks = (await here.GetPage("/account/details/two-step")).Form(form);
            Assert.Equal(answer, (await (end ? here.Submit(asks) : here.Submit(asks, ("endOthers", "false")))).StatusCode); // ending them is what the page proposes
            Assert.Equal((true, !end), (await here.IsIn(), await elsewhere.IsIn()));
        }
    }

    [Fact]
    public async Task Neither_the_key_nor_the_codes_can_be_read_in_the_database()
    {
        var user = await shop.Account("sealed@example.org");
        var (key, codes) = await (await shop.SignedIn("sealed@example.org")).SetUpCodes(shop.Clock);
        var app = await shop.InDb(db => db.Authenticators.AsNoTracking().SingleAsync(a => a.UserId == user.Id));
        var prints = await shop.InDb(db => db.RecoveryCodes.Where(c => c.UserId == user.Id).Select(c => c.Print).ToListAsync());
        Assert.DoesNotContain(key, app.SealedKey, StringComparison.Ordinal);
        Assert.Equal(10, prints.Count);
        Assert.DoesNotContain(codes, c => prints.Any(p => p.Contains(c[..5], StringComparison.OrdinalIgnoreCase)));
        Assert.All(codes, c => Assert.True(c.Count(char.IsLetterOrDigit) * 5 >= 112)); // bits
    }

    [Fact]
    public async Task When_the_key_ring_is_lost_paper_still_lets_in_and_another_app_can_be_set_up()
    {
        var user = await shop.Account("ring@example.org");
        var (key, codes) = await (await shop.SignedIn("ring@example.org")).SetUpCodes(shop.Clock);
        await shop.InDb(db => db.Authenticators.Where(a => a.UserId == user.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.SealedKey, "CfDJ8-sealed-by-a-ring-that-is-gone")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignInWithCode("ring@example.org", shop.CodeNow(key))).StatusCode);
        var visitor = shop.Visitor();
        Assert.Equal(HttpStatusCode.Found, (await visitor.SignInWithCode("ring@example.org", codes[4], paper: true)).StatusCode);
        var (another, _) = await visitor.SetUpCodes(shop.Clock);
        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignInWithCode("ring@example.org", shop.CodeNow(another))).StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_turns_nothing_on_and_keeps_the_key()
    {
        var user = await shop.Account("setup@example.org");
        var visitor = await shop.SignedIn("setup@example.org");
        var page = await visitor.GetPage("/account/details/two-step/app");
        var key = page.QuerySelector("[name='Form.Key']")!.GetAttribute("value");
        var again = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#set-up-app"), ("Form.Code", "123456"));
        Assert.Equal(key, again.QuerySelector("[name='Form.Key']")!.GetAttribute("value"));
        Assert.NotNull(again.QuerySelector("svg.qr-code path"));
        Assert.Equal(0, await shop.InDb(db => db.Authenticators.CountAsync(a => a.UserId == user.Id)));
        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignIn("setup@example.org")).StatusCode);
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down_and_does_not_lock_the_owner_out()
    {
        await shop.Account("codes@example.org");
        var own = await shop.SignedIn("codes@example.org");
        var (key, _) = await own.SetUpCodes(shop.Clock);
        await own.SignOut();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignInWithCode("codes@example.org", $"00000{i}")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await shop.Visitor().SignInWithCode("codes@example.org", shop.CodeNow(key))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await own.SignInWithCode("codes@example.org", shop.CodeNow(key))).StatusCode);
    }

    [Fact]
    public async Task Without_the_password_step_or_after_ten_minutes_there_is_nothing_to_enter_a_code_for()
    {
        await shop.Account("late@example.org");
        var (key, _) = await (await shop.SignedIn("late@example.org")).SetUpCodes(shop.Clock);
        Assert.Equal("/account/sign-in", (await shop.Visitor().Get("/account/sign-in/code")).Headers.Location?.ToString());
        var visitor = shop.Visitor();
        await visitor.SignIn("late@example.org");
        var page = await visitor.GetPage("/account/sign-in/code");
        shop.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("/account/sign-in", (await visitor.Submit(page.Form("#second-step"), ("Code", shop.CodeNow(key)))).Headers.Location?.ToString());
        Assert.False(await visitor.IsIn());
    }

    [Fact]
    public async Task A_new_password_by_mail_does_not_get_around_the_second_step()
    {
        await shop.Account("bypass@example.org");
        await (await shop.SignedIn("bypass@example.org")).SetUpCodes(shop.Clock);
        var visitor = shop.Visitor();
        await visitor.Submit((await visitor.GetPage("/account/forgotten")).Form("[name=Email]"), ("Email", "bypass@example.org"));
        var link = await shop.NewestLink("bypass@example.org", "reset");
        await visitor.Submit((await visitor.GetPage(link)).Form("[name=Password]"), ("Password", "seven lanterns in the harbour"));
        Assert.False(await visitor.IsIn());
        Assert.Equal("/account/sign-in/code", (await visitor.SignIn("bypass@example.org", "seven lanterns in the harbour")).Headers.Location?.ToString());
        Assert.False(await visitor.IsIn());
    }

    [Fact]
    public async Task Another_password_ends_the_wait_for_a_code()
    {
        var user = await shop.Account("stamp@example.org");
        var (key, _) = await (await shop.SignedIn("stamp@example.org")).SetUpCodes(shop.Clock);
        var thief = shop.Visitor();
        await thief.SignIn("stamp@example.org");
        var page = await thief.GetPage("/account/sign-in/code");
        await shop.InDb(async db => { (await db.AccountUsers.SingleAsync(u => u.Id == user.Id)).Distrust(); return await db.SaveChangesAsync(); });
        Assert.Equal("/account/sign-in", (await thief.Submit(page.Form("#second-step"), ("Code", shop.CodeNow(key)))).Headers.Location?.ToString());
        Assert.False(await thief.IsIn());
    }

    [Fact]
    public async Task Turned_on_and_off_the_mailbox_hears_of_it_and_the_other_sign_ins_end()
    {
        await shop.Account("letters@example.org");
        var (here, there) = (await shop.SignedIn("letters@example.org"), await shop.SignedIn("letters@example.org"));
        await here.SetUpCodes(shop.Clock);
        Assert.Contains("also asks for a code", (await shop.Mailbox("letters@example.org"))[^1].Text, StringComparison.Ordinal);
        Assert.False(await there.IsIn());
        await here.Submit((await here.GetPage("/account/details/two-step")).Form("form[action$='/off']"));
        Assert.Contains("no longer asks", (await shop.Mailbox("letters@example.org"))[^1].Text, StringComparison.Ordinal);
        Assert.Equal("/account", (await shop.Visitor().SignIn("letters@example.org")).Headers.Location?.ToString());
    }
}
