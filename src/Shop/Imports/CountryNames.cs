using System.Globalization;

namespace Shop.Imports;

/// <summary>Turns a country as retailers write it into its code; empty when it is none.</summary>
internal static class CountryNames
{
    private static readonly Dictionary<string, string> Known = MakeKnown();

    public static string CodeOf(string name) => Known.GetValueOrDefault(name.Trim(), "");

    private static Dictionary<string, string> MakeKnown()
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["UK"] = "GB", ["Great Britain"] = "GB", ["England"] = "GB", ["Scotland"] = "GB", ["Wales"] = "GB", ["Northern Ireland"] = "GB", ["EIRE"] = "IE", ["Republic of Ireland"] = "IE",
            ["USA"] = "US", ["United States of America"] = "US", ["RSA"] = "ZA", ["Channel Islands"] = "JE", ["Czech Republic"] = "CZ", ["Holland"] = "NL", ["Hong Kong"] = "HK",
            ["Korea"] = "KR", ["South Korea"] = "KR", ["Russia"] = "RU", ["Turkey"] = "TR", ["Macedonia"] = "MK", ["UAE"] = "AE", ["Viet Nam"] = "VN",
        };
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            if (culture.LCID == 4096 && culture.Name.Length < 5) continue;
            var region = new RegionInfo(culture.Name);
            if (region.TwoLetterISORegionName.Length != 2 || char.IsDigit(region.TwoLetterISORegionName[0])) continue;
            foreach (var name in new[] { region.EnglishName, region.NativeName, region.TwoLetterISORegionName, region.ThreeLetterISORegionName }) known.TryAdd(name, region.TwoLetterISORegionName);
        }
        return known;
    }
}
