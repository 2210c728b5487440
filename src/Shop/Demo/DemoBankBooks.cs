using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Demo;

/// <summary>What the test gateway's books say about the demo's later payments, so that they can be given back.</summary>
internal sealed class DemoBankBooks(DateTime now)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(120);

    public List<TestIntent> Intents { get; } = [];
    public List<TestRefund> Refunds { get; } = [];

    public void Enter(DemoOrder made)
    {
        var (order, attempt) = (made.Order, made.Attempt);
        if (attempt?.IntentId is not { } id || order.PlacedAt < now - Remembered) return;
        Intents.Add(new TestIntent
        {
            Id = id, OrderId = order.Id, OrderNumber = order.Number, Amount = attempt.Amount.Minor, Currency = attempt.Currency, Email = order.Email, ReturnUrl = attempt.ReturnUrl,
            Status = attempt.State == PaymentAttemptState.Succeeded ? IntentStatus.Succeeded : IntentStatus.Canceled,
            Captured = order.Captured.Minor, Refunded = order.Refunded.Minor, CardLast4 = "4242", CreatedAt = attempt.StartedAt,
        });
        if (order.Refunded.Minor > 0) Refunds.Add(new TestRefund { Id = $"re_{id[3..]}", IntentId = id, Amount = order.Refunded.Minor, At = made.Return?.At ?? order.CancelledAt!.Value });
    }
}
