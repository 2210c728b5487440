namespace Shop.Loyalty;

/// <summary>How many points members may give each other.</summary>
public sealed record GiftTerms
{
    public long Minimum { get; init; } = 50;
    public long Step { get; init; } = 10;

    /// <summary>The most that one member gives away within a local day.</summary>
    public long PerDay { get; init; } = 500;
}
