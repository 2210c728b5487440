using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;

namespace Shop.Tests.Accounts;

/// <summary>From a name and an address to an account, and who gets it.</summary>
public sealed class RegistrationTests : IClassFixture<RegistrationTests.Factory>
{
    /// <summary>Reached under another address than the one requests name.</summary>
    public sealed class Factory : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Shop:BaseUrl"] = "https://shop.example/store" };
    }

    private readonly Factory shop;

    public RegistrationTests(Factory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    [Fact]
    public async Task The_link_and_the_password_open_the_account()
    {
        await Register("new@example.org");
        Assert.Equal("confirm-email", Assert.Single(await shop.Mailbox("new@example.org")).Template);

        var visitor = shop.Visitor();
        var home = await Confirm(visitor, "new@example.org", People.Password);
        Assert.Equal("/account", home.Headers.Location?.ToString());
        Assert.True(await visitor.IsIn());
        var customer = await shop.InDb(db => db.Customers.AsNoTracking().SingleAsync(c => c.Email == "new@example.org"));
        Assert.Equal(("Ada Lovelace", CustomerOrigin.Web), (customer.Name, customer.Origin));
        Assert.NotNull(customer.UserId);
    }

    [Fact]
    public async Task A_letter_to_an_address_that_anybody_may_type_repeats_no_words_that_anybody_may_type()
    {
        await shop.Account("owner@example.org");
        foreach (var email in new[] { "owner@example.org", "nobody-yet@example.org" })
        {
            var visitor = shop.Visitor();
            await visitor.Submit((await visitor.GetPage("/account/register")).Form("[name=Password]"), ("Name", "You won a prize: evil.example"), ("Email", email), ("Password", People.Password));
            var letter = Assert.Single(await shop.Mailbox(email));
            foreach (var text in new[] { letter.Subject, letter.Text, letter.Html })
            {
                Assert.DoesNotContain("prize", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("Ingrid", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Without_the_link_the_password_opens_nothing_but_sends_a_new_link()
    {
        await Register("waiting@example.org");
        var visitor = shop.Visitor();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SignIn("waiting@example.org")).StatusCode);
        Assert.False(await visitor.IsIn());
        Assert.Equal(2, (await shop.Mailbox("waiting@example.org")).Count);
    }

    [Fact]
    public async Task The_wish_to_join_is_in_each_link_that_is_sent()
    {
        var visitor = shop.Visitor();
        await visitor.Submit((await visitor.GetPage("/account/register?join=true")).Form("[name=Password]"), ("Name", "Ada Lovelace"), ("Email", "wishes@example.org"), ("Password", People.Password), ("Join", "true"));
        await visitor.SignIn("wishes@example.org");
        Assert.Equal(2, (await shop.Mailbox("wishes@example.org")).Count(m => m.Text.Contains("join=true", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Looking_at_the_link_changes_nothing_and_it_works_once()
    {
        await Register("once@example.org");
        var link = Local(await shop.NewestLink("once@example.org", "confirm"));
        await shop.Visitor().GetPage(link); // a mail scanner
        await shop.Visitor().GetPage(link);
        Assert.Equal(HttpStatusCode.Found, (await Confirm(shop.Visitor(), "once@example.org", People.Password)).StatusCode);
        Assert.Contains("no longer works", (await shop.Visitor().GetPage(link)).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_only_its_mailbox_learns_more()
    {
        await shop.Account("taken@example.org");
        var before = await shop.InDb(db => db.AccountUsers.AsNoTracking().SingleAsync(u => u.Email == "taken@example.org"));

        var (known, unknown) = (await Register("taken@example.org"), await Register("fresh@example.org"));

        Assert.Equal((unknown.StatusCode, unknown.Headers.Location), (known.StatusCode, known.Headers.Location));
        Assert.Equal("already-registered", Assert.Single(await shop.Mailbox("taken@example.org")).Template);
        var after = await shop.InDb(db => db.AccountUsers.AsNoTracking().SingleAsync(u => u.Email == "taken@example.org"));
        Assert.Equal((before.PasswordHash, before.DisplayName), (after.PasswordHash, after.DisplayName));
    }

    [Fact]
    public async Task Who_registers_somebody_elses_address_first_gets_nothing()
    {
        await Register("mine@example.org", "the attackers password here"); // the attacker
        await Register("mine@example.org");                               // the owner of the mailbox
        Assert.Equal(HttpStatusCode.Found, (await Confirm(shop.Visitor(), "mine@example.org", People.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignIn("mine@example.org", "the attackers password here")).StatusCode);
    }

    [Fact]
    public async Task Who_registers_somebody_elses_address_last_gets_nothing_either()
    {
        await Register("also-mine@example.org");                               // the owner of the mailbox
        await Register("also-mine@example.org", "the attackers password here"); // the attacker
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Confirm(shop.Visitor(), "also-mine@example.org", People.Password)).StatusCode);
        Assert.False(await shop.InDb(db => db.AccountUsers.Where(u => u.Email == "also-mine@example.org").Select(u => u.EmailConfirmed).SingleAsync()));
    }

    [Fact]
    public async Task Somebody_the_shop_knows_from_before_keeps_their_history()
    {
        var guest = Customer.WithoutSignIn(CustomerOrigin.Import, "guest@example.org", "G. Guest", "GB", shop.Clock.Now);
        await shop.InDb(db => { db.Add(guest); return db.SaveChangesAsync(); });
        await Register("guest@example.org");
        await Confirm(shop.Visitor(), "guest@example.org", People.Password);
        Assert.NotNull(await shop.InDb(db => db.Customers.Where(c => c.Id == guest.Id).Select(c => c.UserId).SingleAsync()));
        Assert.Contains(await shop.InDb(db => db.SavedEvents.Where(e => e.Type.EndsWith("EmailConfirmed")).Select(e => e.Json).ToListAsync()), json => json.Contains(guest.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_what_is_wrong_where()
    {
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/register")).Form("[name=Email]");
        var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Name", "山田 花子"), ("Email", "hanako@example"), ("Password", "password123456"));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("山田 花子", page.QuerySelector("#Name")!.GetAttribute("value"));
        Assert.Equal("true", page.QuerySelector("#Email")!.GetAttribute("aria-invalid"));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#Email']"));
        Assert.DoesNotContain("password123456", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Empty(await shop.Mailbox("hanako@example"));
    }

    [Fact]
    public async Task Links_in_mails_are_made_from_the_configured_address()
    {
        await Register("links@example.org");
        var mail = (await shop.Mailbox("links@example.org"))[^1];
        Assert.Contains("https://shop.example/store/account/confirm?token=", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", mail.Text + mail.Html, StringComparison.Ordinal);

        using var evil = new HttpRequestMessage(HttpMethod.Get, "/account/register") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.Visitor().Send(evil)).StatusCode);
    }

    [Fact]
    public async Task What_one_may_not_say_about_oneself_is_not_heard()
    {
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/register")).Form("[name=Email]");
        await visitor.Submit(form, ("Name", "Eve"), ("Email", "eve@example.org"), ("Password", People.Password), ("EmailConfirmed", "true"), ("IsDisabled", "false"), ("Role", Roles.Administrator), ("Roles[0]", Roles.Administrator));
        var user = await shop.InDb(db => db.AccountUsers.AsNoTracking().SingleAsync(u => u.Email == "eve@example.org"));
        Assert.False(user.EmailConfirmed);
        Assert.Empty(await shop.With<Sessions, IReadOnlyList<string>>(s => s.RolesOf(user.Id, default)));
    }

    [Fact]
    public async Task The_same_address_twice_at_once_is_one_account()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Register("twice@example.org")));
        Assert.Equal(1, await shop.InDb(db => db.AccountUsers.CountAsync(u => u.Email == "twice@example.org")));
    }

    private async Task<HttpResponseMessage> Register(string email, string password = People.Password)
    {
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/register")).Form("[name=Email]");
        var answer = await visitor.Submit(form, ("Name", "Ada Lovelace"), ("Email", email), ("Password", password));
        Assert.Equal(("/account/register/sent", HttpStatusCode.Found), (answer.Headers.Location?.ToString(), answer.StatusCode));
        return answer;
    }

    private async Task<HttpResponseMessage> Confirm(Visitor visitor, string email, string password)
    {
        var page = await visitor.GetPage(Local(await shop.NewestLink(email, "confirm")));
        return await visitor.Submit(page.Form("[name='Form.Password']"), ("Form.Password", password));
    }

    private static string Local(string link) => link["/store".Length..];
}
