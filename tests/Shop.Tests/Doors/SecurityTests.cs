using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shop.Tests.Ordering;

namespace Shop.Tests.Doors;

/// <summary>What every answer of the shop says to browsers, and what the shop does not listen to.</summary>
public sealed class SecurityTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/there-is-no-such-page")]
    [InlineData("/test-gateway")]
    public async Task Every_answer_carries_the_headers_that_lock_the_page(string path)
    {
        var headers = (await shop.Visitor().Get(path)).Headers;

        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("max-age=31536000; includeSubDomains", headers.GetValues("Strict-Transport-Security").Single());
        Assert.False(headers.Contains("Server"));
        Assert.True(headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Another_host_than_ours_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = "evil.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.CreateClient().SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=mug")]
    [InlineData("/robots.txt")]
    public async Task Whatever_answers_get_answers_head(string path)
    {
        var answer = await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Head, path));
        var got = await shop.Visitor().Get(path);
        Assert.Equal((HttpStatusCode.OK, got.Content.Headers.ContentType), (answer.StatusCode, answer.Content.Headers.ContentType));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_the_senders_mistake()
    {
        var many = new FormUrlEncodedContent(Enumerable.Range(0, 1_500).Select(i => KeyValuePair.Create($"k{i}", "v")));
        foreach (var body in new HttpContent[] { new StringContent("Email=%00", System.Text.Encoding.ASCII, "application/x-www-form-urlencoded"), many })
            Assert.Equal(HttpStatusCode.BadRequest, (await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Post, "/track") { Content = body })).StatusCode);
        // The same from a page of ours, which needs no field.
        foreach (var path in new[] { "/track", "/contact", "/account/sign-in", "/cart/codes", "/checkout/contact" })
            foreach (var (body, type) in new[] { ("Email=%00", "application/x-www-form-urlencoded"), (string.Join('&', Enumerable.Range(0, 1_500).Select(i => $"k{i}=v")), "application/x-www-form-urlencoded"), ("--x\r\nbroken", "multipart/form-data") })
            {
                var content = new StringContent(body, System.Text.Encoding.ASCII);
                content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type == "multipart/form-data" ? "multipart/form-data; boundary=x" : type);
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { { "Sec-Fetch-Site", "same-origin" } } };
                var answer = await shop.Visitor().Send(request);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path} {type} {body[..Math.Min(12, body.Length)]}: {answer.StatusCode}");
            }
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task The_address_of_a_form_leads_to_its_page()
    {
        foreach (var (from, to) in new[] { ("/checkout/delivery", "/checkout?step=delivery"), ("/cart/items", "/cart"), ($"/cart/items/{Guid.NewGuid()}", "/cart") })
            Assert.Equal(to, (await shop.Visitor().Get(from)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_page_that_is_not_there_still_knows_its_reader()
    {
        await shop.Account("lost@example.org");
        var page = await (await shop.SignedIn("lost@example.org")).GetPage("/nope", HttpStatusCode.NotFound);
        Assert.DoesNotContain("Sign in", page.Text("header"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var answer = await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Post, "/test-gateway/pay/pi_none") { Content = new FormUrlEncodedContent([]) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Every_cookie_is_bound_to_the_host_and_sent_securely_only()
    {
        var payment = await shop.Services.GetRequiredService<Shop.Payments.TestGateway.TestGatewayBank>().Create(
            new Shop.Ordering.PaymentIntentRequest(Guid.NewGuid(), "T1", new Shop.Kernel.Money(100), "EUR", "a@b.example", "/", "cookies"), default);
        var cookies = (await shop.Visitor().Get($"/test-gateway/pay/{payment.Id}")).Headers.GetValues("Set-Cookie").ToList();

        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }
}

/// <summary>How often one address may ask.</summary>
public sealed class LimitTests(LimitTests.StrictShop shop) : IClassFixture<LimitTests.StrictShop>
{
    public sealed class StrictShop : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Limits:RequestsPerMinute"] = "20" };
    }

    [Fact]
    public async Task Whoever_asks_too_often_is_told_to_wait_and_the_limit_holds_under_parallel_load()
    {
        var visitors = Enumerable.Range(0, 60).Select(_ => shop.Visitor()).ToList();
        var answers = await Task.WhenAll(visitors.Select(v => Task.Run(() => v.Get("/test-gateway"))));

        Assert.Equal(20, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(40, refused.Count);
        Assert.All(refused, a => Assert.NotNull(a.Headers.RetryAfter));
    }

    [Fact]
    public async Task Health_is_never_limited() =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Visitor().Get("/health/live"))), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
}

/// <summary>What somebody gets who asked too often.</summary>
public sealed class RefusalTests(LimitTests.StrictShop shop) : IClassFixture<LimitTests.StrictShop>
{
    [Fact]
    public async Task Who_is_refused_is_told_so_calmly_in_what_they_read_and_files_are_not_counted()
    {
        var visitor = shop.Visitor();
        for (var i = 0; i < 25; i++) await visitor.Get("/there-is-no-such-page");
        var page = await visitor.GetPage("/contact", HttpStatusCode.TooManyRequests);
        Assert.Equal("One moment, please", page.Text("h1").Trim());
        Assert.NotNull(page.QuerySelector("header"));

        var program = shop.Visitor();
        program.Headers.Add("Accept", "application/json");
        var json = await program.Get("/contact");
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (json.StatusCode, json.Content.Headers.ContentType?.MediaType));

        var part = shop.Visitor();
        part.Headers.Add("HX-Request", "true");
        var brief = await part.Get("/contact");
        Assert.Equal(HttpStatusCode.TooManyRequests, brief.StatusCode);
        Assert.StartsWith("<p role=\"alert\">That was a little fast.", await brief.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var file = page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!).First();
        for (var i = 0; i < 30; i++) Assert.Equal(HttpStatusCode.OK, (await visitor.Get(file)).StatusCode);
    }
}

/// <summary>How often one address may guess.</summary>
public sealed class GuessLimitTests : IDisposable
{
    private sealed class Slow : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Limits:SensitivePerMinute"] = "4" };
    }

    private readonly Slow shop = new();

    [Fact]
    public async Task Writing_the_address_differently_gains_nothing()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/account/forgotten");
        string[] ways = ["/account/forgotten", "/Account/Forgotten", "/account/forgotten/", "/ACCOUNT/forgotten/"];
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++) answers.Add((await visitor.Post(ways[i % ways.Length], page, ("Email", "nobody@example.org"))).StatusCode);
        Assert.Equal(4, answers.Count(a => a == HttpStatusCode.Found));
        Assert.Equal(4, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_without_end()
    {
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/track"), await shop.Stock(Given.Product()));
        var page = await visitor.GetPage("/cart");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++) answers.Add((await visitor.Post("/cart/codes", page, ("Code", $"GUESS{i}"))).StatusCode);
        Assert.Equal(4, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(4, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_device_one_has_used_is_counted_apart_from_strangers_at_the_same_address()
    {
        await shop.Account("desk@example.org");
        var own = await shop.SignedIn("desk@example.org");
        await own.SignOut();
        var stranger = shop.Visitor();
        for (var i = 0; i < 6; i++) await stranger.SignIn($"nobody{i}@example.org", "wrong guess");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.SignIn("desk@example.org")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await own.SignIn("desk@example.org")).StatusCode);
    }

    public void Dispose() => shop.Dispose();
}

/// <summary>Pages kept for everybody.</summary>
public sealed class KeptPageLimitTests(KeptPageLimitTests.Keeping shop) : IClassFixture<KeptPageLimitTests.Keeping>
{
    public sealed class Keeping : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Limits:RequestsPerMinute"] = "20", ["Storefront:OutputCache"] = "true" };
    }

    [Fact]
    public async Task They_are_not_counted_so_an_office_behind_one_address_has_room()
    {
        for (var i = 0; i < 60; i++) Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get("/shop")).StatusCode);
    }
}

/// <summary>In Production the test gateway is refused.</summary>
public sealed class ProductionTests
{
    private sealed class ProductionShop : ShopFactory
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("environment", "Production");
        }
    }

    [Fact]
    public void The_shop_does_not_start_with_the_test_gateway_in_production()
    {
        using var shop = new ProductionShop();
        var refusal = Assert.ThrowsAny<Exception>(() => shop.Services);
        Assert.Contains("test gateway", refusal.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
