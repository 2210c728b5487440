using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Web.Storefront.Sharing;

namespace Shop.Tests.Storefront;

/// <summary>A page that is kept for the next visitors never holds anything of one of them, and is never older than what is on show.</summary>
public sealed class SharedPageTests(SharedPageTests.KeepingShop shop) : IClassFixture<SharedPageTests.KeepingShop>
{
    public sealed class KeepingShop : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Storefront:OutputCache"] = "true", ["Search:PatienceMilliseconds"] = "30000" };
    }

    private const string Name = "Ingrid Solberg";
    private static int _number;

    [Fact]
    public async Task Nothing_of_one_visitor_ever_reaches_another_on_any_kind_of_page()
    {
        var pages = await Pages();
        await shop.Account("quirina@example.org");

        // Somebody with a cart, signed in, with a message waiting, looks at every page first.
        var quirina = await shop.SignedIn("quirina@example.org");
        foreach (var page in pages)
        {
            await quirina.Submit((await quirina.GetPage(pages[^1])).Form("#buy-form"), ("quantity", "3")); // leaves a message behind
            Assert.Contains("__Host-notice", quirina.Cookies.Keys);
            var own = await Text(await quirina.Get(page), fresh: false);
            if (own.StartsWith("<!doctype", StringComparison.Ordinal)) Assert.Contains(Name, own, StringComparison.Ordinal);
        }
        var guest = shop.Visitor();
        await guest.Submit((await guest.GetPage(pages[^1])).Form("#buy-form"), ("quantity", "2"));
        var secrets = quirina.Cookies.Concat(guest.Cookies).Where(c => c.Key is not ("__Host-theme" or "__Host-choices")).Select(c => c.Value).Where(v => v.Length > 8).Append(Name).Append("is in your cart").Append("RequestVerificationToken").ToList();

        foreach (var page in pages)
        {
            await quirina.Get(page);
            await guest.Get(page);
            var first = await Text(await shop.Visitor().Get(page));
            await quirina.Get(page);
            await guest.Get(page);
            var kept = await shop.Visitor().Get(page);
            Assert.True(kept.Headers.Age is not null, $"{page} was not kept.");
            Assert.False(kept.Headers.Contains("Set-Cookie"));
            Assert.Equal(first, await Text(kept));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, first, StringComparison.Ordinal));
            if (first.StartsWith("<!doctype", StringComparison.Ordinal)) Assert.Contains("Cart, 0 items", first, StringComparison.Ordinal);

            // And what is kept never hides what is one's own.
            if (!first.StartsWith("<!doctype", StringComparison.Ordinal)) continue;
            Assert.Contains(Name, await Text(await quirina.Get(page), fresh: false), StringComparison.Ordinal);
            Assert.Contains("Cart, 2 items", await Text(await guest.Get(page), fresh: false), StringComparison.Ordinal);
        }

        await quirina.SignOut();
        Assert.Contains("You are signed out", await Text(await quirina.Get("/"), fresh: false), StringComparison.Ordinal);
        foreach (var page in pages)
        {
            var after = await Text(await quirina.Get(page), fresh: false);
            Assert.DoesNotContain(Name, after, StringComparison.Ordinal);
            Assert.Equal(await Text(await shop.Visitor().Get(page)), after);
        }
    }

    [Fact]
    public async Task Every_shared_page_is_among_those_that_are_tested_and_none_stands_behind_a_door()
    {
        var shared = shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<SharedPageAttribute>() is not null).ToList();
        Assert.All(shared, e => Assert.StartsWith("Shop.Web.Storefront.", e.Metadata.GetMetadata<ControllerActionDescriptor>()!.ControllerTypeInfo.Namespace, StringComparison.Ordinal));
        Assert.All(shared, e => Assert.Empty(e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Except(["GET", "HEAD"])));

        var pages = await Pages();
        var matched = shared.Where(e => pages.Any(p => Matches(e, p))).ToList();
        Assert.Equal(shared.Select(e => e.RoutePattern.RawText), matched.Select(e => e.RoutePattern.RawText));
    }

    [Fact]
    public async Task Theme_choice_and_parts_of_pages_have_pages_of_their_own()
    {
        var dark = shop.Visitor();
        dark.SetCookie("__Host-theme", "dark");
        Assert.Contains("data-bs-theme=\"dark\"", await Text(await dark.Get("/about")), StringComparison.Ordinal);
        Assert.Contains("data-bs-theme=\"auto\"", await Text(await shop.Visitor().Get("/about")), StringComparison.Ordinal);
        Assert.Contains("data-bs-theme=\"dark\"", await Text(await dark.Get("/about")), StringComparison.Ordinal);

        var script = shop.Visitor();
        script.Headers.Add("HX-Request", "true");
        Assert.True((await script.Get("/shop")).Headers.Contains("HX-Push-Url"));
        Assert.True((await script.Get("/shop")).Headers.Contains("HX-Push-Url"));
        Assert.False((await shop.Visitor().Get("/shop")).Headers.Contains("HX-Push-Url"));
    }

    [Fact]
    public async Task A_cookie_the_shop_does_not_know_to_be_harmless_gets_a_page_of_its_own()
    {
        await shop.Visitor().Get("/terms");
        var visitor = shop.Visitor();
        visitor.SetCookie("__Host-anything-new", "1");
        Assert.Null((await visitor.Get("/terms")).Headers.Age);
        Assert.True((await visitor.Get("/terms")).Headers.CacheControl!.NoStore);

        var others = shop.Visitor();
        others.SetCookie("_another_programs", "1");
        Assert.NotNull((await others.Get("/terms")).Headers.Age);

        var key = shop.Visitor();
        key.Headers.Add("Authorization", "Bearer x");
        Assert.Null((await key.Get("/terms")).Headers.Age);
    }

    [Theory]
    [InlineData("/shop?utm_source=letter-to-ada")]
    [InlineData("/?gclid=123")]
    [InlineData("/there-is-no-such-page")]
    [InlineData("/cart")]
    [InlineData("/account/sign-in")]
    [InlineData("/contact")]
    public async Task What_is_one_persons_or_nobodys_is_not_kept(string path)
    {
        await shop.Visitor().Get(path);
        Assert.Null((await shop.Visitor().Get(path)).Headers.Age);
    }

    [Fact]
    public async Task A_change_of_what_is_on_show_is_seen_at_once()
    {
        var mug = await Have("Changing mug");
        var path = $"/p/{mug.Slug}";
        Assert.Contains(">&#x20AC;10.00<", await Text(await shop.Visitor().Get(path)), StringComparison.Ordinal);
        Assert.NotNull((await shop.Visitor().Get(path)).Headers.Age);

        await shop.InDb(async db => { (await db.Products.Include(p => p.Variants).SingleAsync(p => p.Id == mug.Id)).Variants[0].SetPrice(new Money(12_34), shop.Clock.Now); return await db.SaveChangesAsync(); });
        await shop.Tell();
        Assert.Contains(">&#x20AC;12.34<", await Text(await shop.Visitor().Get(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_past_the_news_is_seen_a_little_later()
    {
        var mug = await Have("Scarce mug");
        var path = $"/p/{mug.Slug}";
        Assert.Contains("In stock", await Text(await shop.Visitor().Get(path)), StringComparison.Ordinal);
        await shop.InDb(db => db.StockLevels.Where(l => l.VariantId == mug.Variants[0].Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.OnHand, 2)));
        Assert.Contains("In stock", await Text(await shop.Visitor().Get(path)), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Contains("Only 2 left", await Text(await shop.Visitor().Get(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_told_when_its_page_is_still_the_same_but_never_for_a_page_of_its_own()
    {
        var tag = (await shop.Visitor().Get("/privacy")).Headers.ETag!;
        var again = shop.Visitor();
        again.Headers.IfNoneMatch.Add(tag);
        var answer = await again.Get("/privacy");
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());

        await shop.Account("tag@example.org");
        var member = await shop.SignedIn("tag@example.org");
        member.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/privacy")).StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    public async Task It_travels_packed_as_the_browser_likes_it(string accepted, string? packed)
    {
        var plain = await Text(await shop.Visitor().Get("/delivery"));
        var visitor = shop.Visitor();
        visitor.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        var answer = await visitor.Get("/delivery");
        Assert.Equal(packed, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        using Stream raw = new MemoryStream(bytes);
        using var stream = packed switch { "br" => new BrotliStream(raw, CompressionMode.Decompress), "gzip" => new GZipStream(raw, CompressionMode.Decompress), _ => raw };
        using var reader = new StreamReader(stream);
        Assert.Equal(plain, await reader.ReadToEndAsync());
    }

    // One of each kind; the last one is a product's.
    private async Task<IReadOnlyList<string>> Pages()
    {
        var number = Interlocked.Increment(ref _number);
        var category = Given.Category($"cups-{number}", "Cups");
        var brand = Brand.Of($"maker-{number}", "Maker");
        await shop.InDb(db => { db.AddRange(category, brand); return db.SaveChangesAsync(); });
        var cup = await shop.Have(Given.Product("Shared cup").In(category).By(brand).Stocked(500));
        await shop.Settle();
        await shop.Services.GetRequiredService<Showcase>().Compare(default); // new shelves and makers are no news
        return ["/", "/shop", "/categories", $"/c/{category.Slug}", $"/c/{category.Slug}?sort=price", "/brands", $"/brands/{brand.Slug}", "/search", "/search?q=cup", "/search/suggestions?q=cu", "/help", $"/p/{cup.Slug}"];
    }

    private async Task<Product> Have(string name)
    {
        var product = await shop.Have(Given.Product(name));
        await shop.Settle();
        return product;
    }

    private static bool Matches(RouteEndpoint endpoint, string path) =>
        new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse(endpoint.RoutePattern.RawText!), [])
            .TryMatch(path.Split('?')[0], []) && (!endpoint.RoutePattern.RawText!.StartsWith("/{page", StringComparison.Ordinal) || path == "/help");

    private static async Task<string> Text(HttpResponseMessage answer, bool fresh = true)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (fresh) Assert.NotNull(answer.Headers.ETag);
        return (await answer.Content.ReadAsStringAsync()).TrimStart();
    }
}
