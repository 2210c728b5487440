using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Says what a return would do to a member's points and tier, by doing it and taking it back: the steps are those that act, and nothing is kept.</summary>
public interface IPointsOfReturn
{
    /// <param name="pieces">How many of which line come back.</param>
    /// <param name="worth">What is given back in points, as the money they paid.</param>
    /// <returns>Null when neither points nor a tier are touched.</returns>
    Task<PointsOfReturn?> Of(Guid orderId, IReadOnlyDictionary<Guid, int> pieces, Money worth, CancellationToken ct);
}

/// <summary>What a return does in the club.</summary>
/// <param name="TakenBack">Points the pieces had earned.</param>
/// <param name="WereWaiting">How many of these could not be spent yet.</param>
/// <param name="GivenBack">Points that paid for them.</param>
/// <param name="Owed">What of the points taken back is no longer there, and is repaid by the next ones.</param>
/// <param name="Tier">The name of the tier afterwards, when it is another one; else null.</param>
public sealed record PointsOfReturn(long TakenBack, long WereWaiting, long GivenBack, long Owed, string? Tier);
