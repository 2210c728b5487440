namespace Shop.Web;

/// <summary>A clock that is some days ahead, for a developer who wants to see what time does: points that are released, tiers and offers that end.</summary>
public sealed class ClockAhead(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
