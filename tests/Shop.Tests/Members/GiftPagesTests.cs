using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Members;

/// <summary>Giving points over HTTP: the form, the question, the gift, and what nobody learns by trying.</summary>
public sealed class GiftPagesTests(GiftPagesTests.GivingShop shop) : IClassFixture<GiftPagesTests.GivingShop>
{
    [Fact]
    public async Task Points_go_to_a_member_once_and_both_read_it()
    {
        var (giver, visitor) = await Member("giver@example.org", 300);
        var (receiver, other) = await Member("receiver@example.org", 0);
        var form = (await visitor.GetPage("/account/club/gift")).Form("form[action$='/club/gift']");
        var question = await visitor.SubmitForPage(form, Typed(receiver, "120", "Happy <b>birthday</b>"));
        Assert.Equal("180 points", question.QuerySelectorAll(".facts dd")[^1].TextContent);
        Assert.Equal(300, (await shop.PointsOf(giver)).Available); // nothing is done yet
        var back = await visitor.SubmitForPage(Change(question), ("step", "change"));
        Assert.Equal("120", ((IHtmlInputElement)back.QuerySelector("[name='Form.Points']")!).Value);

        var send = question.Form("form[action$='/gift/send']");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => visitor.Submit(send)));
        Assert.Equal((180L, 120L), ((await shop.PointsOf(giver)).Available, (await shop.PointsOf(receiver)).Available));
        Assert.Contains("−120", (await visitor.GetPage("/account/club/statement")).Text(".club-statement tbody tr"), StringComparison.Ordinal);
        var row = (await other.GetPage("/account/club/statement")).QuerySelector(".club-statement tbody tr")!;
        Assert.Contains("Received from another member", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("From Ingrid Solberg: “Happy <b>birthday</b>”", (await other.GetPage(row.QuerySelector("th a")!.GetAttribute("href")!)).Text(".facts"), StringComparison.Ordinal);

        Assert.Contains("From Ingrid Solberg", row.TextContent, StringComparison.Ordinal);
        var facts = (await other.GetPage(row.QuerySelector("th a")!.GetAttribute("href")!)).QuerySelectorAll(".facts dt, .facts dd").Select(f => f.TextContent).ToList();
        Assert.Equal("Ingrid Solberg", facts[facts.IndexOf("By whom") + 1]);

        var letter = Assert.Single(await shop.Mailbox("receiver@example.org"), m => m.Template == "points-given");
        Assert.Contains("Happy <b>birthday</b>", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>birthday", letter.Html, StringComparison.Ordinal);
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Whoever_guesses_learns_nothing_and_what_is_typed_stays()
    {
        var (giver, visitor) = await Member("guesses@example.org", 1_000);
        var (receiver, _) = await Member("secret@example.org", 0);
        var page = await visitor.GetPage("/account/club/gift");
        var wrongName = await Refused(page, ("Form.Number", receiver.Number), ("Form.LastName", "Berg"), ("Form.Points", "100"));
        var wrongNumber = await Refused(page, ("Form.Number", "1234567897"), ("Form.LastName", "Solberg"), ("Form.Points", "100"));
        Assert.Equal(wrongNumber.Text(".error-summary"), wrongName.Text(".error-summary"));
        Assert.Equal("Berg", ((IHtmlInputElement)wrongName.QuerySelector("[name='Form.LastName']")!).Value);

        foreach (var (fields, words) in new[]
        {
            (new[] { ("Form.Number", Mistyped(receiver.Number)), ("Form.LastName", "Solberg"), ("Form.Points", "100") }, "one of these is mistyped"),
            ([("Form.Number", giver.Number), ("Form.LastName", "Solberg"), ("Form.Points", "100")], "This is your own number"),
            (Typed(receiver, "40"), "Give 50 points at least"),
            (Typed(receiver, "55"), "in steps of 10"),
            (Typed(receiver, "2000"), "up to 500 points"),
            (Typed(receiver, "510"), "up to 500 points more today"),
            (Typed(receiver, "1e3"), "whole number"),
            (Typed(receiver, "100", "see www.evil.example"), "no addresses"),
            ([("Form.Number", ""), ("Form.LastName", ""), ("Form.Points", "")], "Enter the number on their card"),
        }) Assert.Contains(words, (await Refused(page, fields)).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(1_000, (await shop.PointsOf(giver)).Available);

        // The most for a day counts what was given before, and begins anew with the next.
        await visitor.SubmitForPage((await visitor.SubmitForPage(page.Form("form[action$='/club/gift']"), Typed(receiver, "480"))).Form("form[action$='/gift/send']"));
        Assert.Contains("You have given 480 points today", (await visitor.GetPage("/account/club/gift")).Text("main"), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("up to 500 now", (await visitor.GetPage("/account/club/gift")).Text("main"), StringComparison.Ordinal);

        Task<IHtmlDocument> Refused(IHtmlDocument from, params (string, string)[] fields) => visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, from.Form("form[action$='/club/gift']"), fields);
    }

    [Fact]
    public async Task Two_gifts_that_cross_both_arrive_and_a_member_who_left_gets_none()
    {
        var (kari, one) = await Member("kari@example.org", 200);
        var (ola, two) = await Member("ola@example.org", 200);
        var forms = new List<(Visitor Who, IHtmlFormElement Form)>();
        foreach (var (who, to) in new[] { (one, ola), (two, kari) })
            for (var i = 0; i < 3; i++) forms.Add((who, (await who.SubmitForPage((await who.GetPage("/account/club/gift")).Form("form[action$='/club/gift']"), Typed(to, "50"))).Form("form[action$='/gift/send']")));
        var answers = await Task.WhenAll(forms.Select(f => f.Who.Submit(f.Form)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal((200L, 200L), ((await shop.PointsOf(kari)).Available, (await shop.PointsOf(ola)).Available));
        Assert.Equal(6, await shop.InDb(db => db.PointsGifts.CountAsync(g => g.FromMemberId == kari.Id || g.FromMemberId == ola.Id)));

        await shop.With<LeaveClub, bool>(leave => leave.Run(ola.CustomerId, default));
        Assert.Contains("We find no member", (await one.SubmitExpecting(HttpStatusCode.UnprocessableEntity, forms[0].Form, Typed(ola, "50"))).Text(".error-summary"), StringComparison.Ordinal);
    }

    private static string Mistyped(string number) => number[..^1] + (char)('0' + (number[^1] - '0' + 1) % 10);

    private static (string, string)[] Typed(Membership to, string points, string message = "") =>
        [("Form.Number", $"{to.Number[..4]} {to.Number[4..7]} {to.Number[7..]}"), ("Form.LastName", "Solberg"), ("Form.Points", points), ("Form.Message", message)];

    private static IHtmlFormElement Change(IHtmlDocument question)
    {
        var form = (IHtmlFormElement)question.Form("form[action$='/gift/send']").Clone();
        question.Body!.AppendChild(form);
        form.Action = "/account/club/gift";
        return form;
    }

    private async Task<(Membership Member, Visitor Visitor)> Member(string email, long points)
    {
        await shop.OpenClub(new ProgrammeRules { Gifts = new GiftTerms { Minimum = 50, Step = 10, PerDay = 500 } });
        return await shop.Member(email, points);
    }

    /// <summary>A shop of its own: elsewhere members cannot give.</summary>
    public sealed class GivingShop : ShopFactory;
}
