namespace Shop.Kernel;

/// <summary>A country the shop knows: its code, its name, whether EU rules of trade hold there, and what its postcodes look like (9 = digit, A = letter).</summary>
public sealed record Country(string Code, string Name, bool InEu, string PostcodeMask)
{
    /// <summary>“5555”, “555 55”, “AB1 2CD”: what one looks like.</summary>
    public string PostcodeExample => Code switch { "GB" => "SW1A 1AA", "IE" => "D02 X285", "MT" => "VLT 1117", _ => PostcodeMask.Replace('9', '5').Replace('A', 'B') };
}

/// <summary>The countries of Europe that parcels can go to.</summary>
public static class Countries
{
    public static IReadOnlyList<Country> All { get; } =
    [
        new("AT", "Austria", true, "9999"), new("BE", "Belgium", true, "9999"), new("BG", "Bulgaria", true, "9999"), new("HR", "Croatia", true, "99999"),
        new("CY", "Cyprus", true, "9999"), new("CZ", "Czechia", true, "999 99"), new("DK", "Denmark", true, "9999"), new("EE", "Estonia", true, "99999"),
        new("FI", "Finland", true, "99999"), new("FR", "France", true, "99999"), new("DE", "Germany", true, "99999"), new("GR", "Greece", true, "999 99"),
        new("HU", "Hungary", true, "9999"), new("IS", "Iceland", false, "999"), new("IE", "Ireland", true, "A99 AAAA"), new("IT", "Italy", true, "99999"),
        new("LV", "Latvia", true, "9999"), new("LT", "Lithuania", true, "99999"), new("LU", "Luxembourg", true, "9999"), new("MT", "Malta", true, "AAA 9999"),
        new("NL", "Netherlands", true, "9999 AA"), new("NO", "Norway", false, "9999"), new("PL", "Poland", true, "99-999"), new("PT", "Portugal", true, "9999-999"),
        new("RO", "Romania", true, "999999"), new("SK", "Slovakia", true, "999 99"), new("SI", "Slovenia", true, "9999"), new("ES", "Spain", true, "99999"),
        new("SE", "Sweden", true, "999 99"), new("CH", "Switzerland", false, "9999"), new("GB", "United Kingdom", false, ""),
    ];

    public static Country? Find(string? code) => All.FirstOrDefault(c => c.Code == code);

    /// <summary>“Norway”; a code we do not know is shown as it is.</summary>
    public static string NameOf(string code) => Find(code)?.Name ?? code;

    /// <summary>Whether the postcode can exist there; spaces, hyphens and the country's own prefix do not matter.</summary>
    public static bool AcceptsPostcode(string code, string postcode)
    {
        if (Find(code) is not { } country) return postcode.Length > 0;
        var given = Bare(postcode);
        if (given.Length == 0) return false;
        if (code == "GB") return given.Length is >= 5 and <= 7 && char.IsAsciiLetter(given[0]) && char.IsAsciiDigit(given[^3]) && given.All(char.IsAsciiLetterOrDigit);
        var mask = Bare(country.PostcodeMask);
        if (given.Length == mask.Length + 2 && given.StartsWith(code, StringComparison.Ordinal)) given = given[2..];
        if (code == "IE") return given.Length == mask.Length && given.All(char.IsAsciiLetterOrDigit);
        return given.Length == mask.Length && given.Zip(mask).All(pair => pair.Second == '9' ? char.IsAsciiDigit(pair.First) : char.IsAsciiLetter(pair.First));
    }

    private static string Bare(string postcode) => new([.. postcode.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
}
