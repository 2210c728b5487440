using Shop.Payments.TestGateway;

namespace Shop.Web.TestGateway;

/// <summary>The test gateway's page for one payment.</summary>
public sealed record PaymentPage(string Id, string OrderNumber, string Amount, string Merchant, string? Failure, CardForm Form)
{
    /// <summary>Whether the payer's wallet is known: it is what they pay with, unless they ask for a card.</summary>
    public bool ByWallet { get; init; }

    public IReadOnlyList<TestCard> Cards => TestCard.All;
}

/// <summary>One payment as the test gateway's own list shows it, with the notices about it.</summary>
public sealed record PaymentRow(string Id, string OrderNumber, string Amount, string Status, string? Card, DateTime At, IReadOnlyList<NoticeRow> Notices);

/// <summary>One notice: what it says and whether it arrived.</summary>
public sealed record NoticeRow(string Type, DateTime At, string Fate);
