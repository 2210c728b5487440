using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shop.Imports;

/// <summary>Makes a name for people of what a till knew in capitals: “WHITE HANGING HEART T-LIGHT HOLDER ” becomes “White hanging heart T-light holder”.</summary>
internal static partial class ProductName
{
    private static readonly HashSet<string> Proper = new(StringComparer.OrdinalIgnoreCase)
    {
        "Christmas", "Xmas", "Easter", "Halloween", "Valentine", "Valentines", "Santa", "Rudolph", "Noel", "London", "Paris", "England", "English", "Britain", "British", "French", "France", "Spanish",
        "Italian", "German", "Swiss", "Swedish", "Danish", "Norwegian", "Scandinavian", "Nordic", "Dutch", "Irish", "Scottish", "Russian", "American", "African", "Asian", "Indian", "India", "China", "Chinese",
        "Japanese", "Japan", "Moroccan", "Turkish", "Egyptian", "Hawaiian", "Tuscan", "Victorian", "Edwardian", "Georgian", "York", "Manhattan", "Venetian", "Tahiti", "Union", "Jack", "Alice", "Emily", "Tilda",
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December",
    };

    private static readonly HashSet<string> Capitals = new(StringComparer.OrdinalIgnoreCase) { "UK", "USA", "US", "EU", "LED", "TV", "CD", "DVD", "USB", "XL", "XXL", "I", "DIY", "BBQ", "NYC", "WC", "AC", "DC", "A4", "A5", "A6", "A3" };

    public static string Of(string description)
    {
        var text = Spaces().Replace(description, " ").Trim(' ', ',', ';', '*', '-');
        if (text.Length > Catalog.Product.NameMaxLength) text = text[..Catalog.Product.NameMaxLength].TrimEnd();
        if (text.Length == 0 || text.Any(char.IsLower)) return Capitalised(text); // somebody wrote it with care
        var name = new StringBuilder(text.Length);
        foreach (var word in Words().Matches(text).Select(m => m.Value)) name.Append(Written(word));
        return Capitalised(name.ToString());
    }

    private static string Written(string word)
    {
        if (!char.IsLetter(word[0])) return word;
        if (Capitals.Contains(word)) return word.ToUpperInvariant();
        var lower = word.ToLower(CultureInfo.InvariantCulture);
        if (OneLetterFirst().IsMatch(word)) return word[0] + lower[1..]; // T-light, A-frame
        return Proper.Contains(word) || Proper.Contains(word.Replace("'S", "", StringComparison.Ordinal)) ? Capitalised(lower) : lower;
    }

    private static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\p{L}\d]+(?:['’\-][\p{L}\d]+)*|[^\p{L}\d]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\p{L}-\p{L}")]
    private static partial Regex OneLetterFirst();
}
