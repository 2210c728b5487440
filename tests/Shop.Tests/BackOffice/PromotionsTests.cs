using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Promotions;

namespace Shop.Tests.BackOffice;

/// <summary>Staff open, change and end promotions; customers do not.</summary>
public sealed class PromotionsTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Staff_open_one_with_all_that_belongs_to_it_change_it_and_end_it()
    {
        var staff = await Staff("opener@example.org");
        var mugs = Given.Category("office-mugs");
        await shop.InDb(db => { db.Add(mugs); return db.SaveChangesAsync(); });
        var mug = await shop.Have(Given.Product("Office mug").At("office-mug").In(mugs));

        var form = (await staff.GetPage("/backoffice/promotions/new")).Form("main form");
        var bad = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Kind", "PercentOff"), ("Form.Percent", "ten"), ("Form.StartsAt", "soon"), ("Form.NeedsCode", "true"), ("Form.Codes", "a b"), ("Form.Products", "no-such-thing"), ("Form.Priority", "-1"));
        foreach (var words in new[] { "Enter a name", "“Per cent”: enter a number, like 12.50", "“From”: enter a date and time", "“a b” is no code", "There is no product no-such-thing", "“Priority”: enter a whole number" })
            Assert.Contains(words, bad.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("ten", bad.QuerySelector("[name='Form.Percent']")!.GetAttribute("value"));

        var question = await staff.SubmitForPage(bad.Form("main form"), ("Form.Name", "Mug week"), ("Form.Percent", "12,5"), ("Form.StartsAt", "2026-06-01T09:00"), ("Form.EndsAt", "2026-06-20T00:00"), ("Form.NeedsCode", "true"),
            ("Form.Codes", "mug-week\nMUGS2026"), ("Form.Products", "office-mug"), ("Form.NotCategories", mugs.Id.ToString()), ("Form.Limit", "50"), ("Form.LimitPerCustomer", "2"), ("Form.Minimum", "19.90"), ("Form.Priority", "3"), ("Form.IsExclusive", "true"), ("Form.Amount", "7"));
        foreach (var words in new[] { "Open this promotion?", "12.5% off for goods from €19.90", "Everybody who has a code", "MUGWEEK, MUGS2026", "until 20 June 2026, 00:00", "In 50 orders in all, 2 of one customer", "Stands alone", "has no use for it: Amount" })
            Assert.Contains(words, question.Text("main"), StringComparison.Ordinal);
        Assert.False(await shop.InDb(db => db.Promotions.AnyAsync(p => p.Name == "Mug week"))); // nothing is done yet
        var back = await staff.SubmitForPage(question.Form("main form"), ("step", "change"));
        Assert.Equal("12,5", back.QuerySelector("[name='Form.Percent']")!.GetAttribute("value"));
        var page = await staff.SubmitForPage((await staff.SubmitForPage(back.Form("main form"))).Form("main form"), ("step", "open"));
        Assert.Contains("MUGWEEK", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("12.5", page.QuerySelector("[name='Form.Percent']")!.GetAttribute("value"));
        var saved = await shop.InDb(db => db.Promotions.AsNoTracking().SingleAsync(p => p.Name == "Mug week"));
        Assert.Equal((1_250, 19_90, 50, 2, true), (saved.BasisPoints, saved.Minimum!.Value.Minor, saved.Limit, saved.LimitPerCustomer, saved.IsExclusive));
        Assert.Equal(new DateTime(2026, 6, 1, 7, 0, 0, DateTimeKind.Utc), saved.StartsAt); // nine in Oslo
        Assert.Equal([(mugs.Id, true), (mug.Id, false)], saved.Targets.Select(t => (t.TargetId, t.Excluded)).OrderByDescending(t => t.Excluded));

        var url = $"/backoffice/promotions/{saved.Id}";
        page = await staff.SubmitForPage(page.Form($"form[action='{url}']"), ("Form.Name", "Mug fortnight"), ("Form.Codes", ""));
        page = await staff.SubmitForPage(page.Form("main form"), ("step", "open"));
        Assert.Contains("Mug fortnight", page.Text("h1"), StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form("form[action$='/codes']"), ("count", "3"));
        Assert.Equal(3, await shop.InDb(db => db.PromotionCodes.CountAsync(c => c.PromotionId == saved.Id && c.Limit == 1)));
        Assert.Contains("Mug fortnight", (await staff.GetPage("/backoffice/promotions")).Text("tbody"), StringComparison.Ordinal);
        foreach (var (typed, found) in new[] { ("FORTNIGHT", true), ("mugs 20-26", true), ("no such words", false), ("-", false) })
        {
            var list = await staff.SubmitForPage((await staff.GetPage("/backoffice/promotions")).Form("form[role=search]"), ("q", typed));
            Assert.Equal(found, list.QuerySelector("tbody")?.TextContent.Contains("Mug fortnight", StringComparison.Ordinal) == true);
            Assert.Equal(typed, list.QuerySelector("[name=q]")!.GetAttribute("value"));
        }
        await staff.SubmitForPage((await staff.GetPage(page.QuerySelector("a[href$='/end']")!.GetAttribute("href")!)).Form("form[action$='/end']"));
        Assert.Equal(PromotionTime.Over, (await shop.InDb(db => db.Promotions.AsNoTracking().SingleAsync(p => p.Id == saved.Id))).At(shop.Clock.Now));
    }

    [Fact]
    public async Task A_big_one_for_the_whole_shop_is_shown_with_what_it_does_before_it_opens()
    {
        var staff = await Staff("bold@example.org");
        await shop.Have(Given.Product("Bold mug").Priced(18_00).At("bold-mug"));
        await shop.Settle();
        var form = (await staff.GetPage("/backoffice/promotions/new")).Form("main form");
        var question = await staff.SubmitForPage(form, ("Form.Name", "Nearly nothing"), ("Form.Percent", "90"));
        Assert.Matches(@"This lowers \d+ price tags? of \d+ products? by 90%, for example .* €\d+\.\d\d → €\d+\.\d\d\.", question.Text(".promotion-effect"));
        Assert.Contains("It is for the whole shop: nothing is left out.", question.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Contains("would cost less than half", question.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Contains("From now, without end", question.Text("main"), StringComparison.Ordinal);
        Assert.False(await shop.InDb(db => db.Promotions.AnyAsync(p => p.Name == "Nearly nothing")));

        var named = await staff.SubmitForPage(form, ("Form.Name", "One mug"), ("Form.Percent", "10"), ("Form.Products", "bold-mug"));
        Assert.Contains("This lowers 1 price tag of 1 product by 10%, for example Bold mug €18.00 → €16.20.", named.Text(".promotion-effect"), StringComparison.Ordinal);
        Assert.Null(named.QuerySelector(".alert-warning"));
    }

    [Fact]
    public async Task A_code_belongs_to_one_promotion_and_no_limit_falls_below_what_is_used()
    {
        var staff = await Staff("limiter@example.org");
        var code = await shop.Offer(shop.Clock.Percent(10, "Used already"));
        var other = await shop.Offer(shop.Clock.Percent(10, "Another"));
        var promotion = await shop.PromotionOf(code);
        await shop.InDb(db => db.Promotions.Where(p => p.Id == promotion.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Used, 3)));

        var form = (await staff.GetPage($"/backoffice/promotions/{promotion.Id}")).Form($"form[action$='{promotion.Id}']");
        Assert.Contains("It has been used 3 times already.", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Limit", "2"))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Contains($"The code {other} belongs to another promotion.", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Form.Codes", other))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Null((await shop.PromotionOf(code)).Limit);
    }

    [Fact]
    public async Task Customers_have_no_business_there()
    {
        await shop.Account("shopper@example.org");
        var customer = await shop.SignedIn("shopper@example.org");
        Assert.Equal(HttpStatusCode.Forbidden, (await customer.Get("/backoffice/promotions")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await customer.Get("/backoffice/promotions/new")).StatusCode);
    }

    private async Task<Visitor> Staff(string email)
    {
        await shop.Account(email, Roles.Staff);
        return await shop.SignedIn(email);
    }
}
