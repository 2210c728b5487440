using System.Text.RegularExpressions;

namespace Shop.Web.Storefront.Dev;

/// <summary>Finds the addresses in a text part, so that a page can make links of them.</summary>
public static partial class LetterText
{
    public static IEnumerable<(string Text, bool IsUrl)> Parts(string text) =>
        Urls().Split(text).Select(part => (part, part.StartsWith("http", StringComparison.Ordinal) && Uri.IsWellFormedUriString(part, UriKind.Absolute)));

    [GeneratedRegex(@"(https?://[^\s]+)")]
    private static partial Regex Urls();
}
