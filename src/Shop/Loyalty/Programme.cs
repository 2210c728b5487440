using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>The club: what it is called, what its points are called, and in whose midnight it counts.</summary>
public sealed class Programme : Entity
{
    public const int NameMaxLength = 80;
    public const int WordMaxLength = 30;
    public const int ZoneMaxLength = 60;
    public const int LongestEdition = 3;

    private Programme() { }

    public string Name { get; private set; } = "";

    /// <summary>“point” and “points”, in the club's own words.</summary>
    public string PointWord { get; private set; } = "";
    public string PointsWord { get; private set; } = "";

    /// <summary>IANA name. It stays: every period that was counted was counted in it.</summary>
    public string Zone { get; private init; } = "";

    /// <summary>For how many years a member card is printed.</summary>
    public int EditionYears { get; private set; }
    public DateTime OpenedAt { get; private init; }

    /// <exception cref="RuleBroken">A name is missing or too long, the zone is unknown, or an edition is not 1 to 3 years.</exception>
    public static Programme Open(string name, string pointWord, string pointsWord, string zone, int editionYears, DateTime now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId) throw new RuleBroken($"“{zone}” is not a time zone.");
        var programme = new Programme { Zone = zone, OpenedAt = now };
        programme.Describe(name, pointWord, pointsWord, editionYears);
        return programme;
    }

    public void Describe(string name, string pointWord, string pointsWord, int editionYears)
    {
        if (editionYears is < 1 or > LongestEdition) throw new RuleBroken($"An edition lasts 1 to {LongestEdition} years.");
        (Name, PointWord, PointsWord) = (Text(name, NameMaxLength, "a name"), Text(pointWord, WordMaxLength, "a word for one point"), Text(pointsWord, WordMaxLength, "a word for several points"));
        EditionYears = editionYears;
    }

    private static string Text(string text, int most, string what) =>
        text.Trim() is { Length: > 0 } trimmed && trimmed.Length <= most ? trimmed : throw new RuleBroken($"Enter {what} of 1 to {most} characters.");
}
