using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;

namespace Shop.Tests.Accounts;

/// <summary>The first start of a shop that nobody has set up.</summary>
public sealed class SetUpTests(SetUpTests.Factory shop) : IClassFixture<SetUpTests.Factory>
{
    public sealed class Factory : ShopFactory
    {
        protected override bool OpensWithProfile => false;
    }

    [Fact]
    public async Task Before_it_the_shop_is_closed_calmly_and_after_it_the_page_is_gone()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.Visitor().Get("/health/ready")).StatusCode);
        var soon = await shop.Visitor().Get("/");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "600"), (soon.StatusCode, soon.Headers.GetValues("Retry-After").Single()));
        Assert.Contains("Opening soon", await soon.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.Visitor().Get("/account/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get("/setup")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get("/setup?token=guess")).StatusCode);

        var first = await Token();
        var token = await Token(); // a second start
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get($"/setup?token={first}")).StatusCode);
        var visitor = shop.Visitor();
        var page = await visitor.GetPage($"/setup?token={token}");

        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("[name=Token]"), Filled("xkcdvorpalqu"));
        Assert.Contains("15", refused.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("Nordlys", refused.QuerySelector("[name='Shop.Name']")!.GetAttribute("value"));
        Assert.Equal(0, await shop.InDb(db => db.AccountUsers.CountAsync()));

        var done = await visitor.Submit(refused.Form("[name=Token]"), Filled("nine lemons in a drawer"));
        Assert.Equal("/backoffice", done.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/backoffice")).StatusCode);
        var profile = await shop.InDb(db => db.ShopProfiles.AsNoTracking().SingleAsync());
        Assert.Equal(("Nordlys", "NOK", "NO", "Europe/Oslo", "Nordlys AS", false), (profile.Name, profile.Currency, profile.Country, profile.TimeZone, profile.LegalName, profile.IsDemo));

        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get($"/setup?token={token}")).StatusCode);
        var late = shop.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await late.Post("/setup", await late.GetPage("/account/sign-in"), [.. Filled("eleven pears in a basket"), ("Token", token)])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get("/account/sign-in")).StatusCode);
        Assert.Null(await shop.With<SetUpShop, string?>(s => s.Issue(default)));
    }

    private async Task<string> Token() => (await shop.With<SetUpShop, string?>(s => s.Issue(default)))!;

    private static (string, string)[] Filled(string password) =>
    [
        ("Name", "Liv Aas"), ("Email", "liv@nordlys.example"), ("Password", password),
        ("Shop.Name", "Nordlys"), ("Shop.Currency", "NOK"), ("Shop.Country", "NO"), ("Shop.TimeZone", "Europe/Oslo"), ("Shop.LegalName", "Nordlys AS"),
        ("Shop.Street", "Storgata 1"), ("Shop.Postcode", "9008"), ("Shop.City", "Tromsø"), ("Shop.Email", "hei@nordlys.example"),
    ];
}

/// <summary>A shop that an import has made: it is open, and needs an administrator.</summary>
public sealed class SetUpOfAnImportedShopTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Only_the_administrator_is_made_and_only_one_of_many_at_once()
    {
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get("/account/sign-in")).StatusCode);
        var token = (await shop.With<SetUpShop, string?>(s => s.Issue(default)))!;
        var page = await shop.Visitor().GetPage($"/setup?token={token}");
        Assert.Null(page.QuerySelector("[name='Shop.Name']"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            shop.With<SetUpShop, SetUpShop.Outcome>(s => s.Run(token, "Liv Aas", $"liv{i}@example.org", "nine lemons in a drawer", null, default))));

        Assert.Single(outcomes, o => o is SetUpShop.Done);
        Assert.All(outcomes, o => Assert.True(o is SetUpShop.Done or SetUpShop.Over));
        Assert.Equal(1, await shop.InDb(db => db.AccountUsers.CountAsync()));
        Assert.Equal("Test shop", await shop.InDb(db => db.ShopProfiles.Select(p => p.Name).SingleAsync()));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var user = await shop.Account("only@example.org", Roles.Administrator);
        await shop.InDb(db => db.Set<Microsoft.AspNetCore.Identity.IdentityUserRole<Guid>>().Where(h => h.UserId != user.Id).ExecuteDeleteAsync());
        await shop.With<RoleHolders>(async roles => await Assert.ThrowsAsync<Shop.Kernel.RuleBroken>(() => roles.Take(user, Roles.Administrator, default)));
    }
}
