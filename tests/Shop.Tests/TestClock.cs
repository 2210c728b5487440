namespace Shop.Tests;

/// <summary>A clock that stands still until a test moves it. Timers still run in real time.</summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>A Tuesday forenoon: no holiday, no weekend and no clock change near.</summary>
    public static readonly DateTime Opening = new(2026, 6, 2, 10, 0, 0, DateTimeKind.Utc);

    private long _ticks = Opening.Ticks;

    public DateTime Now
    {
        get => new(Interlocked.Read(ref _ticks), DateTimeKind.Utc);
        set => Interlocked.Exchange(ref _ticks, value.Ticks);
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Now);

    // What is measured by this clock takes no time, unless a test moves it.
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}
