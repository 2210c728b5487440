using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Crm;
using Shop.Mail;

namespace Shop.Tests.Storefront;

/// <summary>The front page, the texts, the way to write to the shop, and what search engines ask for.</summary>
public sealed class PagesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Theory]
    [InlineData("/help")]
    [InlineData("/about")]
    [InlineData("/delivery")]
    [InlineData("/returns")]
    [InlineData("/privacy")]
    [InlineData("/terms")]
    [InlineData("/cookies")]
    [InlineData("/accessibility")]
    public async Task An_empty_shop_has_texts_with_its_own_name_filled_in(string url)
    {
        var text = (await shop.Visitor().GetPage(url)).Text("main");
        Assert.DoesNotMatch(@"\{\w+\}", text);
        Assert.True(text.Length > 100, text);
    }

    [Fact]
    public async Task An_empty_shop_opens()
    {
        using var empty = new ShopFactory();
        foreach (var url in new[] { "/", "/shop", "/categories", "/brands", "/search", "/search?q=mug", "/sitemap.xml" }) Assert.Equal(HttpStatusCode.OK, (await empty.Visitor().Get(url)).StatusCode);
        Assert.Equal("Test shop", (await empty.Visitor().GetPage("/")).Text("h1"));
        Assert.Empty(empty.Errors);
    }

    [Fact]
    public async Task A_merchants_own_texts_come_first_and_a_mistake_in_them_does_not_close_the_shop()
    {
        using var own = new ShopFactory();
        await File.WriteAllTextAsync(Path.Combine(own.Folder, "texts.json"), """{ "pages": [{ "slug": "about", "title": "Who we are at {shop}", "intro": "We.", "sections": [] }] }""");
        Assert.Equal("Who we are at Test shop", (await own.Visitor().GetPage("/about")).Text("h1"));
        Assert.Equal("Terms", (await own.Visitor().GetPage("/terms")).Text("h1"));

        using var mistaken = new ShopFactory();
        await File.WriteAllTextAsync(Path.Combine(mistaken.Folder, "texts.json"), "{ oops");
        Assert.Equal("About us", (await mistaken.Visitor().GetPage("/about")).Text("h1"));
        Assert.Contains(mistaken.Errors, e => e.Contains("texts.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sitemap_lists_what_may_be_seen_and_nothing_else()
    {
        await shop.InDb(db => Given.Product("Seen").At("seen").Save(db, shop.Clock.Now));
        await shop.InDb(db => Given.Product("Unseen").At("unseen").Unpublished().Save(db, shop.Clock.Now));
        await shop.Settle();
        var map = XDocument.Parse(await (await shop.Visitor().Get("/sitemap.xml")).Content.ReadAsStringAsync());
        var pages = map.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => e.Value).ToList();
        Assert.Contains("https://localhost/p/seen", pages);
        Assert.Contains("https://localhost/terms", pages);
        Assert.DoesNotContain("https://localhost/p/unseen", pages);
        Assert.Contains("Sitemap: https://localhost/sitemap.xml", await (await shop.Visitor().Get("/robots.txt")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_kept_passed_on_and_acknowledged()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/contact");
        var thanks = await visitor.SubmitForPage(page.Form("main form"), ("Name", "Ingrid"), ("Email", "ingrid@example.com"), ("Topic", "Order"), ("OrderNumber", "10042"), ("Text", "Where is it?"));
        Assert.Contains("Thank you", thanks.Text("main"), StringComparison.Ordinal);

        var (message, mails) = await shop.InDb(async db =>
        {
            var (messages, outgoing) = (db.ContactMessages, db.OutgoingMails);
            return (await messages.AsNoTracking().SingleAsync(m => m.Email == "ingrid@example.com"), await outgoing.AsNoTracking().Where(m => m.To == "ingrid@example.com").ToListAsync());
        });
        Assert.Equal((ContactState.New, ContactTopic.Order, "10042"), (message.State, message.Topic, message.OrderNumber));
        var letter = Assert.Single(mails, m => m.Template == "contact-received");
        // Anybody may type this address: the letter repeats neither their words nor their name.
        Assert.DoesNotContain("Where is it?", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Where is it?", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingrid", letter.Text, StringComparison.Ordinal);

        await visitor.SubmitForPage((await visitor.GetPage("/contact")).Form("main form"), ("Name", "Ingrid"), ("Email", "ingrid@example.com"), ("Topic", "Order"), ("Text", "Once more"));
        Assert.Equal(1, await shop.InDb(db => db.OutgoingMails.CountAsync(m => m.To == "ingrid@example.com" && m.Template == "contact-received")));
    }

    [Fact]
    public async Task An_address_without_a_domain_is_refused_where_it_was_typed_and_the_message_kept()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/contact");
        var again = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Name", "Kari"), ("Email", "kari@example"), ("Topic", "Order"), ("Text", "A long story"));
        Assert.Contains("name@example.com", again.Text("#Email-error"), StringComparison.Ordinal);
        Assert.Equal("A long story", again.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_message_with_mistakes_comes_back_with_what_was_typed()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/contact");
        var again = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Name", "Ingrid"), ("Email", "not an address"), ("Text", "Hello"));
        Assert.StartsWith("Error:", again.Title, StringComparison.Ordinal);
        Assert.Equal(2, again.QuerySelectorAll(".error-summary a").Length); // the address and the topic
        Assert.Equal("Hello", again.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_program_that_fills_in_everything_is_thanked_and_forgotten()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/contact");
        await visitor.SubmitForPage(page.Form("main form"), ("Name", "Bot"), ("Email", "bot@example.com"), ("Topic", "Other"), ("Text", "Buy"), ("Website", "https://spam.example"));
        Assert.False(await shop.InDb(db =>
        {
            var messages = db.ContactMessages;
            return messages.AnyAsync(m => m.Email == "bot@example.com");
        }));
    }

    [Fact]
    public async Task The_front_page_shows_goods_and_what_people_say()
    {
        using var stocked = new ShopFactory();
        var product = await stocked.InDb(db => Given.Product("Spoken-of mug").At("spoken-of").Save(db, stocked.Clock.Now));
        await stocked.InDb(async db =>
        {
            var review = Shop.Catalog.Review.Write(product.Id, null, "Ingrid", "NO", 5, "Good", "I did not know that I needed it until I had it in my hand.", true, stocked.Clock.Now);
            review.Approve(Shop.Kernel.Actor.System, stocked.Clock.Now);
            db.Add(review);
            return await db.SaveChangesAsync();
        });
        var page = await stocked.Visitor().GetPage("/");
        Assert.Contains("Spoken-of mug", page.Text("section[aria-labelledby=home-best]"), StringComparison.Ordinal);
        Assert.Contains("until I had it in my hand", page.Text("section[aria-labelledby=home-said]"), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("main .hero a.btn-primary"));
    }
}
