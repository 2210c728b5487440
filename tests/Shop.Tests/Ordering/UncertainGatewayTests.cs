using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Tests.Ordering;

/// <summary>A provider that does not answer, or only after it has done what it was asked: nobody is charged twice, nobody loses an order, and pages tell the truth.</summary>
public sealed class UncertainGatewayTests(UncertainGatewayTests.UncertainShop shop) : IClassFixture<UncertainGatewayTests.UncertainShop>
{
    private const string Good = "4242 4242 4242 4242";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_knowing_whether_the_payment_was_opened_keeps_the_order_and_asks_again_with_the_same_key(bool afterTheEffect)
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        shop.Gateway.Fail(nameof(IPaymentGateway.Create), afterTheEffect);

        var page = await visitor.Read(await visitor.Follow(await visitor.Pay(review)), HttpStatusCode.OK);
        Assert.Contains("We do not know yet", page.Text("h1"), StringComparison.Ordinal);
        var order = (await shop.LatestOrder())!;
        Assert.Equal((OrderState.Placed, PaymentState.Unknown), (order.State, order.Payment));

        await visitor.Follow(await visitor.PayWith(await visitor.Submit(page.Form("form[action*='/checkout/pay/']")), Good));
        Assert.Equal(PaymentState.Paid, (await shop.LatestOrder())!.Payment);
        Assert.Single(shop.Gateway.Created.Where(c => c.OrderId == order.Id).Select(c => c.IdempotencyKey).Distinct());
        Assert.Equal(1, await shop.InDb(db => db.Set<PaymentAttempt>().CountAsync(a => a.OrderId == order.Id)));
    }

    [Fact]
    public async Task Not_knowing_whether_it_is_paid_is_said_and_nothing_is_guessed()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var back = await visitor.PayWith(await visitor.Pay(review), Good);
        shop.Gateway.Fail(nameof(IPaymentGateway.Retrieve), false);

        var page = await visitor.Read(await visitor.Follow(back), HttpStatusCode.OK);
        Assert.Contains("We do not know yet", page.Text("h1"), StringComparison.Ordinal);
        Assert.Equal(PaymentState.Unpaid, (await shop.LatestOrder())!.Payment);
        Assert.Contains("Thank you", (await visitor.GetPage(page.Location.Href)).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Money_that_could_not_be_given_back_at_once_is_given_back_by_the_job_once()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product().Priced(80_00)));
        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good)), HttpStatusCode.OK);
        shop.Gateway.Fail(nameof(IPaymentGateway.Refund), true);

        page = await visitor.SubmitForPage(page.Form("form[action$='/cancel']"));
        Assert.Contains("on its way back", page.Text(".alert-success"), StringComparison.Ordinal);
        Assert.Equal((OrderState.Cancelled, Money.Zero), ((await shop.LatestOrder())!.State, (await shop.LatestOrder())!.Refunded));

        await shop.RunJob<GiveBackMoney>();
        await shop.RunJob<GiveBackMoney>();
        var order = (await shop.LatestOrder())!;
        Assert.Equal((PaymentState.Refunded, new Money(80_00)), (order.Payment, order.Refunded));
        Assert.Equal(new Money(80_00), (await shop.Gateway.Retrieve(await Intent(order.Id), default))!.Refunded);
    }

    [Fact]
    public async Task An_order_whose_payment_cannot_be_asked_about_waits_with_its_stock_and_ends_after_three_days()
    {
        var mug = await shop.Stock(Given.Product().Stocked(1));
        var (visitor, review) = await shop.AtReview(mug);
        await visitor.Pay(review);
        var id = (await shop.LatestOrder())!.Id;

        for (var half = 0; half < 3; half++)
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(31));
            shop.Gateway.Fail(nameof(IPaymentGateway.Cancel), false);
            await shop.RunJob<CancelUnpaidOrders>();
            Assert.Equal((OrderState.Placed, 1), ((await Load(id)).State, (await shop.Level(mug)).Reserved));
        }
        Assert.Equal(0, await shop.InDb(db => db.Set<StockReservation>().CountAsync(r => r.HeldFor == id && r.Deadline < shop.Clock.Now)));

        shop.Clock.Advance(TimeSpan.FromHours(72));
        shop.Gateway.Fail(nameof(IPaymentGateway.Cancel), false);
        await shop.RunJob<CancelUnpaidOrders>();
        Assert.Equal((OrderState.Cancelled, 0), ((await Load(id)).State, (await shop.Level(mug)).Reserved));
    }

    [Fact]
    public async Task Paying_and_being_called_off_at_the_same_instant_ends_in_one_or_the_other()
    {
        for (var round = 0; round < 6; round++)
        {
            var mug = await shop.Stock(Given.Product().Stocked(1));
            var (visitor, review) = await shop.AtReview(mug);
            await visitor.Pay(review);
            var order = (await shop.LatestOrder())!;
            var intent = await Intent(order.Id);
            shop.Clock.Advance(TimeSpan.FromMinutes(31));

            await Task.WhenAll(Task.Run(() => Confirm(intent)), Task.Run(() => shop.RunJob<CancelUnpaidOrders>()));
            await visitor.Follow(await visitor.Get($"/checkout/return/{order.Token}"));
            await shop.Settle();

            var ended = await Load(order.Id);
            var level = await shop.Level(mug);
            if (ended.State == OrderState.Confirmed) Assert.Equal((PaymentState.Paid, 0, 0), (ended.Payment, level.OnHand, level.Reserved));
            else Assert.Equal((OrderState.Cancelled, ended.Captured, 1, 0), (ended.State, ended.Refunded, level.OnHand, level.Reserved));
        }
    }

    private async Task Confirm(string intentId)
    {
        try
        {
            await shop.Services.GetRequiredService<TestGatewayBank>().Confirm(intentId, TestCard.Find("4242424242424242")!, NoticeManner.Once, default);
        }
        catch (RuleBroken)
        {
            // called off first: the provider takes no money for it any more
        }
    }

    private Task<string> Intent(Guid orderId) => shop.InDb(db => db.Set<PaymentAttempt>().Where(a => a.OrderId == orderId).Select(a => a.IntentId!).SingleAsync());

    private Task<Order> Load(Guid id) => shop.InDb(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id));

    public sealed class UncertainShop : ShopFactory
    {
        public UncertainGateway Gateway => (UncertainGateway)Services.GetRequiredService<IPaymentGateway>();

        protected override void Replace(IServiceCollection services)
        {
            var real = services.Last(s => s.ServiceType == typeof(IPaymentGateway));
            services.AddSingleton<IPaymentGateway>(provider => new UncertainGateway((IPaymentGateway)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        }
    }

    /// <summary>The test gateway behind a line that fails when a test says so.</summary>
    public sealed class UncertainGateway(IPaymentGateway real) : IPaymentGateway
    {
        private (string Call, bool AfterTheEffect)? _failing;

        public List<PaymentIntentRequest> Created { get; } = [];
        public string Provider => real.Provider;

        public void Fail(string call, bool afterTheEffect) => _failing = (call, afterTheEffect);

        public Task<PaymentIntent> Create(PaymentIntentRequest request, CancellationToken ct)
        {
            lock (Created) Created.Add(request);
            return Call(nameof(Create), () => real.Create(request, ct));
        }

        public Task<PaymentIntent?> Retrieve(string intentId, CancellationToken ct) => Call(nameof(Retrieve), () => real.Retrieve(intentId, ct));

        public Task<PaymentIntent> Capture(string intentId, Money amount, string idempotencyKey, CancellationToken ct) => Call(nameof(Capture), () => real.Capture(intentId, amount, idempotencyKey, ct));

        public Task<PaymentIntent> Cancel(string intentId, string idempotencyKey, CancellationToken ct) => Call(nameof(Cancel), () => real.Cancel(intentId, idempotencyKey, ct));

        public Task<PaymentRefund> Refund(string intentId, Money amount, string idempotencyKey, CancellationToken ct) => Call(nameof(Refund), () => real.Refund(intentId, amount, idempotencyKey, ct));

        private async Task<T> Call<T>(string name, Func<Task<T>> ask)
        {
            if (_failing is not { } failing || failing.Call != name) return await ask();
            _failing = null;
            if (failing.AfterTheEffect) await ask();
            throw new PaymentOutcomeUnknown("The line went dead.");
        }
    }
}
