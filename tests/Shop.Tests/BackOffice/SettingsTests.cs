using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;

namespace Shop.Tests.BackOffice;

/// <summary>How the shop is set up is found, changed and tried at the desk; a new shop is told what it still needs.</summary>
public sealed class SettingsTests(SettingsTests.Secretive shop) : IClassFixture<SettingsTests.Secretive>
{
    [Fact]
    public async Task Settings_are_found_changed_and_tried_and_secrets_are_not_shown()
    {
        var staff = await Desk("admin@example.org", Roles.Administrator);
        var page = await staff.GetPage("/backoffice/settings");
        Assert.Contains("set, not shown", page.Text("#payments"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secretive.Secret, page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("45", page.Text("#orders strong"), StringComparison.Ordinal); // what differs from the built-in is told by weight

        var found = await staff.GetPage("/backoffice/settings?q=cutoffhour");
        Assert.Equal("Ordering:CutOffHour", found.QuerySelectorAll("td code").Single().TextContent);
        Assert.Contains("No setting is called", (await staff.GetPage("/backoffice/settings?q=nonsense")).Text("main"), StringComparison.Ordinal);

        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#profile"), ("Form.Name", ""), ("Form.Email", "nobody"), ("Form.Street", "Havnegata 4"));
        Assert.Equal("Havnegata 4", ((IHtmlInputElement)bad.QuerySelector("#Form_Street")!).Value);
        Assert.Equal(2, bad.QuerySelectorAll(".error-summary li").Length);
        await staff.SubmitForPage(bad.Form("#profile"), ("Form.Name", "Test shop"), ("Form.Email", "hello@shop.example"), ("Form.City", "Bergen"));
        Assert.Contains("Havnegata 4", (await shop.Visitor().GetPage("/contact")).Text("body"), StringComparison.Ordinal); // at once, without a restart
        Assert.Contains(await shop.InDb(db => db.AuditEntries.Where(a => a.Kind == nameof(ShopProfile)).Select(a => a.Changes).ToListAsync()), changes => changes.Contains("Havnegata 4", StringComparison.Ordinal));

        var late = await staff.SubmitExpecting(HttpStatusCode.Conflict, page.Form("#profile"), ("Form.Street", "Another 1"));
        Assert.Contains("Kept now: Havnegata 4", late.Text("#profile"), StringComparison.Ordinal);
        await staff.SubmitForPage(late.Form("#profile"), ("Form.LegalName", "Test AS"), ("Form.Email", "hello@shop.example"));
        Assert.Equal("Another 1", await shop.InDb(db => db.ShopProfiles.Select(p => p.Street).SingleAsync()));

        await staff.SubmitForPage((await staff.GetPage("/backoffice/settings")).Form("form[action$='/test-letter']"));
        Assert.Contains(await shop.Mailbox("admin@example.org"), m => m.Template == "test-letter" && m.Text.Contains("It reached you", StringComparison.Ordinal));
        var asked = await staff.SubmitForPage((await staff.GetPage("/backoffice/settings")).Form("form[action$='/test-payments']"));
        Assert.Contains("The payment provider “test” answers", asked.Text("main"), StringComparison.Ordinal);
        Assert.Empty((await (await Desk("manager@example.org", Roles.Manager)).GetPage("/backoffice/settings")).QuerySelectorAll("main button:not(form[role=search] button)"));
    }

    [Fact]
    public async Task A_new_shop_is_told_what_it_needs_until_somebody_says_that_it_is_enough()
    {
        var staff = await Desk("first@example.org", Roles.Administrator);
        var page = await staff.GetPage("/backoffice");
        var open = page.QuerySelectorAll("#first-steps li:has([aria-label='Not yet'])").Select(l => l.QuerySelector("span")!.FirstChild!.TextContent).ToList();
        Assert.Contains("Something is for sale", open);
        Assert.Contains("The club is open", open);
        Assert.DoesNotContain("It can be paid", open);
        await shop.Have(Given.Product("First mug"));
        await shop.OpenClub();
        page = await staff.GetPage("/backoffice");
        var left = page.QuerySelectorAll("#first-steps li:has([aria-label='Not yet'])").Select(l => l.QuerySelector("span")!.FirstChild!.TextContent).ToList();
        Assert.Equal(open.Except(["Something is for sale", "The club is open"]), left);
        foreach (var link in page.QuerySelectorAll("#first-steps li a").Select(a => a.GetAttribute("href")!.Split('#')[0]).Distinct()) Assert.Equal(HttpStatusCode.OK, (await staff.Get(link)).StatusCode);

        Assert.Null((await (await Desk("packer3@example.org", Roles.Packer)).GetPage("/backoffice")).QuerySelector("#first-steps"));
        page = await staff.SubmitForPage(page.Form("form[action$='/first-steps']"));
        Assert.Null(page.QuerySelector("#first-steps"));
        Assert.Null((await staff.GetPage("/backoffice")).QuerySelector("#first-steps"));
    }

    private async Task<Visitor> Desk(string email, string role)
    {
        await shop.Account(email, role);
        return await shop.SignedIn(email);
    }

    /// <summary>A shop with something to hide.</summary>
    public sealed class Secretive : ShopFactory
    {
        public const string Secret = "whsec-kept-to-ourselves-0123456789";

        protected override Dictionary<string, string?> Settings => new() { ["Payments:NoticeSecrets:0"] = Secret, ["Ordering:ReturnDays"] = "45" };
    }
}
