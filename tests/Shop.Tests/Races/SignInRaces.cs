using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;

namespace Shop.Tests.Races;

/// <summary>Fifty at once at what works once: a link, a code, the guesses that are free.</summary>
public sealed class SignInRaces : IClassFixture<ListeningShop>
{
    private const int Many = 50;
    private static readonly int Times = Rounds.Or(3); // hashing a password takes its time on purpose
    private readonly ListeningShop shop;

    public SignInRaces(ListeningShop shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(2));

    [Fact]
    public async Task A_code_sent_fifty_times_lets_in_once()
    {
        var user = await shop.Account("totp@example.org");
        var (key, codes) = await (await shop.SignedIn("totp@example.org")).SetUpCodes(shop.Clock);
        for (var round = 0; round < Times; round++)
        {
            foreach (var paper in new[] { false, true }.Where(paper => !paper || round < codes.Count)) // there are as many codes on paper, and each works once
            {
                var code = paper ? codes[round] : shop.CodeNow(key);
                var visitor = shop.Visitor();
                await visitor.SignIn("totp@example.org");
                var request = await visitor.Written((await visitor.GetPage("/account/sign-in/code")).Form("#second-step"), ("Code", code));
                var before = await Sessions(user);
                var answers = await RaceClient.AllAtOnce(shop.Address, [.. Enumerable.Repeat(request, Many)]);
                Assert.Single(answers, a => a is { Status: 302, Location: "/account" });
                Assert.All(answers, a => Assert.True(a.Status is 302 or 422 or 429, a.Text));
                Assert.Equal(before + 1, await Sessions(user));
                shop.Clock.Advance(TimeSpan.FromMinutes(20));
            }
        }
    }

