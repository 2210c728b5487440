using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Somebody found a review helpful. One vote for each person and review.</summary>
public sealed class ReviewVote
{
    public const int VoterMaxLength = 80;

    public Guid Id { get; private init; } = NewId.Next();
    public Guid ReviewId { get; init; }

    /// <summary>“customer:…” or “visitor:…” with the print of what their browser carries.</summary>
    public required string Voter { get; init; }
    public DateTime At { get; init; }

    public static string Customer(Guid id) => $"customer:{id:N}";

    public static string Visitor(string secret) => $"visitor:{Secret.PrintOf(secret)}";
}
