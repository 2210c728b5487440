using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Payments.TestGateway;

/// <summary>The shop's side of the test gateway: the same port a real provider stands behind.</summary>
internal sealed class TestGatewayClient(TestGatewayBank bank) : IPaymentGateway
{
    public string Provider => "test";

    public async Task<PaymentIntent> Create(PaymentIntentRequest request, CancellationToken ct) => Seen(await bank.Create(request, ct));

    public async Task<PaymentIntent?> Retrieve(string intentId, CancellationToken ct) => await bank.Find(intentId, ct) is { } intent ? Seen(intent) : null;

    public async Task<PaymentIntent> Capture(string intentId, Money amount, string idempotencyKey, CancellationToken ct) => Seen(await bank.Capture(intentId, amount, idempotencyKey, ct));

    public async Task<PaymentIntent> Cancel(string intentId, string idempotencyKey, CancellationToken ct) => Seen(await bank.Cancel(intentId, idempotencyKey, ct));

    public async Task<PaymentRefund> Refund(string intentId, Money amount, string idempotencyKey, CancellationToken ct)
    {
        try
        {
            var refund = await bank.Refund(intentId, amount, idempotencyKey, ct);
            return new PaymentRefund(refund.Id, refund.IntentId, new Money(refund.Amount), true, null);
        }
        catch (RuleBroken refused)
        {
            return new PaymentRefund("", intentId, amount, false, refused.Message);
        }
    }

    private static PaymentIntent Seen(TestIntent intent) => new(
        intent.Id, intent.OrderId, intent.Status, new Money(intent.Amount), intent.Currency, new Money(intent.Captured), new Money(intent.Refunded),
        $"/test-gateway/pay/{intent.Id}", intent.FailureReason)
    {
        Fingerprint = intent.Fingerprint,
    };
}
