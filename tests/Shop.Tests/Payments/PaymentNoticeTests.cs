using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Ordering;
using Shop.Payments;
using Shop.Payments.TestGateway;

namespace Shop.Tests.Payments;

public sealed class PaymentNoticeTests(ShopFactory shop) : PaymentTests(shop), IClassFixture<ShopFactory>
{
    private string Secret => Shop.Services.GetRequiredService<NoticeSecrets>().InForce[0];

    [Fact]
    public async Task The_browser_was_closed_after_paying_and_the_notice_finishes_the_order()
    {
        var (orderId, intentId, _) = await Placed();
        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);

        await Shop.HearFromGateway();

        Assert.Equal(PaymentState.Paid, (await Load(orderId)).Payment);
    }

    [Fact]
    public async Task Repeated_notices_have_one_effect()
    {
        var (orderId, intentId, variantId) = await Placed();
        await Bank.Confirm(intentId, Good, NoticeManner.Repeated, default);

        await Shop.HearFromGateway();
        await Bank.SendAgain(intentId, default);
        await Shop.HearFromGateway();

        Assert.Equal(4, (await Stock(variantId)).OnHand);
        Assert.Single((await Load(orderId)).Timeline, t => t.Kind == TimelineKind.Payment);
    }

    [Fact]
    public async Task When_every_notice_is_lost_the_shop_asks()
    {
        var (orderId, intentId, _) = await Placed();
        await Shop.HearFromGateway(); // that the intent exists
        await Bank.Confirm(intentId, Good, NoticeManner.Lost, default);
        await Shop.HearFromGateway();
        Assert.Equal(PaymentState.Unpaid, (await Load(orderId)).Payment);

        Shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await Shop.RunJob<AskOpenPayments>();

        Assert.Equal(PaymentState.Paid, (await Load(orderId)).Payment);
    }

    [Fact]
    public async Task A_notice_that_comes_before_its_order_waits_for_it()
    {
        var (orderId, intentId, _) = await Placed();
        await Shop.InDb(db => db.PaymentAttempts.Where(a => a.OrderId == orderId).ExecuteUpdateAsync(a => a.SetProperty(x => x.IntentId, (string?)null)));
        await Bank.Confirm(intentId, Good, NoticeManner.Once, default);
        await Shop.HearFromGateway();
        Assert.Equal(PaymentState.Unpaid, (await Load(orderId)).Payment);

        await Shop.InDb(db => db.PaymentAttempts.Where(a => a.OrderId == orderId).ExecuteUpdateAsync(a => a.SetProperty(x => x.IntentId, intentId)));
        Shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await Shop.HearFromGateway();

        Assert.Equal(PaymentState.Paid, (await Load(orderId)).Payment);
    }

    [Fact]
    public async Task A_crash_between_saving_the_attempt_and_hearing_of_its_intent_is_made_good_with_the_same_key()
    {
        var (orderId, intentId, _) = await Placed();
        await Shop.InDb(db => db.PaymentAttempts.Where(a => a.OrderId == orderId)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.IntentId, (string?)null).SetProperty(x => x.State, PaymentAttemptState.Started)));
        Shop.Clock.Advance(TimeSpan.FromMinutes(2));

        await Shop.RunJob<AskOpenPayments>();

        Assert.Equal(intentId, await Shop.InDb(db => db.PaymentAttempts.Where(a => a.OrderId == orderId).Select(a => a.IntentId).SingleAsync()));
    }

    [Fact]
    public async Task A_forged_notice_is_refused_and_not_kept()
    {
        var body = """{"id":"evt_forged","type":"payment_intent.succeeded","data":{"object":{"id":"pi_x"}}}""";

        Assert.Equal(HttpStatusCode.BadRequest, await Post(body, NoticeSignature.Sign(body, "whsec_guessed", Shop.Clock.Now)));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(body, ""));

        Assert.False(await Shop.InDb(db => db.PaymentNotices.AnyAsync(n => n.EventId == "evt_forged")));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("{\"id\":\"evt\"}")]
    [InlineData("{\"id\":7,\"type\":\"x\",\"data\":{\"object\":{\"id\":\"pi\"}}}")]
    public async Task Signed_nonsense_is_refused_without_a_crash(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await Post(body, NoticeSignature.Sign(body, Secret, Shop.Clock.Now)));

    [Fact]
    public async Task The_same_event_fifty_times_at_once_is_kept_once()
    {
        var id = $"evt_{Guid.NewGuid():N}";
        var body = $$"""{"id":"{{id}}","type":"payment_intent.created","data":{"object":{"id":"pi_nobody"} } }""";
        var signature = NoticeSignature.Sign(body, Secret, Shop.Clock.Now);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Post(body, signature))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        Assert.Equal(1, await Shop.InDb(db => db.PaymentNotices.CountAsync(n => n.EventId == id)));
    }

    private async Task<HttpStatusCode> Post(string body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, SendTestNotices.Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(NoticeSignature.Header, signature);
        using var client = Shop.CreateClient();
        return (await client.SendAsync(request)).StatusCode;
    }
}
