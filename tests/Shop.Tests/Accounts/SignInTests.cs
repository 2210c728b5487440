using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Data;
using Shop.Mail;

namespace Shop.Tests.Accounts;

/// <summary>Signing in, and guessing.</summary>
public sealed class SignInTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    // Guesses of one test must not slow down the next.
    public SignInTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    [Fact]
    public async Task Customers_come_to_their_account_and_staff_to_the_back_office()
    {
        await shop.Account("customer@example.org");
        await shop.Account("clerk@example.org", Roles.Staff);
        Assert.Equal("/account", (await shop.Visitor().SignIn("customer@example.org")).Headers.Location?.ToString());
        Assert.Equal("/backoffice", (await shop.Visitor().SignIn("Clerk@Example.org ")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_guarded_page_leads_to_the_sign_in_page_and_back()
    {
        await shop.Account("back@example.org");
        var visitor = shop.Visitor();
        var answer = await visitor.Get("/account/addresses?from=mail");
        Assert.Equal("/account/sign-in?returnUrl=%2Faccount%2Faddresses%3Ffrom%3Dmail", answer.Headers.Location?.ToString());
        var page = await visitor.GetPage(answer.Headers.Location!.ToString());
        var back = await visitor.Submit(page.Form("#sign-in"), ("Form.Email", "back@example.org"), ("Form.Password", People.Password));
        Assert.Equal("/account/addresses?from=mail", back.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/account")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/account\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    public async Task The_way_back_stays_in_the_shop(string returnUrl)
    {
        await AccountOnce("local@example.org");
        Assert.Equal("/account", (await shop.Visitor().SignIn("local@example.org", returnUrl: returnUrl)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_back_office_asks_strangers_to_sign_in_and_refuses_customers()
    {
        await AccountOnce("buyer@example.org");
        Assert.Equal("/account/sign-in?returnUrl=%2Fbackoffice", (await shop.Visitor().Get("/backoffice")).Headers.Location?.ToString());
        var customer = await shop.SignedIn("buyer@example.org");
        var page = await customer.GetPage("/backoffice", HttpStatusCode.Forbidden);
        Assert.NotNull(page.QuerySelector("h1"));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_a_disabled_account_get_the_same_answer()
    {
        await shop.Account("known@example.org");
        var disabled = await shop.Account("gone@example.org");
        await shop.InDb(async db => { (await db.AccountUsers.SingleAsync(u => u.Id == disabled.Id)).Disable(); return await db.SaveChangesAsync(); });

        var answers = new List<string>();
        foreach (var (email, password) in new[] { ("known@example.org", "not the password"), ("unknown@example.org", "not the password"), ("gone@example.org", People.Password) })
        {
            var visitor = shop.Visitor();
            var form = (await visitor.GetPage("/account/sign-in")).Form("#sign-in");
            var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Email", email), ("Form.Password", password));
            answers.Add(page.QuerySelector("main")!.TextContent);
            Assert.DoesNotContain(password, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.Equal(email, page.QuerySelector("[name='Form.Email']")!.GetAttribute("value"));
            Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        }
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Guessing_is_slowed_down_alike_for_accounts_that_exist_and_those_that_do_not()
    {
        await shop.Account("guessed@example.org");
        foreach (var email in new[] { "guessed@example.org", "nobody@example.org" })
        {
            for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignIn(email, $"wrong guess {i}")).StatusCode);
            var later = await shop.Visitor().SignIn(email, People.Password);
            Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (later.StatusCode, later.Headers.GetValues("Retry-After").Single()));
        }
    }

    [Fact]
    public async Task One_address_that_guesses_hinders_nobody_else()
    {
        await shop.Account("victim@example.org");
        await shop.Account("bystander@example.org");
        for (var i = 0; i < 40; i++) // at one account, and at forty others
        {
            await Guess("victim@example.org", $"wrong guess {i}", "203.0.113.66");
            await Guess($"invented{i}@example.org", $"wrong guess {i}", "203.0.113.66");
            shop.Clock.Advance(TimeSpan.FromSeconds(6));
        }
        Assert.IsType<PasswordCheck.Later>(await Guess("bystander@example.org", People.Password, "203.0.113.66"));
        foreach (var email in new[] { "victim@example.org", "bystander@example.org" }) Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignIn(email)).StatusCode);
    }

    [Fact]
    public async Task A_network_of_one_line_is_one_address()
    {
        var looked = 0;
        for (var i = 0; i < 30; i++)
            if (await Guess($"line{i}@example.org", "stolen password", $"2001:db8:1:2::{i:x}") is not PasswordCheck.Later) looked++;
        Assert.Equal(10, looked);
        Assert.IsType<PasswordCheck.Wrong>(await Guess("line0@example.org", "stolen password", "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task While_many_addresses_guess_the_owner_gets_in_by_a_mailed_link_or_a_device_of_theirs()
    {
        const string email = "owner@example.org";
        await shop.Account(email);
        var own = await shop.SignedIn(email);
        await own.SignOut();
        var (looked, guessed) = (0, 0);
        async Task Attack(int seconds) // an attacker who never rests, once a second from anywhere
        {
            for (var i = 0; i < seconds; i++)
            {
                guessed++;
                if (await Guess(email, $"wrong guess {guessed}", $"198.51.{guessed / 200}.{guessed % 200}") is not PasswordCheck.Later) looked++;
                shop.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await Attack(200);
        Assert.InRange(looked, 10, 15);
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/sign-in")).Form("#sign-in");
        var refused = await visitor.SubmitExpecting(HttpStatusCode.TooManyRequests, form, ("Form.Email", email), ("Form.Password", People.Password));
        Assert.Equal("/account/sign-in/link/sent", (await visitor.Submit(refused.Form("#ask-for-door"))).Headers.Location?.ToString());
        await Attack(30);

        var link = await shop.NewestLink(email, "sign-in/link");
        var door = await visitor.GetPage(link);
        await visitor.GetPage(link); // looking at it uses nothing up
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.SignIn(email)).StatusCode);
        await Attack(30);
        await visitor.SubmitForPage(door.Form("#know-device"));
        Assert.False(await visitor.IsIn()); // the password is still asked for
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SignIn(email, "not the password")).StatusCode);
        await Attack(30);
        Assert.Equal(HttpStatusCode.Found, (await visitor.SignIn(email)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await own.SignIn(email)).StatusCode);

        var thief = shop.Visitor();
        Assert.Contains("no longer works", (await thief.GetPage(link)).Text("h1"), StringComparison.Ordinal);
        await thief.SubmitExpecting(HttpStatusCode.UnprocessableEntity, door.Form("#know-device"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await thief.SignIn(email)).StatusCode);

        shop.Clock.Advance(TimeSpan.FromMinutes(15)); // and when it stops, everybody
        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignIn(email)).StatusCode);
    }

    [Fact]
    public async Task A_link_is_mailed_once_in_a_quarter_of_an_hour_and_asking_tells_nothing()
    {
        await shop.Account("asked@example.org");
        var answers = new List<string>();
        foreach (var email in new[] { "asked@example.org", "asked@example.org", "unasked@example.org" })
        {
            var visitor = shop.Visitor();
            var answer = await visitor.Post("/account/sign-in/link/ask", await visitor.GetPage("/account/sign-in"), ("Email", email));
            answers.Add($"{answer.StatusCode} {(await visitor.Read(await visitor.Follow(answer), HttpStatusCode.OK)).Text("main")}");
        }
        Assert.Single(answers.Distinct());
        var first = await shop.NewestLink("asked@example.org", "sign-in/link");
        Assert.Single(await shop.Mailbox("asked@example.org"));
        Assert.Empty(await shop.Mailbox("unasked@example.org"));

        shop.Clock.Advance(TimeSpan.FromMinutes(16));
        var again = shop.Visitor();
        await again.Post("/account/sign-in/link/ask", await again.GetPage("/account/sign-in"), ("Email", "asked@example.org"));
        Assert.Equal(2, (await shop.Mailbox("asked@example.org")).Count);
        Assert.NotNull((await again.GetPage(first)).QuerySelector("#know-device")); // a new one takes none away
        shop.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null((await again.GetPage(first)).QuerySelector("#know-device"));
    }

    [Fact]
    public async Task Many_guesses_at_once_gain_nothing()
    {
        await shop.Account("burst@example.org");
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Guess("burst@example.org", $"wrong guess {i}", "203.0.113.7")));
        Assert.InRange(verdicts.Count(v => v is PasswordCheck.Wrong), 1, 5);
    }

    [Fact]
    public async Task A_weak_hash_becomes_a_strong_one_at_sign_in()
    {
        var user = await shop.Account("old@example.org");
        var weak = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = ShopFactory.PasswordRounds / 2 })).HashPassword(user, People.Password);
        await shop.InDb(async db => { (await db.AccountUsers.SingleAsync(u => u.Id == user.Id)).StrengthenHash(weak); return await db.SaveChangesAsync(); });

        var visitor = await shop.SignedIn("old@example.org");

        var strong = await shop.InDb(db => db.AccountUsers.Where(u => u.Id == user.Id).Select(u => u.PasswordHash!).SingleAsync());
        Assert.NotEqual(weak, strong);
        Assert.Equal((uint)ShopFactory.PasswordRounds, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(strong).AsSpan(5)));
        Assert.True(await visitor.IsIn());
        await shop.SignedIn("old@example.org");
    }

    [Fact]
    public async Task Who_works_here_needs_fifteen_characters()
    {
        await shop.Account("brief@example.org", Roles.Staff, "xkcdvorpalqu");
        var visitor = shop.Visitor();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SignIn("brief@example.org", "xkcdvorpalqu")).StatusCode);
        Assert.False(await visitor.IsIn());
    }

    [Fact]
    public async Task Who_comes_with_a_password_that_thieves_try_first_chooses_another_by_mail()
    {
        await shop.Account("breached@example.org", password: "password123456");
        var visitor = shop.Visitor();
        var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/account/sign-in")).Form("#sign-in"), ("Form.Email", "breached@example.org"), ("Form.Password", "password123456"));
        Assert.Contains("thieves", page.Text(".error-summary"), StringComparison.Ordinal);
        Assert.False(await visitor.IsIn());
        await visitor.Submit((await visitor.GetPage(await shop.NewestLink("breached@example.org", "reset"))).Form("[name=Password]"), ("Password", People.Password));
        await shop.SignedIn("breached@example.org");
    }

    private async Task<PasswordCheck.Verdict> Guess(string email, string password, string address) =>
        await shop.With<PasswordCheck, PasswordCheck.Verdict>(check => check.Run(email, password, null, address, default));

    private async Task AccountOnce(string email)
    {
        if (!await shop.InDb(db => db.AccountUsers.AnyAsync(u => u.Email == email))) await shop.Account(email);
    }
}

