using System.Net;
using Shop.Accounts;
using Shop.Catalog;

namespace Shop.Tests.BackOffice;

/// <summary>Staff give products their day; every node's memory follows.</summary>
public sealed class LaunchesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_day_is_given_in_the_shops_time_checked_and_taken_back()
    {
        var vase = await shop.Have(Given.Product("Tall vase").At("tall-vase"));
        await shop.Account("desk@example.org", Roles.Staff);
        var staff = await shop.SignedIn("desk@example.org");
        Assert.Contains("Nothing waits for its day", (await staff.GetPage("/backoffice/launches")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("No product is called so", (await staff.GetPage("/backoffice/launches?q=nonsense")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Tall vase", (await staff.GetPage("/backoffice/launches?q=tall")).Text("main"), StringComparison.Ordinal);

        var address = $"/backoffice/launches/{vase.Id}";
        foreach (var (from, quota, said) in new[] { ("", "", "Enter the day and the time"), ("soon", "", "enter a date and time"), ("2020-01-01T10:00", "", "still to come"), ("2026-12-01T10:00", "many", "enter a whole number"), ("2026-12-01T10:00", "0", "A quota is 1") })
        {
            var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage(address)).Form("[name='Form.From']"), ("Form.From", from), ("Form.Quota", quota));
            Assert.Contains(said, again.Text(".error-summary"), StringComparison.Ordinal);
            Assert.Equal(quota, again.QuerySelector("[name='Form.Quota']")!.GetAttribute("value") ?? "");
        }

        var late = (await staff.GetPage(address)).Form("[name='Form.From']");
        var list = await staff.SubmitForPage((await staff.GetPage(address)).Form("[name='Form.From']"), ("Form.From", "2026-12-01T10:00"), ("Form.Quota", "20"));
        Assert.Contains("Everybody can buy it from 1 December 2026, 10:00", list.Text("main"), StringComparison.Ordinal);
        Assert.Contains("A colleague saved", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, late, ("Form.From", "2026-12-02T10:00"))).Text(".error-summary"), StringComparison.Ordinal);
        var saved = (await shop.InDb(db => db.Products.FindAsync(vase.Id).AsTask()))!;
        Assert.Equal((new DateTime(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc), 20), (saved.PublicFrom, saved.EarlyQuota)); // Oslo is an hour ahead
        await shop.Tell();
        Assert.NotNull((await shop.Visitor().GetPage("/p/tall-vase")).QuerySelector("#early"));

        Assert.Contains("Everybody can buy it now", (await staff.SubmitForPage((await staff.GetPage(address)).Form("form[action$='/clear']"))).Text("main"), StringComparison.Ordinal);
        await shop.Tell();
        Assert.Null((await shop.Visitor().GetPage("/p/tall-vase")).QuerySelector("#early"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/launches/{Guid.NewGuid()}")).StatusCode);
    }
}
