using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Imports.Goods;
using Shop.Kernel;
using Shop.Web.BackOffice.Catalog;

namespace Shop.Tests.Imports;

/// <summary>Goods from a file: looked through without writing, brought in once, told row by row.</summary>
public sealed class GoodsImportTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public GoodsImportTests(ShopFactory shop) => this.shop = shop;

    [Fact]
    public async Task A_file_is_looked_through_brought_in_and_is_nothing_new_the_second_time()
    {
        var staff = await Staff("import@example.org");
        var shelf = Given.Category("bowls", "Bowls");
        await shop.InDb(db =>
        {
            db.AddRange(shelf, Brand.Of("clay-house", "Clay House"));
            return db.SaveChangesAsync();
        });
        var known = await shop.Have(Given.Product("Known cup").At("known-cup").Priced(10_00).Stocked(5));
        var sku = known.Variants[0].Sku;
        var file = "\uFEFFSKU;Title;Price;Compare at price;Qty;Vendor;Category;Handle;Options;Grams;Published\r\n"
            + $"{sku};Known cup;€11,50;;7;;;;;;\r\n"
            + "B-1;\"Bowl; wide\";24,90;30,00;3;clay house;Bowls;wide-bowl;Colour: Moss;0,8 kg;yes\r\n"
            + "B-2;;24,90;;2;;;wide-bowl;Colour: Chalk;800;\r\n"
            + ";;;;;;;;;;\r\n"
            + "'=B-3;Formula;5,00;;;;;;;;\r\n";
        var columns = await Upload(staff, file);
        Assert.Equal(["Sku", "Name", "Price", "OldPrice", "Stock", "Maker", "Category", "Product", "Options", "Weight", "Status"], columns.QuerySelectorAll("select[name^=Columns]").OfType<IHtmlSelectElement>().Select(s => s.Value));
        Assert.Contains("Bowl; wide", columns.Text("tbody"), StringComparison.Ordinal);

        var page = await staff.SubmitForPage(columns.Form("main form[method=post]"), ("Profile", "Clay House files"));
        Assert.Contains("Being looked through", page.Text("#run"), StringComparison.Ordinal);
        var before = await Counts();
        await Work();
        page = await staff.GetPage(page.Location.PathName);
        Assert.Equal(before, await Counts()); // nothing is written
        Assert.Equal("Would be added 3 Would be changed 1 Unchanged 0 Would be left out 1 Has a mistake 0", Tabs(page));
        Assert.Contains("price €10.00 → €11.50, in stock 5 → 7", page.Text("tbody"), StringComparison.Ordinal);

        await staff.SubmitForPage(page.Form("form[action$='/import']"));
        await Work();
        page = await staff.GetPage(page.Location.PathName);
        Assert.Equal("Added 3 Changed 1 Unchanged 0 Left out 1 Has a mistake 0", Tabs(page));
        var bowl = await shop.InDb(db => db.Products.AsNoTracking().Include(p => p.Variants).SingleAsync(p => p.Slug == "wide-bowl"));
        Assert.Equal(("Bowl; wide", ProductStatus.Active, shelf.Id), (bowl.Name, bowl.Status, bowl.CategoryId));
        Assert.NotNull(bowl.BrandId);
        Assert.Equal([("B-1", 24_90L, 30_00L, 800, "Moss"), ("B-2", 24_90, 0L, 800, "Chalk")], bowl.Variants.OrderBy(v => v.Sku).Select(v => (v.Sku, v.Price.Minor, v.CompareAt?.Minor ?? 0, v.WeightGrams, v.Name)));
        Assert.Equal(ProductStatus.Draft, await shop.InDb(db => db.Products.Where(p => p.Name == "Formula").Select(p => p.Status).SingleAsync()));
        Assert.Equal((11_50L, 7, 2), await shop.InDb(async db => ((await db.Variants.SingleAsync(v => v.Sku == sku)).Price.Minor, (await db.StockLevels.SingleAsync(l => l.VariantId == known.Variants[0].Id)).OnHand,
            await db.StockMovements.Where(m => m.VariantId == known.Variants[0].Id && m.By == "Ingrid Solberg").SumAsync(m => m.Quantity))));
        await shop.Settle();
        Assert.Equal("Bowl; wide", (await shop.Visitor().GetPage("/p/wide-bowl")).Text("h1"));

        columns = await Upload(staff, file);
        Assert.Equal("Clay House files", columns.QuerySelector("#use-profile option")!.TextContent);
        page = await staff.SubmitForPage(columns.Form("main form[method=post]"));
        await Work();
        page = await staff.GetPage(page.Location.PathName);
        Assert.Equal("Would be added 0 Would be changed 0 Unchanged 4 Would be left out 1 Has a mistake 0", Tabs(page));
        Assert.Null(page.QuerySelector("form[action$='/import']"));
        Assert.Contains("Nothing in this file would change the shop", page.Text("#run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_mistake_is_told_with_its_row_column_and_what_was_expected_and_the_rows_go_back_with_their_reasons()
    {
        var staff = await Staff("mistakes@example.org");
        var known = await shop.Have(Given.Product("Held cup").At("held-cup").Priced(10_00, 12_00).Stocked(5));
        await shop.InDb(async db => await db.StockLevels.Where(l => l.VariantId == known.Variants[0].Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reserved, 4)));
        var sku = known.Variants[0].Sku;
        var file = "sku,name,price,stock,category,weight,product,barcode\n"
            + "M-1,Good,5.00,1,,,,\n"
            + "M-1,Good again,5.00,1,,,,\n"
            + "M-2,,5.00,1,,,,\n"
            + "M-3,No price,,1,,,,\n"
            + "M-4,=Formula,12.345,-1,Nowhere,heavy,,\n"
            + ",No number,5.00,1,,,,\n"
            + $"{sku},,13.00,3,,,other,\n"
            + "M-5,Too,many,columns,1,,,,,,\n"
            + "M-6,First,5.00,1,,,pair,\n"
            + "M-7,Second,5.00,1,,,pair,\n"
            + "M-8,\"Long\",5.00,1,,,,123456789012345678901\n";
        var page = await staff.SubmitForPage((await Upload(staff, file)).Form("main form[method=post]"));
        await Work();
        page = await staff.GetPage(page.Location.PathName);
        var rows = page.QuerySelectorAll("#run tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Where((_, i) => i is 0 or 3 or 4 or 5).Select(c => c.TextContent.Trim()))).ToList();
        string[] expected =
        [
            "3|sku|M-1|each article once; row 2 has it already", "4|name|nothing|a name, because the article is new", "5|price|nothing|a price, because the article is new", "6|price|12.345|an amount like 12.50", "6|stock|-1|a whole number from 0",
            "6|category|Nowhere|a category of the shop: its name, its address or the way to it", "6|weight|heavy|grams, like 350, or kilograms, like 0.35 kg", "7|sku|nothing|an article number of at most 60 characters",
            "8|product|other|held-cup, to which this article belongs", "8|price|€13.00|less than its old price, €12.00, or “none” as old price", "8|stock|3|at least 4, because so many are promised to orders",
            "11|name|Second|the same as in row 10: both are articles of /p/pair", "12|barcode|21 characters|at most 20 characters",
        ];
        Assert.Empty(expected.Except(rows));
        Assert.Contains(rows, r => r.StartsWith("9||11 columns|8 columns", StringComparison.Ordinal));

        var rejected = await (await staff.Get(page.QuerySelector("a[href$='/rejected']")!.GetAttribute("href")!)).Content.ReadAsStringAsync();
        Assert.Contains("M-4,'=Formula,12.345,'-1,Nowhere,heavy,,,6,\"price: found 12.345, expected an amount like 12.50; stock:", rejected, StringComparison.Ordinal);
        Assert.DoesNotContain("M-6", rejected, StringComparison.Ordinal);
        await staff.SubmitForPage(page.Form("form[action$='/import']"));
        await Work();
        Assert.Equal(["M-1", "M-6"], await shop.InDb(db => db.Variants.Where(v => v.Sku.StartsWith("M-")).OrderBy(v => v.Sku).Select(v => v.Sku).ToListAsync()));
    }

    [Fact]
    public async Task What_is_no_such_file_is_told_where_it_was_chosen()
    {
        var staff = await Staff("files@example.org");
        foreach (var (bytes, complaint) in new (byte[], string)[]
        {
            ("PK\u0003\u0004rubbish"u8.ToArray(), "This is a workbook"), ("%PDF-1.7"u8.ToArray(), "This is a PDF"), ([0x61, 0, 0x62, 0x0A], "holds more than text"), ("only one column\nx\n"u8.ToArray(), "Only one column was found"),
            ("sku,price\n"u8.ToArray(), "no rows"), ("sku,price\nA,\"1\nB,2\n"u8.ToArray(), "quotation mark is never closed"),
        })
        {
            var page = await staff.Read(await staff.Upload((await staff.GetPage("/backoffice/imports")).Form("form[enctype]"), [("file", bytes, "text/csv")]), HttpStatusCode.UnprocessableEntity);
            Assert.Contains(complaint, page.Text("#file-error"), StringComparison.Ordinal);
        }
        Assert.Contains("Choose a file", (await staff.Read(await staff.Upload((await staff.GetPage("/backoffice/imports")).Form("form[enctype]"), []), HttpStatusCode.UnprocessableEntity)).Text("#file-error"), StringComparison.Ordinal);

        var columns = await Upload(staff, "number,cost\nW-1,5\n");
        var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, columns.Form("main form[method=post]"), ("Columns[0]", "Price"), ("Columns[1]", "Price"));
        Assert.Contains("“Price” is chosen for 2 columns", again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Contains("article number", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, columns.Form("main form[method=post]"), ("Columns[0]", ""), ("Columns[1]", "Price"))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Get($"/backoffice/imports/{Guid.NewGuid()}")).StatusCode);
    }

    [Theory]
    [InlineData(1252)]
    [InlineData(1200)]
    public async Task A_file_of_a_spreadsheet_keeps_its_letters(int letters)
    {
        var staff = await Staff($"letters{letters}@example.org");
        var encoding = letters == 1200 ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(letters)!;
        var page = await staff.SubmitForPage((await Upload(staff, [.. encoding.GetPreamble(), .. encoding.GetBytes($"sku\tname\tprice\nLET-{letters}\tBlåbær “jam” – €\t5.00\n")])).Form("main form[method=post]"));
        await Work();
        await staff.SubmitForPage((await staff.GetPage(page.Location.PathName)).Form("form[action$='/import']"));
        await Work();
        Assert.Equal("Blåbær “jam” – €", await shop.InDb(db => db.Products.Where(p => p.Variants.Any(v => v.Sku == $"LET-{letters}")).Select(p => p.Name).SingleAsync()));
    }

    [Fact]
    public async Task What_is_called_off_stops_and_can_be_brought_in_again()
    {
        var staff = await Staff("stops@example.org");
        var page = await staff.SubmitForPage((await Upload(staff, "sku,name,price\nSTOP-1,Stops,5.00\n")).Form("main form[method=post]"));
        await Work();
        page = await staff.SubmitForPage((await staff.GetPage(page.Location.PathName)).Form("form[action$='/import']"));
        page = await staff.SubmitForPage(page.Form("form[action$='/call-off']"));
        await Work();
        Assert.Contains("Called off", page.Text("#run"), StringComparison.Ordinal);
        Assert.False(await shop.InDb(db => db.Variants.AnyAsync(v => v.Sku == "STOP-1")));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Staff("packs@example.org", Roles.Packer)).Get(page.Location.PathName)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_wanted_is_left_out()
    {
        var staff = await Staff("leftout@example.org");
        var known = await shop.Have(Given.Product("Left cup").Priced(10_00));
        var columns = await Upload(staff, $"sku,name,price\n{known.Variants[0].Sku},Left cup,11.00\nLEFT-1,New,5.00\n");
        var form = columns.Form("main form[method=post]");
        foreach (var box in form.QuerySelectorAll("input[type=checkbox]").OfType<IHtmlInputElement>()) box.IsChecked = false;
        var page = await staff.SubmitForPage(form);
        await Work();
        Assert.Equal("Would be added 0 Would be changed 0 Unchanged 0 Would be left out 2 Has a mistake 0", Tabs(await staff.GetPage(page.Location.PathName)));
    }

    [Fact]
    public async Task What_a_later_row_is_the_first_to_say_of_a_new_product_counts()
    {
        var staff = await Staff("rows@example.org");
        var shelf = Given.Category("vases", "Vases");
        await shop.InDb(db =>
        {
            db.Add(shelf);
            return db.SaveChangesAsync();
        });
        var page = await Brought(staff, "sku,name,price,handle,tags,description,category,published\nROW-1,Tall vase,5.00,tall-vase,,,,\nROW-2,,6.00,tall-vase,gift; clay,Turned by hand.,Vases,yes\n");
        Assert.Equal("Added 2 Changed 0 Unchanged 0 Left out 0 Has a mistake 0", Tabs(page));
        Assert.Contains("category, description, tags, into the shop", (await staff.GetPage(page.Location.PathName)).Text("tbody"), StringComparison.Ordinal);
        var vase = await shop.InDb(db => db.Products.AsNoTracking().SingleAsync(p => p.Slug == "tall-vase"));
        Assert.Equal((shelf.Id, "Turned by hand.", ProductStatus.Active), (vase.CategoryId, vase.Description, vase.Status));
        Assert.Equal(["gift", "clay"], vase.Tags);
    }

    [Fact]
    public async Task A_look_that_was_replaced_leaves_nothing_behind()
    {
        var staff = await Staff("again@example.org");
        var columns = await Upload(staff, "sku,name,price,other\nAGAIN-1,First name,5.00,Other name\n");
        var page = await staff.SubmitForPage(columns.Form("main form[method=post]"));
        var id = Guid.Parse(page.Location.PathName.Split('/')[^1]);
        var replaced = false;
        await shop.With<BringInGoods>(work => work.Run(id, async () =>
        {
            if (!replaced) await staff.SubmitForPage(columns.Form("main form[method=post]"), ("Columns[1]", ""), ("Columns[3]", "Name"));
            replaced = true;
            return true;
        }, default));
        Assert.DoesNotContain("First name", (await staff.GetPage(page.Location.PathName)).Text("#run"), StringComparison.Ordinal);
        await Work();
        Assert.Equal("Would be added 1 Would be changed 0 Unchanged 0 Would be left out 0 Has a mistake 0", Tabs(page = await staff.GetPage(page.Location.PathName)));
        Assert.Contains("Other name", page.Text("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_article_is_in_the_trail_of_who_brought_it_in_and_who_may_not_any_more_brings_in_nothing()
    {
        var (uploads, starts) = (await Staff("uploads@example.org"), await Staff("starts@example.org"));
        var page = await uploads.SubmitForPage((await Upload(uploads, "sku,name,price\nTRAIL-1,Trail cup,5.00\n")).Form("main form[method=post]"));
        await Work();
        await starts.SubmitForPage((await starts.GetPage(page.Location.PathName)).Form("form[action$='/import']"));
        await Work();
        var by = await shop.InDb(db => db.AccountUsers.Where(u => u.Email == "starts@example.org").Select(u => u.Id).SingleAsync());
        Assert.Equal(["Product", "Variant"], await shop.InDb(db => db.AuditEntries.Where(e => e.Action == "products.import" && e.ById == by && e.Verb == "Created").Select(e => e.Kind).OrderBy(k => k).ToListAsync()));

        page = await starts.SubmitForPage((await Upload(starts, "sku,name,price\nTRAIL-2,Trail jug,5.00\n")).Form("main form[method=post]"));
        await Work();
        await starts.SubmitForPage((await starts.GetPage(page.Location.PathName)).Form("form[action$='/import']"));
        await shop.InDb(db => db.AccountUsers.Where(u => u.Id == by).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsDisabled, true)));
        await Work();
        Assert.Contains("may not do this any more", (await uploads.GetPage(page.Location.PathName)).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.False(await shop.InDb(db => db.Variants.AnyAsync(v => v.Sku == "TRAIL-2")));
    }

    [Fact]
    public async Task Files_are_kept_for_thirty_days_and_their_counts_for_ever()
    {
        var staff = await Staff("tidy@example.org");
        var page = await Brought(staff, "sku,name,price\nTIDY-1,Tidy cup,5.00\nTIDY-2,Tidy jug,\n");
        var id = Guid.Parse(page.Location.PathName.Split('/')[^1]);
        await shop.RunJob<TidyGoodsFiles>();
        Assert.Single((await staff.GetPage(page.Location.PathName)).QuerySelectorAll("#run tbody tr"));
        shop.Clock.Advance(TimeSpan.FromDays(TidyGoodsFiles.KeptDays + 1));
        try
        {
            await shop.RunJob<TidyGoodsFiles>();
            page = await (await Staff("tidied@example.org")).GetPage(page.Location.PathName);
            Assert.Equal("Added 1 Changed 0 Unchanged 0 Left out 0 Has a mistake 1", Tabs(page));
            Assert.Contains("kept for 30 days", page.Text("#run"), StringComparison.Ordinal);
            Assert.Null(page.QuerySelector("a[href$='/rejected'], a[href$='/columns']"));
            Assert.False(await shop.InDb(db => db.GoodsLines.AnyAsync(l => l.RunId == id)));
            Assert.False(await shop.With<Microsoft.Extensions.Options.IOptions<Shop.Data.DataOptions>, bool>(data => Task.FromResult(File.Exists(GoodsRun.PlaceOf(data.Value, id)))));
        }
        finally
        {
            shop.Clock.Advance(TimeSpan.FromDays(-TidyGoodsFiles.KeptDays - 1));
        }
    }

    [Fact]
    public async Task What_no_database_keeps_is_told_at_its_row()
    {
        var staff = await Staff("long@example.org");
        var tags = string.Join("; ", Enumerable.Range(0, 400).Select(i => $"word number {i}"));
        var options = string.Join("; ", Enumerable.Range(0, 3).Select(i => $"{new string('ж', 39)}{i}: {new string('ж', 80)}"));
        var page = await Brought(staff, $"sku,name,price,tags,options\nLONG-1,Long cup,5.00,{tags},\nLONG-2,Long jug,5.00,,{options}\nLONG-3,Nothing \0 here,5.00,,\nLONG-4,Short cup,5.00,one; two,\n", mistakes: true);
        Assert.Equal(["LONG-1|tags|at most 4,000", "LONG-2|options|at most 1,000", "LONG-3|name|text"], page.QuerySelectorAll("#run tbody tr").Select(r => r.QuerySelectorAll("td")).Where(c => c[3].TextContent.Length > 0)
            .Select(c => $"{c[1].FirstChild!.TextContent.Trim()}|{c[3].TextContent}|{c[5].TextContent.Split(',')[0]}{(c[5].TextContent.Contains(",000", StringComparison.Ordinal) ? ",000" : "")}").Where(r => !r.Contains("a name", StringComparison.Ordinal)));
        Assert.Equal(["LONG-4"], await shop.InDb(db => db.Variants.Where(v => v.Sku.StartsWith("LONG-")).Select(v => v.Sku).ToListAsync()));
    }

    [Fact]
    public async Task What_is_promised_at_the_last_moment_fails_its_row_and_no_other()
    {
        var staff = await Staff("promised@example.org");
        var (held, free) = (await shop.Have(Given.Product("Promised cup").Stocked(5)), await shop.Have(Given.Product("Free cup").Stocked(5)));
        var page = await staff.SubmitForPage((await Upload(staff, $"sku,stock\n{held.Variants[0].Sku},2\n{free.Variants[0].Sku},2\n")).Form("main form[method=post]"));
        await Work();
        await staff.SubmitForPage((await staff.GetPage(page.Location.PathName)).Form("form[action$='/import']"));
        var work = Task.CompletedTask;
        await shop.InDb(async db =>
        {
            await using var promise = await db.Database.BeginTransactionAsync();
            await db.StockLevels.Where(l => l.VariantId == held.Variants[0].Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reserved, 4));
            work = Task.Run(Work);
            await Task.Delay(300); // it comes to the article that is being promised, and waits
            await promise.CommitAsync();
            return true;
        });
        await work;
        page = await staff.GetPage(page.Location.PathName);
        Assert.Equal("Added 0 Changed 1 Unchanged 0 Left out 0 Has a mistake 1", Tabs(page));
        Assert.Contains("at least 4", page.Text("tbody"), StringComparison.Ordinal);
        Assert.Equal((5, 2), await shop.InDb(async db => ((await db.StockLevels.SingleAsync(l => l.VariantId == held.Variants[0].Id)).OnHand, (await db.StockLevels.SingleAsync(l => l.VariantId == free.Variants[0].Id)).OnHand)));
    }

    [Fact]
    public async Task No_mistake_is_lost_between_two_pages()
    {
        var staff = await Staff("pages@example.org");
        var page = await staff.SubmitForPage((await Upload(staff, "sku,name,price,weight\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"PAGE-{i},,x,heavy\n")))).Form("main form[method=post]"));
        await Work();
        page = await staff.GetPage(page.Location.PathName);
        var shown = page.QuerySelectorAll("#run tbody tr").Length;
        while (page.QuerySelector("a[rel=next]") is { } next) shown += (page = await staff.GetPage(next.GetAttribute("href")!)).QuerySelectorAll("#run tbody tr").Length;
        Assert.Equal(180, shown);
    }

    private async Task<IHtmlDocument> Brought(Visitor staff, string file, bool mistakes = false)
    {
        var page = await staff.SubmitForPage((await Upload(staff, file)).Form("main form[method=post]"));
        await Work();
        page = await staff.GetPage(page.Location.PathName);
        await staff.SubmitForPage(page.Form("form[action$='/import']"));
        await Work();
        return await staff.GetPage(page.Location.PathName + (mistakes ? "?fate=Error" : ""));
    }

    private Task Work() => shop.With<BringInFor>(async work =>
    {
        while (await work.Next(default) is { } id) await work.Run(id, default);
    });

    private Task<(int, int, int)> Counts() => shop.InDb(async db => (await db.Products.CountAsync(), await db.Variants.CountAsync(), await db.StockMovements.CountAsync()));

    private static string Tabs(IHtmlDocument page) => string.Join(' ', page.QuerySelectorAll("#run nav a").Select(a => $"{a.FirstChild!.TextContent.Trim()} {a.QuerySelector(".badge")!.TextContent.Trim()}"));

    private static Task<IHtmlDocument> Upload(Visitor staff, string text) => Upload(staff, Encoding.UTF8.GetBytes(text));

    private static async Task<IHtmlDocument> Upload(Visitor staff, byte[] bytes) =>
        await staff.Read(await staff.Follow(await staff.Upload((await staff.GetPage("/backoffice/imports")).Form("form[enctype]"), [("file", bytes, "text/csv")])), HttpStatusCode.OK);

    private async Task<Visitor> Staff(string email, string role = Roles.Staff)
    {
        await shop.Account(email, role);
        return await shop.SignedIn(email);
    }
}