/// <summary>Ten thousand stolen pairs, tried from two hundred addresses.</summary>
public sealed class CredentialStuffingTests(CredentialStuffingTests.Factory shop) : IClassFixture<CredentialStuffingTests.Factory>
{
    public sealed class Factory : ShopFactory
    {
        // The limits are meant here, not the hash.
        protected override void Replace(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<PasswordHasherOptions>(services, o => o.IterationCount = 1);
    }

    [Fact]
    public async Task Of_ten_thousand_guesses_at_most_fifty_are_looked_at_and_known_devices_still_get_in()
    {
        await shop.Account("regular@example.org");
        var own = await shop.SignedIn("regular@example.org");
        await own.SignOut();
        var looked = 0;
        for (var i = 0; i < 1000; i++) // what is looked at is bounded by number, so nine thousand more would change nothing
            if (await shop.With<PasswordCheck, PasswordCheck.Verdict>(c => c.Run($"stolen{i}@example.org", "stolen password", null, $"198.51.100.{i % 200}", default)) is not PasswordCheck.Later) looked++;
        Assert.InRange(looked, 30, 50);
        Assert.Equal(HttpStatusCode.Found, (await own.SignIn("regular@example.org")).StatusCode);

        // Somebody with the right password in a browser of no account: the mailed link helps while it goes on.
        var visitor = shop.Visitor();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.SignIn("regular@example.org")).StatusCode);
        await visitor.Post("/account/sign-in/link/ask", await visitor.GetPage("/account/sign-in"), ("Email", "regular@example.org"));
        await visitor.Submit((await visitor.GetPage(await shop.NewestLink("regular@example.org", "sign-in/link"))).Form("#know-device"));
        Assert.Equal(HttpStatusCode.Found, (await visitor.SignIn("regular@example.org")).StatusCode);
    }
}

