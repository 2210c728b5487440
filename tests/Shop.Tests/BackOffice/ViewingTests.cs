using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;

namespace Shop.Tests.BackOffice;

/// <summary>Looking at the shop through a customer's eyes shows what they see, changes nothing, and is noted.</summary>
public sealed class ViewingTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Staff_look_with_a_reason_cannot_act_and_stop()
    {
        var customer = await shop.Account("clara@example.org");
        var id = await shop.InDb(db => db.Set<Customer>().Where(c => c.UserId == customer.Id).Select(c => c.Id).SingleAsync());
        await shop.Account("help@example.org", Roles.Support);
        await shop.Account("boxes@example.org", Roles.Packer);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await shop.SignedIn("boxes@example.org")).Get($"/backoffice/view-as/{id}")).StatusCode);

        var help = await shop.SignedIn("help@example.org");
        var form = (await help.GetPage($"/backoffice/view-as/{id}")).Form("main form");
        await help.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("reason", " "));
        var seen = await help.SubmitForPage(form, ("reason", "She cannot find her order"));
        Assert.Contains("You see the shop as", seen.Text(".viewed-band"), StringComparison.Ordinal);
        Assert.Contains("clara@example.org", seen.Text("main"), StringComparison.Ordinal);
        Assert.NotNull((await help.GetPage("/shop")).QuerySelector(".viewed-band"));

        foreach (var secret in new[] { "/account/details", "/account/details/password", "/account/verify", "/account/club/card", "/checkout" }) Assert.Equal(HttpStatusCode.Forbidden, (await help.Get(secret)).StatusCode);
        foreach (var deed in new[] { "/cart/items", "/account/details", "/account/addresses/new", "/account/sign-out", "/account/details/password" }) Assert.Equal(HttpStatusCode.Forbidden, (await help.Post(deed, seen)).StatusCode);
        Assert.Contains("You are only looking", (await help.GetPage("/checkout", HttpStatusCode.Forbidden)).Text("h1"), StringComparison.Ordinal);
        Assert.Null((await help.GetPage("/backoffice/orders")).QuerySelector(".viewed-band")); // at the desk they are themselves

        // The cookie is nothing in another session.
        var thief = await shop.SignedIn("boxes@example.org");
        thief.SetCookie("__Host-viewing", help.Cookies["__Host-viewing"]);
        Assert.Null((await thief.GetPage("/account")).QuerySelector(".viewed-band"));

        await help.SubmitForPage(seen.Form(".viewed-band form"));
        Assert.Contains("help@example.org", (await help.GetPage("/account")).Text("main"), StringComparison.Ordinal);
        var noted = await shop.InDb(db => db.AuditEntries.Where(e => e.RecordId == id.ToString()).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => new { e.Verb, e.Reason, e.IsPersonal }).ToListAsync());
        Assert.Equal([("Viewed as", "She cannot find her order", true), ("Stopped viewing", null, true)], noted.Select(n => (n.Verb, n.Reason, n.IsPersonal)));
    }

    [Fact]
    public async Task It_ends_by_itself_with_time_and_with_the_right()
    {
        var customer = await shop.Account("ends@example.org");
        var id = await shop.InDb(db => db.Set<Customer>().Where(c => c.UserId == customer.Id).Select(c => c.Id).SingleAsync());
        await shop.Account("late@example.org", Roles.Administrator);
        var late = await shop.SignedIn("late@example.org");
        await late.SubmitForPage((await late.GetPage($"/backoffice/view-as/{id}")).Form("main form"), ("reason", "To help"));
        for (var i = 0; i < 3; i++)
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(11)); // the session lives on, the look does not
            await late.Get("/backoffice");
        }
        Assert.Null((await late.GetPage("/account")).QuerySelector(".viewed-band"));

    }
}
