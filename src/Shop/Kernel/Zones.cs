namespace Shop.Kernel;

/// <summary>Time zones by their IANA names, as far as the machine knows them.</summary>
public static class Zones
{
    /// <exception cref="RuleBroken">The machine has no data about it.</exception>
    public static TimeZoneInfo Of(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone
        : throw new RuleBroken($"This machine knows nothing about the time zone {id}: install its time zone data (the package tzdata), or correct the variable TZDIR.");
}
