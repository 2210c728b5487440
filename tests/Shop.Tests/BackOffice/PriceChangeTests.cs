using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Catalog;
using Shop.Catalog.Pricing;
using Shop.Kernel;
using Shop.Promotions;
using Shop.Web.BackOffice.Catalog;

namespace Shop.Tests.BackOffice;

/// <summary>Prices of many products at once: seen before, changed once each, told article by article, and taken back.</summary>
public sealed class PriceChangeTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public PriceChangeTests(ShopFactory shop) => this.shop = shop;

    [Fact]
    public async Task Prices_are_raised_as_they_were_shown_and_taken_back_but_for_those_somebody_changed_since()
    {
        var staff = await Staff("prices@example.org");
        var (cup, jug, cheap) = (await shop.Have(Given.Product("Raised cup").At("raised-cup").In("Colour", "Moss", 10_00).In("Colour", "Chalk", 12_00)), await shop.Have(Given.Product("Raised jug").At("raised-jug").Priced(30_00)), await shop.Have(Given.Product("Raised spoon").At("raised-spoon").Priced(19_00, 20_00)));
        await shop.Have(Given.Product("Other").Priced(5_00));
        var form = await staff.SubmitForPage((await staff.GetPage("/backoffice/products?q=raised")).Form("#bulk"), ("which", "all"), ("action", "prices"));
        Assert.Contains("Change prices: 3 products", form.Text("h1"), StringComparison.Ordinal);

        var look = await staff.SubmitForPage(form.Form("form[method=get]"), ("Form.Value", "10"), ("Form.Ending", "Ninety"));
        Assert.Contains("3 of 4 articles would change", look.Text("#preview"), StringComparison.Ordinal);
        Assert.Contains("€10.00€10.90", look.Text("#preview").Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Its old price, €20.00, would not be above it any more.", look.Text("#preview"), StringComparison.Ordinal);
        Assert.Equal([10_00L, 12_00, 30_00, 19_00], await Prices(cup, jug, cheap)); // nothing is written yet

        var run = await staff.SubmitForPage(look.Form("form[action$='/prices']"));
        Assert.Contains("0 changed, 1 left alone of 4", run.Text("#run"), StringComparison.Ordinal);
        await staff.SubmitForPage(look.Form("form[action$='/prices']")); // sent twice
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await Work();
        await Work();
        run = await staff.GetPage(run.Location.PathName);
        Assert.Contains("3 changed, 1 left alone.", run.Text("#run"), StringComparison.Ordinal);
        Assert.Equal([10_90L, 12_90, 32_90, 19_00], await Prices(cup, jug, cheap));
        Assert.Equal(1, await shop.InDb(db => db.PriceRuns.CountAsync(r => r.Articles == 4)));
        Assert.Equal([(10_00L, "Ingrid Solberg")], await Past(cup.Variants[0]));
        Assert.NotEqual(0, await shop.InDb(db => db.AuditEntries.CountAsync(e => e.Kind == "Variant" && e.RecordId == cup.Variants[0].Id.ToString())));

        await shop.InDb(async db => // somebody is quicker than the undo
        {
            var changed = await db.Variants.SingleAsync(v => v.Id == jug.Variants[0].Id);
            changed.SetPrice(new Money(35_00), shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        var undo = await staff.SubmitForPage(run.Form("form[action$='/undo']"));
        await staff.SubmitForPage(run.Form("form[action$='/undo']")); // a run is taken back once
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await Work();
        undo = await staff.GetPage(undo.Location.PathName);
        Assert.Contains("2 changed, 1 left alone.", undo.Text("#run"), StringComparison.Ordinal);
        Assert.Contains("Somebody changed it meanwhile: it costs €35.00 and not €32.90.", undo.Text("#run tbody"), StringComparison.Ordinal);
        Assert.Equal([10_00L, 12_00, 35_00, 19_00], await Prices(cup, jug, cheap));
        Assert.Equal([10_00L, 10_90L], (await Past(cup.Variants[0])).Select(p => p.Price));
        Assert.Contains("taken back", (await staff.GetPage("/backoffice/prices")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(2, await shop.InDb(db => db.PriceRuns.CountAsync()));
    }

    [Fact]
    public async Task What_is_reduced_names_the_lowest_price_of_thirty_days_also_after_a_mistake_was_taken_back()
    {
        var staff = await Staff("lowest@example.org");
        var lamp = await shop.Have(Given.Product("Lowest lamp").At("lowest-lamp").Priced(100_00));
        await Changed(staff, "lowest-lamp", ("Form.Lower", "true"), ("Form.Value", "50"));
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await Changed(staff, "lowest-lamp", ("Form.Value", "100"));
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await Changed(staff, "lowest-lamp", ("Form.Lower", "true"), ("Form.Value", "20"), ("Form.Old", "ShowToday"));
        var reduced = await shop.InDb(db => db.Variants.AsNoTracking().SingleAsync(v => v.Id == lamp.Variants[0].Id));
        Assert.Equal((80_00L, 100_00L), (reduced.Price.Minor, reduced.CompareAt!.Value.Minor));
        await shop.Settle();
        var page = (await shop.Visitor().GetPage("/p/lowest-lamp")).Text("main");
        Assert.Contains("€80.00", page, StringComparison.Ordinal);
        Assert.DoesNotContain("€100.00", page, StringComparison.Ordinal); // it cost 50 within the thirty days: it is not cheaper than it was
    }

    [Fact]
    public async Task While_a_promotion_lowers_a_price_the_price_behind_it_is_changed_and_nobody_sees_it_dearer()
    {
        var staff = await Staff("behind@example.org");
        var pot = await shop.Have(Given.Product("Behind pot").At("behind-pot").Priced(40_00));
        await shop.InDb(async db =>
        {
            (await db.Variants.SingleAsync(v => v.Id == pot.Variants[0].Id)).ReduceTo(new Money(30_00), NewId.Next(), shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await Changed(staff, "behind-pot", ("Form.Step", "Amount"), ("Form.Value", "2.50"));
        var variant = await shop.InDb(db => db.Variants.AsNoTracking().SingleAsync(v => v.Id == pot.Variants[0].Id));
        Assert.Equal((30_00L, 42_50L, 42_50L), (variant.Price.Minor, variant.OwnPrice.Minor, variant.CompareAt!.Value.Minor));
    }

    [Theory]
    [InlineData("Form.Value", "", "Enter by how much")]
    [InlineData("Form.Value", "ten", "enter a number")]
    [InlineData("Form.Value", "0", "Enter by how much")]
    [InlineData("Form.Value", "1.234", "at most two decimals")]
    [InlineData("Form.Value", "1001", "at most 1000 per cent")]
    public async Task What_cannot_be_read_is_told_with_its_field(string field, string typed, string complaint)
    {
        var staff = await Staff($"wrong-{NewId.Next():N}@example.org");
        var product = await shop.Have(Given.Product("Wrong"));
        var again = await staff.SubmitExpecting(System.Net.HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/prices/new?id={product.Id}")).Form("form[method=get]"), (field, typed));
        Assert.Contains(complaint, again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(typed, ((IHtmlInputElement)again.QuerySelector("[name='Form.Value']")!).Value);
    }

    [Fact]
    public async Task A_price_that_changed_since_it_was_looked_at_is_shown_before_anything_begins()
    {
        var staff = await Staff("looks@example.org");
        var product = await shop.Have(Given.Product("Looked at").Priced(10_00));
        var look = await staff.GetPage($"/backoffice/prices/new?id={product.Id}&look=true&Form.Value=10");
        await shop.InDb(async db =>
        {
            (await db.Variants.SingleAsync(v => v.Id == product.Variants[0].Id)).SetPrice(new Money(20_00), shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        var again = await staff.SubmitExpecting(System.Net.HttpStatusCode.UnprocessableEntity, look.Form("form[action$='/prices']"));
        Assert.Contains("Meanwhile a price or a product of these was changed", again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Contains("€22.00", again.Text("#preview"), StringComparison.Ordinal);
        Assert.False(await shop.InDb(db => db.PriceItems.AnyAsync(i => i.VariantId == product.Variants[0].Id)));
        await staff.SubmitForPage(again.Form("form[action$='/prices']"));
        await Work();
        Assert.Equal([22_00L], await Prices(product));
    }

    [Fact]
    public async Task Who_lost_the_right_meanwhile_changes_nothing_more()
    {
        var staff = await Staff("leaves@example.org");
        var product = await shop.Have(Given.Product("Leaves").At("leaves").Priced(10_00));
        var look = await staff.GetPage($"/backoffice/prices/new?id={product.Id}&look=true&Form.Value=10");
        await staff.SubmitForPage(look.Form("form[action$='/prices']"));
        await shop.InDb(async db =>
        {
            var leaver = await db.Set<User>().Where(u => u.Email == "leaves@example.org").Select(u => u.Id).SingleAsync();
            return await db.Set<Microsoft.AspNetCore.Identity.IdentityUserRole<Guid>>().Where(r => r.UserId == leaver).ExecuteDeleteAsync();
        });
        await Work();
        Assert.Equal([10_00L], await Prices(product));
        Assert.Equal("Ingrid Solberg may not do this any more.", await shop.InDb(db => db.PriceItems.Where(i => i.VariantId == product.Variants[0].Id).Select(i => i.Why).SingleAsync()));
    }

    private async Task Changed(Visitor staff, string slug, params (string Name, string Value)[] typed)
    {
        var form = await staff.SubmitForPage((await staff.GetPage($"/backoffice/products?q={slug}")).Form("#bulk"), ("which", "all"), ("action", "prices"));
        await staff.SubmitForPage((await staff.SubmitForPage(form.Form("form[method=get]"), typed)).Form("form[action$='/prices']"));
        await Work();
    }

    private Task Work() => shop.With<ChangePrices>(work => work.Run(default));

    private Task<List<long>> Prices(params Product[] products) => shop.InDb(async db =>
    {
        var all = await db.Variants.AsNoTracking().ToDictionaryAsync(v => v.Id, v => v.Price.Minor);
        return products.SelectMany(p => p.Variants).Select(v => all[v.Id]).ToList();
    });

    private Task<List<(long Price, string? By)>> Past(Variant variant) => shop.InDb(async db =>
        (await db.PastPrices.AsNoTracking().Where(p => p.VariantId == variant.Id).OrderBy(p => p.Until).ToListAsync()).Select(p => (p.Price.Minor, p.By)).ToList());

    private async Task<Visitor> Staff(string email)
    {
        await shop.Account(email, Roles.Staff);
        return await shop.SignedIn(email);
    }
}
