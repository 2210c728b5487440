using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;

namespace Shop.Tests.BackOffice;

/// <summary>What people write waits until somebody has answered it.</summary>
public sealed class MessagesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Staff_answer_a_message_once_and_the_sender_gets_the_answer()
    {
        await shop.Account("desk@example.org", Roles.Staff);
        var staff = await shop.SignedIn("desk@example.org");
        Assert.Contains("Nobody waits", (await staff.GetPage("/backoffice/messages")).Text("main"), StringComparison.Ordinal);

        await shop.With<ReceiveContactMessage>(r => r.Run("Ada", "ada@example.org", ContactTopic.Product, null, "Does it hold\ntwo cups?", default));
        var list = await staff.GetPage("/backoffice/messages");
        var url = list.QuerySelector("tbody a")!.GetAttribute("href")!;
        var page = await staff.GetPage(url);
        var empty = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("main form"), ("Form.Text", " "), ("Form.How", "mail"));
        Assert.Contains("Write the answer", empty.Text(".error-summary"), StringComparison.Ordinal);

        var done = await staff.SubmitForPage(page.Form("main form"), ("Form.Text", "It does, just."), ("Form.How", "mail"));
        Assert.Contains("It does, just.", done.Text("main"), StringComparison.Ordinal);
        Assert.Contains("It does, just.", (await shop.Mailbox("ada@example.org")).Single(m => m.Template == "contact-answer").Text, StringComparison.Ordinal);

        var late = await staff.SubmitForPage(page.Form("main form"), ("Form.Text", "No."), ("Form.How", "mail"));
        Assert.Contains("has answered this message already", late.Text("main"), StringComparison.Ordinal);
        Assert.Single(await shop.Mailbox("ada@example.org"), m => m.Template == "contact-answer");
        Assert.Contains("Ada", (await staff.GetPage("/backoffice/messages?view=answered")).Text("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_do_not_read_them()
    {
        await shop.Account("curious@example.org");
        Assert.Equal(HttpStatusCode.Forbidden, (await (await shop.SignedIn("curious@example.org")).Get("/backoffice/messages")).StatusCode);
    }
}