    [Fact]
    public async Task Fifty_guesses_at_once_get_five_looks()
    {
        for (var round = 0; round < Times; round++)
        {
            await shop.Account($"guessed{round}@example.org");
            var requests = new List<byte[]>();
            var visitor = shop.Visitor();
            var form = (await visitor.GetPage("/account/sign-in")).Form("#sign-in");
            for (var i = 0; i < Many; i++) requests.Add(await visitor.Written(form, ("Form.Email", $"guessed{round}@example.org"), ("Form.Password", $"wrong password {i}")));
            var answers = await RaceClient.AllAtOnce(shop.Address, requests);
            Assert.Equal((5, Many - 5), (answers.Count(a => a.Status == 422), answers.Count(a => a.Status == 429)));
            shop.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task A_mailed_link_for_a_new_password_pressed_fifty_times_works_once()
    {
        for (var round = 0; round < Rounds.Or(1); round++)
        {
            var email = $"reset{round}@example.org";
            var user = await shop.Account(email);
            var visitor = shop.Visitor();
            await visitor.Submit((await visitor.GetPage("/account/forgotten")).Form("[name=Email]"), ("Email", email));
            var form = (await visitor.GetPage(await shop.NewestLink(email, "reset"))).Form("[name=Password]");
            var requests = new List<byte[]>();
            for (var i = 0; i < Many; i++) requests.Add(await visitor.Written(form, ("Password", $"seven lanterns in harbour {i}")));
            var answers = await RaceClient.AllAtOnce(shop.Address, requests);
            var winner = answers.Select((a, i) => (a, i)).Single(x => x.a is { Status: 302, Location: "/account/sign-in" }).i;
            Assert.All(answers, a => Assert.True(a.Status is 302 or 422, a.Text));
            Assert.Single(await shop.Mailbox(email), m => m.Template == "password-changed");
            Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().SignIn(email, $"seven lanterns in harbour {winner}")).StatusCode);
            Assert.Equal(1, await Sessions(user));
            shop.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task An_address_that_two_accounts_take_and_a_third_confirms_at_once_ends_with_one()
    {
        for (var round = 0; round < Times; round++)
        {
            var wanted = $"wanted{round}@example.org";
            var requests = new List<byte[]>();
            foreach (var email in new[] { $"one{round}@example.org", $"two{round}@example.org" })
            {
                await shop.Account(email);
                var visitor = await shop.SignedIn(email);
                await visitor.Submit((await visitor.GetPage("/account/details/email")).Form("[name=NewEmail]"), ("NewEmail", wanted), ("Password", People.Password));
                var form = (await visitor.GetPage(await shop.NewestLink(wanted, "email/confirm"))).Form("form[action$='/email/confirm']");
                requests.AddRange(Enumerable.Repeat(await visitor.Written(form), 15));
            }
            var newcomer = shop.Visitor();
            await newcomer.Submit((await newcomer.GetPage("/account/register")).Form("[name=Password]"), ("Name", "Runa Vik"), ("Email", wanted), ("Password", People.Password));
            var confirm = (await newcomer.GetPage(await shop.NewestLink(wanted, "confirm"))).Form("[name='Form.Password']");
            requests.AddRange(Enumerable.Repeat(await newcomer.Written(confirm, ("Form.Password", People.Password)), 15));

            var answers = await RaceClient.AllAtOnce(shop.Address, requests);

            Assert.True(answers.All(a => a.Status is 302 or 422 or 429), string.Join('\n', shop.Errors.Where(e => !e.Contains("DbUpdateException", StringComparison.Ordinal)).TakeLast(3)));
            Assert.Equal(1, await shop.InDb(db => db.AccountUsers.CountAsync(u => u.Email == wanted)));
            Assert.Equal(1, await shop.InDb(db => db.AccountUsers.CountAsync(u => u.Email == wanted && u.EmailConfirmed)));
            Assert.Single(answers, a => a is { Status: 302, Location: "/account/details" or "/account" });
            shop.Clock.Advance(TimeSpan.FromHours(2));
        }
    }

    private Task<int> Sessions(User user) => shop.InDb(db => db.AccountSessions.CountAsync(s => s.UserId == user.Id));
}

/// <summary>Many accounts guessed at from one address at once.</summary>
public sealed class AddressRaces(AddressRaces.Factory shop) : IClassFixture<AddressRaces.Factory>
{
    public sealed class Factory : ListeningShop
    {
        protected override Dictionary<string, string?> Settings => new() { ["Accounts:Limits:PerAddress"] = "12" };
    }

    [Fact]
    public async Task The_limit_of_an_address_is_never_exceeded()
    {
        for (var round = 0; round < Rounds.Or(2); round++) await Race(round);
    }

    private async Task Race(int round)
    {
        shop.Clock.Advance(TimeSpan.FromHours(1));
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/sign-in")).Form("#sign-in");
        var requests = new List<byte[]>();
        for (var i = 0; i < 60; i++) requests.Add(await visitor.Written(form, ("Form.Email", $"somebody{round}-{i}@example.org"), ("Form.Password", "stolen password")));
        for (var burst = 0; burst < 2; burst++)
        {
            var answers = await RaceClient.AllAtOnce(shop.Address, requests);
            Assert.All(answers, a => Assert.True(a.Status is 422 or 429, a.Text));
        }
        Assert.InRange(await shop.InDb(db => db.SignInTries.CountAsync(t => t.At == shop.Clock.Now)), 1, 12);
    }
}

/// <summary>Many accounts guessed at from many addresses at once.</summary>
public sealed class WholeShopRaces(WholeShopRaces.Factory shop) : IClassFixture<WholeShopRaces.Factory>
{
    private const int Most = 12;

    public sealed class Factory : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Accounts:Limits:WholeShop"] = $"{Most}", ["Accounts:Limits:PerAccount"] = "0" };
    }

    [Fact]
    public async Task The_limit_of_the_shop_is_never_exceeded_and_keeps_no_known_device_out()
    {
        Assert.Equal(0, await Counted()); // and the shop is open before the crowd comes
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            shop.Clock.Advance(TimeSpan.FromHours(1));
            var went = 0;
            for (var burst = 0; burst < 2; burst++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Guess(round, burst * 100 + i))));
                went += answers.Count(a => a is Guesses.Go);
                Assert.InRange(went, 0, Most + 1); // of the busiest address nothing counts, and each sends one
                Assert.Equal(went, await Counted());
            }
            // Those that were refused in the crowd took nobody's place: one after the other exactly as many are looked at.
            for (var i = 0; i < 60; i++) went += await Guess(round, 1000 + i) is Guesses.Go ? 1 : 0;
            Assert.Equal((Most + 1, Most + 1), (went, await Counted()));
            Assert.IsType<Guesses.Go>(await shop.With<Guesses, Guesses.Answer>(g => g.Take($"password:known{round}@example.org", Guid.CreateVersion7(), "192.0.2.1", default)));
        }
    }

    private Task<Guesses.Answer> Guess(int round, int number) =>
        shop.With<Guesses, Guesses.Answer>(g => g.Take($"password:somebody{round}-{number}@example.org", null, $"10.{round}.{number / 250}.{number % 250}", default));

    private Task<int> Counted() => shop.InDb(db => db.SignInTries.CountAsync(t => t.At == shop.Clock.Now && t.Device == null));
}
