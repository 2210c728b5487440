using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>
/// The points of a member as a way to pay a part of an order beside the card: set aside when the order is placed, spent when it is paid, put back when it comes to nothing.
/// All but <see cref="Terms"/> run inside the order's transaction, and being told twice changes nothing.
/// </summary>
public interface ITender
{
    /// <summary>What this customer could pay of this cart, and what of it they chose. Null when they have no points account.</summary>
    Task<TenderTerms?> Terms(TenderQuestion question, CancellationToken ct);

    /// <summary>Sets points aside. False when they are no longer there, or may not pay so much any more.</summary>
    Task<bool> Authorize(Order order, TenderQuestion question, DateTime now, CancellationToken ct);

    /// <summary>Spends what was set aside. False when it was put back before.</summary>
    Task<bool> Capture(Guid orderId, DateTime now, CancellationToken ct);

    /// <summary>Puts back what was set aside.</summary>
    Task Void(Guid orderId, DateTime now, CancellationToken ct);

    /// <summary>Gives back so much of what was paid, or all that is left of it.</summary>
    Task Refund(Guid orderId, Money? amount, Actor by, DateTime now, CancellationToken ct);
}

/// <summary>Who wants to pay how many points of what.</summary>
/// <param name="Total">All that is to be paid, delivery included.</param>
public sealed record TenderQuestion(Guid CustomerId, long Wanted, IReadOnlyList<TenderLine> Lines, Money Total);

/// <summary>One article that may, or may not, be paid with points.</summary>
public sealed record TenderLine(Guid ProductId, Guid? CategoryId, Money Total);

/// <summary>How many points can pay how much. Points go in steps of equal worth.</summary>
/// <param name="Balance">What can be spent at this moment.</param>
/// <param name="Most">As many as this cart takes, a multiple of the step; zero when it takes none.</param>
/// <param name="Chosen">What the customer chose, within these limits.</param>
/// <param name="Trouble">Why it is less than they wanted, or why none can be used, as a sentence; null when all is well.</param>
public sealed record TenderTerms(long Balance, long Minimum, long Step, Money StepWorth, long Most, long Chosen, string? Trouble)
{
    /// <summary>What the points are called.</summary>
    public required Noun Words { get; init; }

    public Money Worth(long points) => new(points / Step * StepWorth.Minor);

    public Money Amount => Worth(Chosen);
}
