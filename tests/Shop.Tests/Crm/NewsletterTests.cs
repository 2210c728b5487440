using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shop.Crm;
using Shop.Customers;

namespace Shop.Tests.Crm;

/// <summary>Letters go only to people who said yes from their own mailbox or account, and end with one click.</summary>
public sealed partial class NewsletterTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public NewsletterTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(2));

    [Fact]
    public async Task Who_says_yes_in_the_mail_is_on_the_list_and_who_presses_the_link_in_a_letter_is_off()
    {
        var visitor = shop.Visitor();
        var asked = await visitor.SubmitForPage((await visitor.GetPage("/")).Form(".footer-letter"), ("email", " Ada@Example.org "));
        Assert.Contains("mailbox", asked.Text("h1"), StringComparison.Ordinal);
        Assert.Equal(NewsletterState.Asked, (await Subscriber("ada@example.org")).State);

        Assert.Single((await visitor.GetPage("/newsletter")).QuerySelectorAll("form[method=post][action='/newsletter']")); // not in the foot as well

        var confirm = await visitor.GetPage(await Link("ada@example.org", "newsletter-confirm"));
        Assert.Equal(NewsletterState.Asked, (await Subscriber("ada@example.org")).State); // looking at the link says nothing
        await visitor.SubmitForPage((confirm).Form("main form"));
        var subscriber = await Subscriber("ada@example.org");
        Assert.Equal((NewsletterState.Confirmed, "footer", shop.Clock.Now), (subscriber.State, subscriber.Source, subscriber.ConfirmedAt));

        var welcome = (await shop.Mailbox("ada@example.org")).Single(m => m.Template == "newsletter-welcome");
        Assert.NotNull(welcome.Unsubscribe);
        // As a mail program does it: no page, no cookie, no antiforgery field.
        var ended = await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Post, welcome.Unsubscribe) { Content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]) });
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal(NewsletterState.Ended, (await Subscriber("ada@example.org")).State);
    }

    [Fact]
    public async Task A_link_works_once_and_not_for_ever()
    {
        await Ask("late@example.org");
        var link = await Link("late@example.org", "newsletter-confirm");
        shop.Clock.Advance(NewsletterSubscriber.LinkLives);
        Assert.Contains("does not work", (await shop.Visitor().GetPage(link)).Text("h1"), StringComparison.Ordinal);

        await Ask("late@example.org");
        link = await Link("late@example.org", "newsletter-confirm");
        var visitor = shop.Visitor();
        var page = await visitor.GetPage(link);
        await visitor.SubmitForPage((page).Form("main form"));
        Assert.Contains("does not work", (await visitor.SubmitForPage(page.Form("main form"))).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_never_tells_who_is_on_the_list_and_a_mailbox_is_not_flooded()
    {
        var first = await Ask("known@example.org");
        for (var times = 0; times < 5; times++) Assert.Equal(first, await Ask("known@example.org"));
        Assert.Single(await shop.Mailbox("known@example.org"));

        var visitor = shop.Visitor();
        await visitor.SubmitForPage((await visitor.GetPage(await Link("known@example.org", "newsletter-confirm"))).Form("main form"));
        shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first, await Ask("known@example.org"));
        Assert.Equal(["newsletter-confirm", "newsletter-welcome"], (await shop.Mailbox("known@example.org")).Select(m => m.Template).Order());
    }

    [Fact]
    public async Task A_mistyped_address_comes_back_with_the_mistake_named()
    {
        var visitor = shop.Visitor();
        var again = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage("/newsletter")).Form("main form"), ("Email", "ada@"));
        Assert.Contains("does not look like an e-mail address", again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("ada@", again.QuerySelector("main input[name=Email]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_account_and_the_list_say_the_same()
    {
        await shop.Account("member@example.org");
        var visitor = await shop.SignedIn("member@example.org");
        await visitor.SubmitForPage((await visitor.GetPage("/account/details")).Form("[name='Form.Marketing']"), ("Form.Marketing", "true"));
        await shop.Settle();
        var subscriber = await Subscriber("member@example.org");
        Assert.Equal((NewsletterState.Confirmed, "account"), (subscriber.State, subscriber.Source));

        await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Post, $"/newsletter/end?key={subscriber.EndKey}"));
        Assert.False(await TakesMarketing("member@example.org"));
        await shop.Settle();
        Assert.Equal(NewsletterState.Ended, (await Subscriber("member@example.org")).State);
    }

    [Fact]
    public async Task The_same_address_entered_many_times_at_once_is_asked_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.With<Newsletter>(n => n.Ask("eager@example.org", "page", default))));
        Assert.Single(await shop.Mailbox("eager@example.org"));
    }

    private async Task<string> Ask(string email)
    {
        var visitor = shop.Visitor();
        var answer = await visitor.Submit((await visitor.GetPage("/newsletter")).Form("main form"), ("Email", email));
        return $"{(int)answer.StatusCode} {answer.Headers.Location}";
    }

    private async Task<string> Link(string email, string template) =>
        LinkIn().Match((await shop.Mailbox(email)).Where(m => m.Template == template).OrderBy(m => m.CreatedAt).Last().Text).Value;

    private Task<NewsletterSubscriber> Subscriber(string email) => shop.InDb(db =>
    {
        var subscribers = db.NewsletterSubscribers;
        return subscribers.AsNoTracking().SingleAsync(s => s.Email == email);
    });

    private Task<bool> TakesMarketing(string email) => shop.InDb(async db =>
    {
        var customers = db.Customers;
        return (await customers.AsNoTracking().SingleAsync(c => c.Email == email)).TakesMarketing;
    });

    [GeneratedRegex(@"https://localhost/newsletter/confirm\?token=\S+")]
    private static partial Regex LinkIn();
}
