using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Payments;

/// <summary>Stands where no provider is configured: nothing can be paid by card, and whoever tries is told so.</summary>
internal sealed class NoGateway : IPaymentGateway
{
    public string Provider => "none";

    public Task<PaymentIntent> Create(PaymentIntentRequest request, CancellationToken ct) => throw Refusal();
    public Task<PaymentIntent?> Retrieve(string intentId, CancellationToken ct) => throw Refusal();
    public Task<PaymentIntent> Capture(string intentId, Money amount, string idempotencyKey, CancellationToken ct) => throw Refusal();
    public Task<PaymentIntent> Cancel(string intentId, string idempotencyKey, CancellationToken ct) => throw Refusal();
    public Task<PaymentRefund> Refund(string intentId, Money amount, string idempotencyKey, CancellationToken ct) => throw Refusal();

    private static RuleBroken Refusal() => new("This shop cannot take card payments yet: no payment provider is set up.");
}
