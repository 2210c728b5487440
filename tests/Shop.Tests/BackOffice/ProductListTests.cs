using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Web.BackOffice.Lists;

namespace Shop.Tests.BackOffice;

/// <summary>The list of products: found by what staff know of them, and changed many at once.</summary>
public sealed class ProductListTests : IClassFixture<ProductListTests.Filled>
{
    private readonly Filled shop;

    public ProductListTests(Filled shop) => this.shop = shop;

    [Theory]
    [InlineData("f=status~is~Draft", "Drafted bowl")]
    [InlineData("f=status~is~Active&f=stock~is~out", "Empty jug")]
    [InlineData("f=stock~is~low", "Scarce vase")]
    [InlineData("f=stock~not~plenty,low", "Empty jug")]
    [InlineData("f=price~more~70", "Dear lamp")]
    [InlineData("f=price~between~69..71", "Reduced pot")]
    [InlineData("f=reduced~is~yes", "Reduced pot")]
    [InlineData("f=maker~is~clay+house", "Scarce vase")]
    [InlineData("f=sold~more~3", "Dear lamp")]
    [InlineData("f=bare~is~no", "Dear lamp")]
    [InlineData("q=lamp", "Dear lamp")]
    [InlineData("q=find-me", "Empty jug")]
    [InlineData("q=dear-lamp", "Dear lamp")]
    [InlineData("view=drafts", "Drafted bowl")]
    public async Task One_is_found_by_each_thing_that_is_known_of_it(string query, string name)
    {
        var page = await (await shop.Desk()).GetPage("/backoffice/products?" + query.Replace("find-me", shop.SkuOf["Empty jug"].ToLowerInvariant(), StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll(".field-error"));
        Assert.Equal([name], Names(page));
    }

    [Fact]
    public async Task What_is_low_in_stock_leads_to_the_list_with_the_same_number()
    {
        await shop.Account("stock@example.org", Roles.Staff);
        var staff = await shop.SignedIn("stock@example.org");
        await shop.Have(Given.Product("Gone cup").Stocked(0));
        await shop.Have(Given.Product("Rare cup").Stocked(2));
        await shop.Have(Given.Product("Hidden cup").Stocked(0).Unpublished());
        await shop.Have(Given.Product("Many cups").Stocked(50));
        var link = (await staff.GetPage("/backoffice")).QuerySelectorAll(".attention a").Single(a => a.TextContent.Contains("low in stock", StringComparison.Ordinal));
        var rows = (await staff.GetPage(link.GetAttribute("href")!)).QuerySelectorAll("tbody tr");
        Assert.Contains(rows, r => r.TextContent.Contains("Gone cup", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.TextContent.Contains("Rare cup", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, r => r.TextContent.Contains("Hidden cup", StringComparison.Ordinal) || r.TextContent.Contains("Many cups", StringComparison.Ordinal));
        Assert.Equal($"{rows.Length}", link.QuerySelector("strong")!.TextContent);
    }

    [Fact]
    public async Task A_category_is_found_with_those_that_stand_in_it_and_its_name_stands_in_the_list()
    {
        var staff = await shop.Desk();
        var page = await staff.GetPage($"/backoffice/products?f=category~is~{shop.Kitchen.Id:N}");
        Assert.Equal(["Dear lamp", "Scarce vase"], Names(page));
        Assert.Contains("Category is Kitchen", page.Text(".desk-chip"), StringComparison.Ordinal);
        Assert.Contains("Cups", page.Text("tbody"), StringComparison.Ordinal);
        Assert.Equal(4, Names(await staff.GetPage($"/backoffice/products?f=category~not~{shop.Kitchen.Id:N}&f=status~is~Active,Draft")).Count(n => n is "Empty jug" or "Drafted bowl" or "Reduced pot" or "Plain cup"));
        Assert.Contains("not there any more", (await staff.GetPage($"/backoffice/products?f=category~is~{Guid.NewGuid():N}")).Text(".desk-chip .field-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_put_into_a_category_taken_off_the_shelf_and_shown_again()
    {
        var staff = await shop.Desk();
        var shelf = Given.Category("sets", "Sets");
        var (one, other) = (await shop.Have(Given.Product("Set of two").At("set-of-two")), await shop.Have(Given.Product("Set of three").At("set-of-three")));
        await shop.InDb(db =>
        {
            db.Add(shelf);
            return db.SaveChangesAsync();
        });
        var choose = await staff.SubmitForPage((await staff.GetPage("/backoffice/products?q=set-of")).Form("#bulk"), ("which", "all"), ("action", "category"));
        Assert.Contains("Put 2 products into a category", choose.Text("h1"), StringComparison.Ordinal);
        var question = await staff.SubmitForPage(choose.Form("form[action$='/bulk']"), ("action", $"into-{shelf.Id:N}"));
        Assert.Contains("Put into “Sets”: 2 products", question.Text("h1"), StringComparison.Ordinal);
        await Done(staff, question);
        Assert.Equal([shelf.Id, shelf.Id], await shop.InDb(db => db.Products.Where(p => p.Id == one.Id || p.Id == other.Id).Select(p => p.CategoryId!.Value).ToListAsync()));

        foreach (var (action, status) in new[] { ("archive", ProductStatus.Archived), ("publish", ProductStatus.Active) })
        {
            var page = await staff.GetPage("/backoffice/products?q=set-of");
            await Done(staff, await staff.SubmitForPage(page.Form("#bulk"), ("action", action), ("id", one.Id.ToString())));
            Assert.Equal(status, await shop.InDb(db => db.Products.Where(p => p.Id == one.Id).Select(p => p.Status).SingleAsync()));
        }
        var run = await Done(staff, await staff.SubmitForPage((await staff.GetPage("/backoffice/products?q=set-of")).Form("#bulk"), ("which", "all"), ("action", "publish")));
        Assert.Contains("0 done, 2 failed", run.Text("#run"), StringComparison.Ordinal);
        Assert.Contains("in the shop already", run.Text("#run tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Categories_are_added_put_into_one_another_and_in_order_and_none_stands_in_itself()
    {
        var staff = await shop.Desk();
        foreach (var (name, parent) in new[] { ("Arranged", ""), ("Arranged one", "Arranged"), ("Arranged two", "Arranged"), ("Arranged", "") })
        {
            var form = (await staff.GetPage("/backoffice/categories")).Form("form[action$='/categories']");
            var option = form.QuerySelectorAll("#new-parent option").First(o => parent.Length == 0 || o.TextContent == parent).GetAttribute("value")!;
            await staff.SubmitForPage(form, ("name", name), ("parent", option));
        }
        var ids = await shop.InDb(db => db.Categories.Where(c => c.Name.StartsWith("Arranged")).ToDictionaryAsync(c => c.Slug, c => c.Id));
        Assert.Equal(["arranged", "arranged-2", "arranged-one", "arranged-two"], ids.Keys.Order());
        var page = await staff.SubmitForPage((await staff.GetPage("/backoffice/categories")).Form($"form[action$='{ids["arranged-two"]}/move']"));
        Assert.Equal(["Arranged two", "Arranged one"], page.QuerySelectorAll("tbody td:first-child a").Select(a => a.TextContent).Where(n => n.StartsWith("Arranged ", StringComparison.Ordinal)));
        page = await staff.SubmitForPage(page.Form($"form[action$='{ids["arranged"]}/place']"), ("parent", ids["arranged-one"].ToString()));
        Assert.Contains("cannot stand in itself", page.Text("main"), StringComparison.Ordinal);
        await staff.SubmitForPage(page.Form($"form[action$='{ids["arranged-two"]}/place']"), ("parent", ids["arranged-2"].ToString()));
        Assert.Equal(ids["arranged-2"], await shop.InDb(db => db.Categories.Where(c => c.Slug == "arranged-two").Select(c => c.ParentId!.Value).SingleAsync()));
    }

    [Fact]
    public async Task It_is_taken_away_as_a_file_with_plain_numbers()
    {
        var csv = await (await (await shop.Desk()).Get("/backoffice/lists/products/export?format=csv&f=price~more~70&cols=name,status,maker,category,price,stock,sku")).Content.ReadAsStringAsync();
        Assert.Equal($"Product,In the shop,Maker,Category,Price,Left,Article number\r\nDear lamp,Yes,,Cups,90,10,{shop.SkuOf["Dear lamp"]}\r\n", csv);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await shop.Desk("packs@example.org", Roles.Packer)).Get("/backoffice/shelving?which=all")).StatusCode);
    }

    private async Task<IHtmlDocument> Done(Visitor staff, IHtmlDocument question)
    {
        var run = await staff.SubmitForPage(question.Form("form[action$='/start']"));
        await shop.With<RunBulk>(work => work.Run(default));
        return await staff.GetPage(run.Location.PathName);
    }

    private static List<string> Names(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr td:not(.desk-tick) .desk-line a").Select(a => a.TextContent).Order()];

    /// <summary>A shop in which each product differs in one thing.</summary>
    public sealed class Filled : ShopFactory
    {
        public Category Kitchen { get; } = Given.Category("kitchen", "Kitchen");
        public Dictionary<string, string> SkuOf { get; } = [];

        public Filled() => InDb(async db =>
        {
            var cups = Category.Open("cups", "Cups", 0, Kitchen.Id);
            var maker = Brand.Of("clay-house", "Clay House");
            db.AddRange(Kitchen, cups, maker);
            Product[] all =
            [
                Given.Product("Plain cup").Priced(12_00).Put(db, Clock.Now), Given.Product("Empty jug").Stocked(0).Put(db, Clock.Now), Given.Product("Scarce vase").In(Kitchen).By(maker).Stocked(3).Put(db, Clock.Now),
                Given.Product("Dear lamp").At("dear-lamp").In(cups).Priced(90_00).Put(db, Clock.Now), Given.Product("Reduced pot").Priced(70_00, 80_00).Put(db, Clock.Now), Given.Product("Drafted bowl").Unpublished().Put(db, Clock.Now),
            ];
            all[3].AddPicture("lamp", "A lamp", 640, 640);
            foreach (var product in all) SkuOf[product.Name] = product.Variants[0].Sku;
            await db.SaveChangesAsync();
            return await db.Products.Where(p => p.Id == all[3].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.SoldLately, 4));
        }).GetAwaiter().GetResult();

        private readonly HashSet<string> _known = [];

        public async Task<Visitor> Desk(string email = "desk@example.org", string role = Roles.Administrator)
        {
            if (_known.Add(email)) await this.Account(email, role);
            return await this.SignedIn(email);
        }
    }
}
