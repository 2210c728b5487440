using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Wishes;

namespace Shop.Tests.Wishes;

/// <summary>“Tell me when it is back”: one letter each time, to who agreed and to nobody else.</summary>
public sealed class StockNoticeTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private static int _number;

    [Fact]
    public async Task A_visitor_is_told_after_saying_yes_by_the_mailed_link_once_each_time_it_comes_back()
    {
        var (kettle, email) = (await shop.Shown(Given.Product("Copper kettle").Stocked(0)), NewEmail());
        var visitor = shop.Visitor();
        var page = await visitor.SubmitForPage((await visitor.GetPage($"/p/{kettle.Slug}")).Form("#tell-me form"), ("email", email));
        Assert.Contains($"We sent a mail to {email}.", page.Text(".alert-success"), StringComparison.Ordinal);

        await Return(kettle, 2); // not confirmed yet: nobody may be written to
        Assert.Equal(["confirm-stock-notice"], await Letters(email));
        await Leave(kettle, 2);

        var link = await shop.NewestLink(email, "stock-notices");
        Assert.Equal("no-referrer", (await visitor.Get(link)).Headers.GetValues("Referrer-Policy").Single());
        await visitor.SubmitForPage((await visitor.GetPage(link)).Form("form[action$='/yes']"));
        Assert.Equal(["confirm-stock-notice"], await Letters(email));

        await Return(kettle, 3);
        Assert.Equal(["confirm-stock-notice", "back-in-stock"], await Letters(email));
        await Return(kettle, 5); // it was there all the time
        await Leave(kettle, 8);
        await Return(kettle, 1);
        Assert.Equal(["confirm-stock-notice", "back-in-stock", "back-in-stock"], await Letters(email));

        var last = (await shop.Mailbox(email))[^1];
        Assert.Contains($"/p/{kettle.Slug}", last.Text, StringComparison.Ordinal);
        Assert.EndsWith("/stop", last.Unsubscribe, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Post, new Uri(last.Unsubscribe!).PathAndQuery) { Content = new StringContent("List-Unsubscribe=One-Click") })).StatusCode);
        await Leave(kettle, 1);
        await Return(kettle, 1);
        Assert.Equal(3, (await Letters(email)).Count);
        Assert.Contains("no longer works", (await visitor.GetPage(link)).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_told_twice_or_in_the_wrong_order_write_one_letter()
    {
        await shop.Account("twice@example.org");
        var lamp = await shop.Shown(Given.Product("Lamp").Stocked(0));
        await Ask(await shop.SignedIn("twice@example.org"), lamp);
        var variant = lamp.Variants[0].Id;
        await Return(lamp, 1);
        foreach (var happened in new[] { new StockTurned(lamp.Id, variant, true), new StockTurned(lamp.Id, variant, false), new StockTurned(lamp.Id, variant, true) })
        {
            using var scope = shop.Services.CreateScope();
            foreach (var when in scope.ServiceProvider.GetServices<IWhen<StockTurned>>()) await when.Handle(happened, default);
        }
        Assert.Equal(["back-in-stock"], await Letters("twice@example.org"));
    }

    [Fact]
    public async Task Many_who_wait_are_told_once_each_however_many_couriers_run()
    {
        var bowl = await shop.Shown(Given.Product("Bowl").Stocked(0));
        await shop.InDb(db =>
        {
            for (var i = 0; i < 320; i++)
            {
                var notice = StockNotice.Ask(bowl.Id, bowl.Variants[0].Id, $"waits{i}@example.net", shop.Clock.Now);
                notice.Confirm(null, shop.Clock.Now);
                db.Add(notice);
            }
            return db.SaveChangesAsync();
        });
        await shop.Deliver(bowl.Variants[0].Id, 1);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(shop.Tell)));
        await shop.Tell();
        var told = await shop.InDb(db => db.Set<Shop.Mail.OutgoingMail>().Where(m => m.Template == "back-in-stock" && m.To.EndsWith("@example.net")).Select(m => m.To).ToListAsync());
        Assert.Equal(320, told.Count);
        Assert.Equal(320, told.Distinct().Count());
    }

    [Fact]
    public async Task Who_is_signed_in_is_told_without_a_link_sees_it_in_the_account_and_takes_it_off_there()
    {
        await shop.Account("waits@example.org");
        var me = await shop.SignedIn("waits@example.org");
        var vase = await shop.Shown(Given.Product("Tall vase").Stocked(0));
        var page = await Ask(me, vase);
        Assert.Contains("We write to waits@example.org when it is back.", page.Text("main"), StringComparison.Ordinal);
        Assert.Empty(await Letters("waits@example.org"));

        var list = await me.GetPage("/account/stock-notices");
        Assert.Contains("Tall vase", list.Text(".rows"), StringComparison.Ordinal);
        await shop.Account("other-waits@example.org");
        var other = await shop.SignedIn("other-waits@example.org");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post(new Uri(list.Form(".waited form").Action).PathAndQuery, list)).StatusCode);
        list = await me.SubmitForPage(list.Form(".waited form"));
        Assert.NotNull(list.QuerySelector(".empty"));
        await Return(vase, 1);
        Assert.Empty(await Letters("waits@example.org"));
    }

    [Fact]
    public async Task Nobody_is_subscribed_by_others_and_every_address_gets_the_same_answer()
    {
        await shop.Account("victim@example.org");
        var jug = await shop.Shown(Given.Product("Jug").Stocked(0));
        var answers = new List<string>();
        foreach (var email in new[] { "victim@example.org", NewEmail(), "victim@example.org" })
        {
            var visitor = shop.Visitor();
            var page = await visitor.SubmitForPage((await visitor.GetPage($"/p/{jug.Slug}")).Form("#tell-me form"), ("email", email));
            answers.Add(page.Text(".alert-success").Replace(email, "*", StringComparison.Ordinal));
        }
        Assert.Single(answers.Distinct());
        Assert.Equal(["confirm-stock-notice"], await Letters("victim@example.org")); // asked again on the same day: no second one
        await Return(jug, 1);
        Assert.Equal(["confirm-stock-notice"], await Letters("victim@example.org"));

        // A stranger may fill in the address on many pages; the mailbox gets a few letters a day.
        for (var i = 0; i < 14; i++)
        {
            var thing = await shop.Shown(Given.Product($"Thing {i}").Stocked(0));
            var visitor = shop.Visitor();
            await visitor.SubmitForPage((await visitor.GetPage($"/p/{thing.Slug}")).Form("#tell-me form"), ("email", "victim@example.org"));
        }
        Assert.InRange((await Letters("victim@example.org")).Count, 2, StockNotice.MostMailsPerDay + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address")]
    [InlineData("a@b")]
    public async Task What_is_no_address_is_refused_and_kept_as_typed(string typed)
    {
        var jar = await shop.Shown(Given.Product("Jar").Stocked(0));
        var visitor = shop.Visitor();
        var page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await visitor.GetPage($"/p/{jar.Slug}")).Form("#tell-me form"), ("email", typed));
        Assert.StartsWith("Error:", page.Title, StringComparison.Ordinal);
        Assert.Equal(typed, ((IHtmlInputElement)page.QuerySelector("#Email")!).Value);
    }

    [Fact]
    public async Task What_is_there_cannot_be_waited_for_and_twenty_presses_wait_once()
    {
        var here = await shop.Shown(Given.Product("Here").Stocked(1));
        var visitor = shop.Visitor();
        var page = await visitor.GetPage($"/p/{here.Slug}");
        Assert.Null(page.QuerySelector("#tell-me"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Post("/stock-notices", page, ("variantId", here.Variants[0].Id.ToString()), ("email", NewEmail()))).StatusCode);

        var (gone, email) = (await shop.Shown(Given.Product("Gone").Stocked(0)), NewEmail());
        var form = (await visitor.GetPage($"/p/{gone.Slug}")).Form("#tell-me form");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => visitor.Submit(form, ("email", email)))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal(1, await shop.InDb(db => db.Set<StockNotice>().CountAsync(n => n.Email == email)));
        Assert.Equal(["confirm-stock-notice"], await Letters(email));
    }

    [Fact]
    public async Task It_ends_by_itself_when_it_was_never_confirmed_and_after_half_a_year()
    {
        var (tin, email) = (await shop.Shown(Given.Product("Tin").Stocked(0)), NewEmail());
        var visitor = shop.Visitor();
        await visitor.SubmitForPage((await visitor.GetPage($"/p/{tin.Slug}")).Form("#tell-me form"), ("email", email));
        shop.Clock.Advance(StockNotice.TimeToConfirm + TimeSpan.FromHours(1));
        Assert.Contains("no longer works", (await visitor.GetPage(await shop.NewestLink(email, "stock-notices"))).Text("h1"), StringComparison.Ordinal);
        await shop.RunJob<ForgetOldWishes>();
        Assert.Equal(0, await shop.InDb(db => db.Set<StockNotice>().CountAsync(n => n.Email == email)));

        await shop.Account("halfyear@example.org");
        await Ask(await shop.SignedIn("halfyear@example.org"), tin);
        shop.Clock.Advance(StockNotice.Life + TimeSpan.FromHours(1));
        await Return(tin, 1);
        Assert.Empty(await Letters("halfyear@example.org"));
    }

    private static string NewEmail() => $"visitor{Interlocked.Increment(ref _number)}@example.com";

    private static async Task<IHtmlDocument> Ask(Visitor visitor, Product product) => await visitor.SubmitForPage((await visitor.GetPage($"/p/{product.Slug}")).Form("#tell-me form"));

    private async Task Return(Product product, int quantity)
    {
        await shop.Deliver(product.Variants[0].Id, quantity);
        await shop.Tell();
    }

    private Task Leave(Product product, int quantity) => Return(product, -quantity);

    private async Task<List<string>> Letters(string email) => [.. (await shop.Mailbox(email)).Select(m => m.Template)];
}
