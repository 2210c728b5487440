using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;

namespace Shop.Tests.BackOffice;

/// <summary>What somebody may do follows their roles, at once.</summary>
public sealed class AccessTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_page_without_its_right_is_not_in_the_menu_names_what_is_missing_and_can_be_asked_for()
    {
        await shop.Account("packer@example.org", Roles.Packer);
        var packer = await shop.SignedIn("packer@example.org");
        var today = await packer.GetPage("/backoffice");
        Assert.Equal(["/backoffice", "/backoffice/orders", "/backoffice/returns", "/backoffice/products", "/backoffice/launches", "/backoffice/categories", "/backoffice/brands"], today.QuerySelectorAll(".office-menu a").Select(a => a.GetAttribute("href")!));
        Assert.Null(today.QuerySelector(".figure-cards")); // figures are a right of their own
        Assert.Contains("To pack", today.Text("main"), StringComparison.Ordinal);

        var closed = await packer.GetPage("/backoffice/promotions", HttpStatusCode.Forbidden);
        Assert.Contains("Promotions: see", closed.Text("main"), StringComparison.Ordinal);
        Assert.Contains(Rights.Words(new(Area.Promotions, Act.See)), closed.Text("main"), StringComparison.Ordinal);
        var form = closed.Form("main form");
        await packer.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("why", new string('x', AccessRequest.WhyMaxLength + 1)));
        await packer.SubmitForPage(form, ("why", "I pack what is in the offer."));
        await packer.SubmitForPage(form, ("why", "Twice is once."));
        var asked = await shop.InDb(db => db.AccessRequests.AsNoTracking().SingleAsync());
        Assert.Equal(("/backoffice/promotions", "I pack what is in the offer.", new Right(Area.Promotions, Act.See), (bool?)null), (asked.Path, asked.Why, asked.Right, asked.Granted));
        Assert.Equal(HttpStatusCode.NotFound, (await packer.Post("/backoffice/access", closed, ("right", "Messages.Approve"))).StatusCode); // no such right
    }

    [Fact]
    public async Task A_right_holds_from_the_next_request_on_and_ends_with_it()
    {
        var user = await shop.Account("support@example.org", Roles.Support);
        var support = await shop.SignedIn("support@example.org");
        Assert.Equal(HttpStatusCode.Forbidden, (await support.Get("/backoffice/club/points")).StatusCode);
        await shop.InDb(async db =>
        {
            var role = await db.Set<IdentityRole<Guid>>().SingleAsync(r => r.Name == Roles.Support);
            db.Add(RoleRight.Of(role.Id, new Right(Area.Figures, Act.See)));
            return await db.SaveChangesAsync();
        });
        Assert.NotEqual(HttpStatusCode.Forbidden, (await support.Get("/backoffice/club/points")).StatusCode);
        await shop.InDb(db => db.RoleRights.Where(r => r.Area == Area.Figures && db.Set<IdentityRole<Guid>>().Any(x => x.Id == r.RoleId && x.Name == Roles.Support)).ExecuteDeleteAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await support.Get("/backoffice/club/points")).StatusCode);
        Assert.NotEqual(user.Id, Guid.Empty);
    }

    [Fact]
    public async Task Roles_add_up_and_an_administrator_may_everything()
    {
        var user = await shop.Account("two@example.org", Roles.Packer);
        await shop.With<UserManager<User>>(async users => await users.AddToRoleAsync((await users.FindByIdAsync(user.Id.ToString()))!, Roles.Bookkeeper));
        await shop.Account("all@example.org", Roles.Administrator);
        var both = await shop.SignedIn("two@example.org");
        Assert.Contains("/backoffice/promotions", Menu(await both.GetPage("/backoffice")));
        Assert.Contains("/backoffice/products", Menu(await both.GetPage("/backoffice")));
        Assert.Equal(Web.Html.SiteLinks.BackOffice.Select(l => l.Url), Menu(await (await shop.SignedIn("all@example.org")).GetPage("/backoffice")));
    }

    private static IEnumerable<string> Menu(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelectorAll(".office-menu a").Select(a => a.GetAttribute("href")!);
}
