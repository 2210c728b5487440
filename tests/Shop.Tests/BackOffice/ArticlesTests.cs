using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Tests.Catalog;
using Shop.Tests.Ordering;

namespace Shop.Tests.BackOffice;

/// <summary>A product at the desk, part by part: its articles, what they cost before, and how it will look.</summary>
public sealed class ArticlesTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public ArticlesTests(ShopFactory shop) => this.shop = shop;

    [Fact]
    public async Task A_product_is_added_grows_a_matrix_is_looked_at_before_it_is_out_and_is_then_sold()
    {
        var staff = await Staff("adds@example.org");
        var page = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage("/backoffice/products/new")).Form("main form"), ("Form.Name", "Wide bowl"), ("Form.Sku", "WB"), ("Form.Price", "many"));
        Assert.Contains("no amount", page.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("Wide bowl", ((IHtmlInputElement)page.QuerySelector("[name='Form.Name']")!).Value);
        page = await staff.SubmitForPage(page.Form("main form[action$='/products']"), ("Form.Price", "24,50"), ("Form.Stock", "4"));
        Assert.Contains("It is a draft", page.Text("main"), StringComparison.Ordinal);
        var product = page.Location.PathName;
        Assert.Contains("Another article has the number WB", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage("/backoffice/products/new")).Form("main form"), ("Form.Name", "Other"), ("Form.Sku", "WB"), ("Form.Price", "1"))).Text(".error-summary"), StringComparison.Ordinal);

        var articles = await staff.GetPage(product + "/articles");
        articles = await staff.SubmitForPage(articles.Form("form[action$='/matrix']"), ("Matrix.Options[0].Option", "Colour"), ("Matrix.Options[0].Values", "Moss, Chalk"), ("Matrix.Options[1].Option", "Size"), ("Matrix.Options[1].Values", "Small, Large"));
        Assert.Contains("3 articles are added", articles.Text("main"), StringComparison.Ordinal);
        Assert.Equal(4, articles.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Each combination is there already", (await staff.SubmitForPage(articles.Form("form[action$='/matrix']"))).Text("main"), StringComparison.Ordinal);
        Assert.Contains("“Size” has no values", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, articles.Form("form[action$='/matrix']"), ("Matrix.Options[1].Values", ""))).Text(".error-summary"), StringComparison.Ordinal);

        var filled = await staff.SubmitForPage(articles.Form("form[action$='/articles']"), ("fill", "all"), ("Form.AllStock", "6"), ("Form.AllWeight", "350"));
        Assert.Contains("Nothing is saved yet", filled.Text("main"), StringComparison.Ordinal);
        Assert.Equal(4, await shop.InDb(db => db.Variants.Where(v => v.Sku.StartsWith("WB")).Join(db.StockLevels, v => v.Id, l => l.VariantId, (v, l) => l.OnHand).SumAsync()));
        page = await staff.SubmitForPage(filled.Form("form[action$='/articles']"), ("Form.Rows[1].Price", "26.00"), ("Form.Rows[1].Barcode", "7038010001234"), ("Form.Reason", "Counted on Monday"));
        Assert.Contains("4 articles are changed", page.Text("main"), StringComparison.Ordinal);
        var saved = await shop.InDb(db => db.Variants.AsNoTracking().Where(v => v.Sku.StartsWith("WB")).OrderBy(v => v.Position).ToListAsync());
        Assert.Equal([("Moss, Small", 24_50L, 350, null), ("Moss, Large", 26_00, 350, "7038010001234"), ("Chalk, Small", 24_50, 350, null), ("Chalk, Large", 24_50, 350, (string?)null)], saved.Select(v => (v.Name, v.Price.Minor, v.WeightGrams, v.Barcode)));
        var history = await staff.GetPage(product + "/history");
        Assert.Contains("Ingrid Solberg", history.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Counted on Monday", history.Text("main"), StringComparison.Ordinal);
        Assert.Contains("+6", history.Text("main"), StringComparison.Ordinal);

        var preview = await staff.SubmitForPage((await staff.GetPage(product)).Form("form[action$='/preview']"));
        var link = preview.Location.PathName;
        var stranger = shop.Visitor();
        var answer = await stranger.Get(link);
        Assert.Equal(("noindex, nofollow", true), (answer.Headers.GetValues("X-Robots-Tag").Single(), answer.Headers.CacheControl!.NoStore));
        var seen = await stranger.GetPage(link + "?variant=" + saved[1].Sku);
        Assert.Equal("Wide bowl", seen.Text("h1"));
        Assert.Contains("This is a preview", seen.Text("#preview-bar"), StringComparison.Ordinal);
        Assert.Contains("€26.00", seen.Text("#buy"), StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector("#buy-form"));
        Assert.Equal("noindex", seen.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.All(seen.QuerySelectorAll("#buy .option-values a"), a => Assert.StartsWith(link, a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/p/wide-bowl")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(link[..^4] + "AAAA")).StatusCode);
        shop.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(link)).StatusCode);
        shop.Clock.Advance(TimeSpan.FromDays(-8));

        await staff.SubmitForPage((await staff.GetPage(product)).Form("form[action$='/status']"));
        await shop.Settle();
        Assert.Equal("/p/wide-bowl", (await stranger.Get(link)).Headers.Location!.OriginalString);
        Assert.Equal("Wide bowl", (await stranger.GetPage("/p/wide-bowl")).Text("h1"));
    }

    [Fact]
    public async Task Who_is_slower_learns_who_changed_what_and_keeps_what_they_typed()
    {
        var (first, second) = (await Staff("first@example.org"), await Staff("second@example.org"));
        var product = await shop.Have(Given.Product("Shared pot").At("shared-pot").Priced(10_00).Stocked(5));
        var (url, theirs) = ($"/backoffice/products/{product.Id}/articles", await second.GetPage($"/backoffice/products/{product.Id}/articles"));
        await first.SubmitForPage((await first.GetPage(url)).Form("form[action$='/articles']"), ("Form.Rows[0].Price", "11"));
        var again = await second.SubmitExpecting(HttpStatusCode.UnprocessableEntity, theirs.Form("form[action$='/articles']"), ("Form.Rows[0].Price", "12"), ("Form.Rows[0].Stock", "4"));
        Assert.Contains("Ingrid Solberg changed it meanwhile", again.Text(".field-error"), StringComparison.Ordinal);
        Assert.Contains("Price “€10.00” → “€11.00”", again.Text(".field-error"), StringComparison.Ordinal);
        Assert.Equal("12", ((IHtmlInputElement)again.QuerySelector("[name='Form.Rows[0].Price']")!).Value);
        await second.SubmitForPage(again.Form("form[action$='/articles']"));
        Assert.Equal((12_00L, 4), await shop.InDb(async db => ((await db.Variants.SingleAsync(v => v.Id == product.Variants[0].Id)).Price.Minor, (await db.StockLevels.SingleAsync(l => l.VariantId == product.Variants[0].Id)).OnHand)));

        theirs = await second.GetPage($"/backoffice/products/{product.Id}");
        await first.SubmitForPage((await first.GetPage($"/backoffice/products/{product.Id}")).Form("[name='Form.Name']"), ("Form.Name", "Shared jar"));
        again = await second.SubmitExpecting(HttpStatusCode.UnprocessableEntity, theirs.Form("[name='Form.Name']"), ("Form.Summary", "For two."));
        Assert.Contains("Name “Shared pot” → “Shared jar”", again.Text(".error-summary"), StringComparison.Ordinal);
        await second.SubmitForPage(again.Form("[name='Form.Name']"), ("Form.Name", "Shared jar"));
        var kept = await shop.InDb(db => db.Products.AsNoTracking().SingleAsync(p => p.Id == product.Id));
        Assert.Equal(("Shared jar", "For two."), (kept.Name, kept.Summary));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_its_row_and_nothing_is_changed()
    {
        var staff = await Staff("refused@example.org");
        var product = await shop.Have(Given.Product("Held pot").Priced(10_00).Stocked(5));
        await shop.InDb(db => db.StockLevels.Where(l => l.VariantId == product.Variants[0].Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reserved, 3)));
        foreach (var (field, typed, complaint) in new[] { ("Price", "-1", "not below zero"), ("Price", "", "Enter the price"), ("OldPrice", "9", "must be above"), ("Stock", "2", "not promised"), ("Stock", "few", "no whole number"), ("Weight", "x", "no weight"), ("Weight", "2000000", "A weight is") })
        {
            var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/products/{product.Id}/articles")).Form("form[action$='/articles']"), ($"Form.Rows[0].{field}", typed));
            Assert.Contains(complaint, again.Text("tbody .field-error"), StringComparison.Ordinal);
            Assert.Equal(typed, ((IHtmlInputElement)again.QuerySelector($"[name='Form.Rows[0].{field}']")!).Value);
        }
        Assert.Equal((10_00L, 5), await shop.InDb(async db => ((await db.Variants.SingleAsync(v => v.Id == product.Variants[0].Id)).Price.Minor, (await db.StockLevels.SingleAsync(l => l.VariantId == product.Variants[0].Id)).OnHand)));
    }

    [Fact]
    public async Task Pictures_are_brought_in_put_in_order_said_in_words_and_taken_away()
    {
        var staff = await Staff("pictures@example.org");
        var product = await shop.Have(Given.Product("Pictured pot").At("pictured-pot"));
        var url = $"/backoffice/products/{product.Id}/pictures";
        async Task<IHtmlDocument> Add(byte[] bytes, string type, string alt, HttpStatusCode expected = HttpStatusCode.OK) =>
            await staff.Read(await staff.Follow(await staff.Upload((await staff.GetPage(url)).Form("form[enctype]"), [("file", bytes, type)], ("alt", alt))), expected);
        Assert.Contains("not a photo", (await Add("hello"u8.ToArray(), "image/png", "A pot", HttpStatusCode.UnprocessableEntity)).Text("#file-error"), StringComparison.Ordinal);
        var again = await Add(TestPhotos.Png(320, 320), "image/png", "", HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Say in words", again.Text("#file-error"), StringComparison.Ordinal);
        await Add(TestPhotos.Png(320, 320), "image/png", "A pot from the front");
        var page = await Add(TestPhotos.Png(320, 320), "image/png", "A pot from above");
        Assert.Equal(2, page.QuerySelectorAll("section.card").Length);

        await staff.SubmitForPage(page.Form("section:nth-of-type(2) form[action$='/move']"));
        await shop.Settle();
        var shown = await shop.Visitor().GetPage("/p/pictured-pot");
        Assert.Equal("A pot from above", shown.QuerySelector("#product img")!.GetAttribute("alt"));
        var file = shown.QuerySelector("#product img")!.GetAttribute("src")!;
        Assert.StartsWith("/photos/", file, StringComparison.Ordinal);
        Assert.Equal("image/png", (await shop.Visitor().Get(file)).Content.Headers.ContentType!.MediaType);
        foreach (var kept in Directory.EnumerateFiles(Path.Combine(shop.Folder, "photos"), "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(kept, shop.Clock.Now.AddDays(-9)); // loose ones of that age go
        await shop.RunJob<Shop.Catalog.Photos.ForgetLoosePhotos>();
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get(file)).StatusCode);

        page = await staff.SubmitForPage((await staff.GetPage(url)).Form("section form:not([action$='/move'])"), ("alt", "A pot, seen from above"));
        Assert.Contains("A pot, seen from above", ((IHtmlInputElement)page.QuerySelector("#alt-0")!).Value, StringComparison.Ordinal);
        page = await staff.SubmitForPage(page.Form("section form[action$='/remove']"));
        Assert.Single(page.QuerySelectorAll("section.card"));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get(file)).StatusCode);
    }

    [Fact]
    public async Task A_picture_that_is_taken_away_stays_in_past_orders()
    {
        var staff = await Staff("past@example.org");
        var product = await shop.Have(Given.Product("Past pot").At("past-pot").Stocked(5));
        var url = $"/backoffice/products/{product.Id}/pictures";
        var page = await staff.Read(await staff.Follow(await staff.Upload((await staff.GetPage(url)).Form("form[enctype]"), [("file", TestPhotos.Png(320, 320), "image/png")], ("alt", "A pot"))), HttpStatusCode.OK);
        await shop.Settle();
        var (visitor, review) = await shop.AtReview(product);
        await visitor.Pay(review);
        var file = (await shop.InDb(db => db.Orders.AsNoTracking().OrderByDescending(o => o.Id).FirstAsync())).Lines[0].PictureFile!;
        await staff.SubmitForPage(page.Form("section form[action$='/remove']"));
        foreach (var kept in Directory.EnumerateFiles(Path.Combine(shop.Folder, "photos"), "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(kept, shop.Clock.Now.AddDays(-9)); // loose ones of that age go
        await shop.RunJob<Shop.Catalog.Photos.ForgetLoosePhotos>();
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get($"/photos/{file}")).StatusCode);
    }

    [Fact]
    public async Task New_articles_have_the_price_of_the_first_and_no_old_one()
    {
        var staff = await Staff("reduced@example.org");
        var product = await shop.Have(Given.Product("Reduced pot").Priced(10_00, 12_00));
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/products/{product.Id}/articles")).Form("form[action$='/matrix']"), ("Matrix.Options[0].Option", "Colour"), ("Matrix.Options[0].Values", "Moss, Chalk"));
        Assert.Equal([(10_00L, 12_00L), (10_00, 0)], (await shop.InDb(db => db.Variants.AsNoTracking().Where(v => v.ProductId == product.Id).OrderBy(v => v.Position).ToListAsync())).Select(v => (v.Price.Minor, v.CompareAt?.Minor ?? 0)));
    }

    [Fact]
    public async Task Two_hundred_articles_are_saved_on_one_page()
    {
        var staff = await Staff("many@example.org");
        var product = await shop.Have(Enumerable.Range(1, 199).Aggregate(Given.Product("Many pots").Priced(10_00).Stocked(5), (made, i) => made.In("Size", $"Size {i}")));
        var page = await staff.GetPage($"/backoffice/products/{product.Id}/articles");
        var rows = page.QuerySelectorAll("tbody tr").Length;
        Assert.True(rows >= 199);
        page = await staff.SubmitForPage(page.Form("form[action$='/articles']"), ("Form.Rows[0].Price", "11"), ($"Form.Rows[{rows - 1}].Price", "12"));
        Assert.Contains("2 articles are changed", page.Text("main"), StringComparison.Ordinal);
    }

    private async Task<Visitor> Staff(string email)
    {
        await shop.Account(email, Roles.Staff);
        return await shop.SignedIn(email);
    }
}
