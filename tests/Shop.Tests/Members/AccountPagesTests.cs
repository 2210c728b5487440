using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Customers;

namespace Shop.Tests.Members;

/// <summary>What customers do with their account.</summary>
public sealed class AccountPagesTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public AccountPagesTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(2));

    [Fact]
    public async Task Addresses_are_added_changed_chosen_and_removed()
    {
        await shop.Account("addresses@example.org");
        var visitor = await shop.SignedIn("addresses@example.org");

        var form = (await visitor.GetPage("/account/addresses/new")).Form("[name='Form.Line1']");
        var list = await visitor.SubmitForPage(form, ("Form.Name", "Ingrid Solberg"), ("Form.Line1", "Havnegata 4"), ("Form.Postcode", "5003"), ("Form.City", "Bergen"), ("Form.Country", "NO"));
        Assert.Contains("Havnegata 4", list.Text(".rows"), StringComparison.Ordinal);
        await visitor.SubmitForPage((await visitor.GetPage("/account/addresses/new")).Form("[name='Form.Line1']"), ("Form.Line1", "Strandgaten 9"), ("Form.Postcode", "NO-5004"), ("Form.City", "Bergen"), ("Form.Country", "NO"));

        list = await visitor.GetPage("/account/addresses");
        list = await visitor.SubmitForPage(list.Form("form[action$='/default']"));
        Assert.Contains("Strandgaten 9", list.Text(".rows li:first-child"), StringComparison.Ordinal);

        var change = list.QuerySelector(".rows li:first-child a[href*='/account/addresses/']")!.GetAttribute("href")!;
        list = await visitor.SubmitForPage((await visitor.GetPage(change)).Form("[name='Form.Line1']"), ("Form.Line1", "Strandgaten 11"));
        Assert.Contains("Strandgaten 11", list.Text(".rows"), StringComparison.Ordinal);

        list = await visitor.SubmitForPage(list.Form("form[action$='/delete']"));
        Assert.DoesNotContain("Strandgaten", list.Text(".rows"), StringComparison.Ordinal);
        Assert.NotNull(list.QuerySelector(".badge"));
    }

    [Fact]
    public async Task Somebody_elses_address_does_not_exist()
    {
        await shop.Account("owner@example.org");
        await shop.Account("other@example.org");
        var id = await shop.InDb(async db =>
        {
            var owner = await db.Customers.SingleAsync(c => c.Email == "owner@example.org");
            var address = owner.AddAddress(Given.Address(), null);
            await db.SaveChangesAsync();
            return address.Id;
        });
        var other = await shop.SignedIn("other@example.org");
        var page = await other.GetPage("/account/addresses/new");
        foreach (var url in new[] { $"/account/addresses/{id}", $"/account/addresses/{Guid.CreateVersion7()}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get(url)).StatusCode);
            foreach (var step in new[] { "", "/default", "/delete" })
                Assert.Equal(HttpStatusCode.NotFound, (await other.Post(url + step, page, ("Form.Name", "Eve"), ("Form.Line1", "x"), ("Form.City", "x"), ("Form.Country", "NO"))).StatusCode);
        }
    }

    [Fact]
    public async Task A_refused_address_keeps_what_was_typed()
    {
        await shop.Account("refused@example.org");
        var visitor = await shop.SignedIn("refused@example.org");
        var form = (await visitor.GetPage("/account/addresses/new")).Form("[name='Form.Line1']");
        var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Line1", "Havnegata 4"), ("Form.City", ""), ("Form.Postcode", "50034"), ("Form.Country", "NO"));
        Assert.Equal("Havnegata 4", page.QuerySelector("[name='Form.Line1']")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#Form_City']"));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#Form_Postcode']"));
    }

    [Fact]
    public async Task Name_and_phone_are_changed_and_the_greeting_follows()
    {
        await shop.Account("details@example.org");
        var visitor = await shop.SignedIn("details@example.org");
        var form = (await visitor.GetPage("/account/details")).Form("[name='Form.Name']");
        await visitor.SubmitForPage(form, ("Form.Name", "Ingrid S. Berg"), ("Form.Phone", "+47 55 00 00 00"), ("Form.Marketing", "true"));
        Assert.Equal("Hello, Ingrid S. Berg", (await visitor.GetPage("/account")).Text("h1"));
        var customer = await shop.InDb(db => db.Customers.AsNoTracking().SingleAsync(c => c.Email == "details@example.org"));
        Assert.Equal(("+47 55 00 00 00", (DateTime?)shop.Clock.Now), (customer.Phone, customer.MarketingConsentAt));
    }

    [Fact]
    public async Task A_new_address_needs_the_password_and_the_link_and_the_old_one_is_told()
    {
        await shop.Account("before@example.org");
        var (visitor, there) = (await shop.SignedIn("before@example.org"), await shop.SignedIn("before@example.org"));

        var form = (await visitor.GetPage("/account/details/email")).Form("[name=NewEmail]");
        await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("NewEmail", "after@example.org"), ("Password", "not the password"));
        Assert.Empty(await shop.Mailbox("after@example.org"));
        await visitor.Submit(form, ("NewEmail", "After@Example.org"), ("Password", People.Password));
        Assert.True(await there.IsIn());

        var before = visitor.Cookies["__Host-session"];
        var link = await shop.NewestLink("after@example.org", "confirm");
        await visitor.SubmitForPage((await visitor.GetPage(link)).Form("[name=token]"));

        Assert.Equal("email-changed", (await shop.Mailbox("before@example.org"))[^1].Template);
        Assert.NotEqual(before, visitor.Cookies["__Host-session"]);
        Assert.True(await visitor.IsIn());
        Assert.False(await there.IsIn());
        Assert.Equal("after@example.org", await shop.InDb(db => db.Customers.Where(c => c.Email == "after@example.org").Select(c => c.Email).SingleAsync()));
        await shop.SignedIn("after@example.org");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Visitor().SignIn("before@example.org")).StatusCode);
    }

    [Fact]
    public async Task A_link_to_change_an_address_serves_only_who_asked_for_it()
    {
        await shop.Account("schemer@example.org");
        await shop.Account("bystander@example.org");
        var schemer = await shop.SignedIn("schemer@example.org");
        await schemer.Submit((await schemer.GetPage("/account/details/email")).Form("[name=NewEmail]"), ("NewEmail", "unaware@example.org"), ("Password", People.Password));
        var link = await shop.NewestLink("unaware@example.org", "confirm");

        Assert.Equal(HttpStatusCode.Found, (await shop.Visitor().Get(link)).StatusCode); // to sign-in
        var bystander = await shop.SignedIn("bystander@example.org");
        Assert.Contains("no longer works", (await bystander.GetPage(link)).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_an_account_cannot_be_taken_over()
    {
        await shop.Account("wants@example.org");
        await shop.Account("has@example.org");
        var visitor = await shop.SignedIn("wants@example.org");
        var answer = await visitor.Submit((await visitor.GetPage("/account/details/email")).Form("[name=NewEmail]"), ("NewEmail", "has@example.org"), ("Password", People.Password));
        Assert.Equal("/account/details", answer.Headers.Location?.ToString());
        Assert.Equal("already-registered", Assert.Single(await shop.Mailbox("has@example.org")).Template);
    }

    [Fact]
    public async Task The_history_of_a_guest_joins_when_the_address_becomes_mine()
    {
        await shop.Account("me@example.org");
        var guest = Customer.WithoutSignIn(CustomerOrigin.Import, "me-too@example.org", "Me", "NO", shop.Clock.Now);
        await shop.InDb(db => { db.Add(guest); return db.SaveChangesAsync(); });
        var visitor = await shop.SignedIn("me@example.org");
        await visitor.Submit((await visitor.GetPage("/account/details/email")).Form("[name=NewEmail]"), ("NewEmail", "me-too@example.org"), ("Password", People.Password));
        await visitor.SubmitForPage((await visitor.GetPage(await shop.NewestLink("me-too@example.org", "confirm"))).Form("[name=token]"));
        var mine = await shop.InDb(db => db.Customers.AsNoTracking().SingleAsync(c => c.Email == "me-too@example.org"));
        Assert.NotNull(mine.UserId);
        Assert.Equal(mine.Id, await shop.InDb(db => db.Customers.Where(c => c.Id == guest.Id).Select(c => c.MergedIntoId).SingleAsync()));
    }
}
