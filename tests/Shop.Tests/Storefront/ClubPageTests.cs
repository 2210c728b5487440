using System.Net;
using Shop.Tests.Loyalty;

namespace Shop.Tests.Storefront;

/// <summary>The club as anybody sees it, and the way in.</summary>
public sealed class ClubPageTests(ClubPageTests.Club shop) : IClassFixture<ClubPageTests.Club>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.OpenClub(FullRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_rules_in_force_are_said_in_numbers_to_anybody()
    {
        var page = await shop.Visitor().GetPage("/club");
        Assert.Equal("The Kiln", page.Text("h1"));
        foreach (var said in new[] { "1 point for every €1", "100 points are worth €5", "up to half of the goods", "Gold: 850 tier credits", "12 months from the day they can be spent", "50 points are yours at once when you join for the first time" })
            Assert.Contains(said, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.QuerySelectorAll(".club-tier").Length);
        Assert.Contains("1.5 × points: 1.5 for every €1", page.Text(".club-tier-gold"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$='/account/club']"));
        Assert.NotNull(page.QuerySelector("a[href='/account/register?join=true']"));
        Assert.Contains("The Kiln", page.Text(".site-footer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_joins_while_opening_an_account_with_three_fields()
    {
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/register?join=true")).Form("[name=Email]");
        Assert.Equal(3, form.QuerySelectorAll("input:not([type=hidden]):not([type=checkbox])").Length);
        Assert.NotNull(form.QuerySelector("[name=Join][checked]"));
        await visitor.Submit(form, ("Name", "Runa Vik"), ("Email", "runa@example.org"), ("Password", People.Password));
        var confirm = await visitor.GetPage(await shop.NewestLink("runa@example.org", "/account/confirm"));
        var page = await visitor.SubmitForPage(confirm.Form("[name='Form.Password']"), ("Form.Password", People.Password));
        Assert.Equal("/account/club", page.Location.PathName);
        Assert.StartsWith("50", page.Text(".club-balance .club-figure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_opens_an_account_is_not_in_the_club()
    {
        var visitor = shop.Visitor();
        var form = (await visitor.GetPage("/account/register")).Form("[name=Email]");
        await visitor.Submit(form, ("Name", "Olav Berg"), ("Email", "olav@example.org"), ("Password", People.Password));
        var confirm = await visitor.GetPage(await shop.NewestLink("olav@example.org", "/account/confirm"));
        await visitor.SubmitForPage(confirm.Form("[name='Form.Password']"), ("Form.Password", People.Password));
        Assert.Contains("not in the club yet", (await visitor.GetPage("/account/club")).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_panel_is_each_readers_own_and_pages_for_many_name_nobody()
    {
        var (_, member) = await shop.Member("panel@example.org", points: 230);
        var guest = shop.Visitor();
        // The member comes first: what is kept of their visit is no guest's.
        Assert.Contains("230 points", (await member.GetPage("/")).QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("230 points", (await member.GetPage("/club")).QuerySelector(".club-launcher summary")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/club", "/shop" })
        {
            var html = await (await guest.Get(path)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("230", html, StringComparison.Ordinal);
            Assert.DoesNotContain("as Gold", html, StringComparison.Ordinal);
        }
        foreach (var visitor in new[] { member, guest }) visitor.Headers.Add("HX-Request", "true");
        Assert.Contains("230", await (await member.Get("/club/panel")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var panel = await (await guest.Get("/club/panel")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("230", panel, StringComparison.Ordinal);
        Assert.Contains("/account/register?join=true", panel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rules_there_is_no_club_anywhere()
    {
        using var other = new ShopFactory();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Visitor().Get("/club")).StatusCode);
        var page = await other.Visitor().GetPage("/");
        Assert.Null(page.QuerySelector(".club-launcher"));
        Assert.Null(page.QuerySelector("a[href='/club']"));
        await other.Account("nobody@example.org");
        var visitor = await other.SignedIn("nobody@example.org");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/account/club")).StatusCode);
        Assert.Null((await visitor.GetPage("/account")).QuerySelector("a[href='/account/club']"));
    }

    public sealed class Club : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Storefront:OutputCache"] = "true" };
    }
}