/// <summary>How long an answer takes says nothing: the same is done for every address. Counted, because seconds depend on the machine.</summary>
public sealed class SameWorkTests(SameWorkTests.Counting shop) : IClassFixture<SameWorkTests.Counting>
{
    public sealed class Counting : ShopFactory, IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _real = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
        private int _checks;
        private int _hashes;

        public (int Checks, int Hashes) Work => (_checks, _hashes);

        public string HashPassword(User user, string password)
        {
            Interlocked.Increment(ref _hashes);
            return _real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _checks);
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        protected override void Replace(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
            Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.Replace(services, Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton<IPasswordHasher<User>>(this));
    }

    [Fact]
    public async Task The_same_work_is_done_whether_there_is_such_an_account_or_not()
    {
        await shop.Account("there@example.org");
        var gone = await shop.Account("blocked@example.org");
        await shop.InDb(async db => { (await db.AccountUsers.SingleAsync(u => u.Id == gone.Id)).Disable(); return await db.SaveChangesAsync(); });
        await shop.Visitor().SignIn("warm@example.org", "what nobody has"); // the hash of nobody is made once
        await shop.Tell();
        var doors = new (string Page, string Form, string Field, (string, string)[] More)[]
        {
            ("/account/sign-in", "#sign-in", "Form.Email", [("Form.Password", "not the password")]),
            ("/account/forgotten", "[name=Email]", "Email", []),
            ("/account/register", "[name=Password]", "Email", [("Name", "Runa Vik"), ("Password", People.Password)]),
        };
        foreach (var (path, form, field, more) in doors)
        {
            var done = new List<(int, int, int, int)>();
            foreach (var email in new[] { "there@example.org", "absent@example.org", "blocked@example.org" })
            {
                var visitor = shop.Visitor();
                var page = await visitor.GetPage(path);
                var before = await Done();
                await visitor.Submit(page.Form(form), [(field, email), .. more]);
                var after = await Done();
                done.Add((after.Checks - before.Checks, after.Hashes - before.Hashes, path.EndsWith("register", StringComparison.Ordinal) ? 0 : after.Mails - before.Mails, path.EndsWith("register", StringComparison.Ordinal) ? 0 : after.Events - before.Events));
            }
            Assert.True(done.Distinct().Count() == 1, $"{path}: {string.Join(" ", done)}");
            shop.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    private async Task<(int Checks, int Hashes, int Mails, int Events)> Done() =>
        (shop.Work.Checks, shop.Work.Hashes, await shop.InDb(db => db.OutgoingMails.CountAsync()), await shop.InDb(db => db.SavedEvents.CountAsync()));
}
