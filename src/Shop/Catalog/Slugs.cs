using System.Globalization;
using System.Text;

namespace Shop.Catalog;

/// <summary>Turns names into the part of an address that names a thing: small Latin letters, digits, single hyphens.</summary>
public static class Slugs
{
    public static bool IsValid(string slug) =>
        slug.Length is > 0 and <= Product.SlugMaxLength && slug[0] != '-' && slug[^1] != '-' && slug.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    /// <summary>“Blåbær jam, 2 kg” becomes “blabaer-jam-2-kg”. Empty when nothing of the name can be written so.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            var written = c switch
            {
                'ø' => "o",
                'æ' => "ae",
                'œ' => "oe",
                'ß' => "ss",
                'đ' => "d",
                'ð' => "d",
                'þ' => "th",
                'ł' => "l",
                'ı' => "i",
                '&' => " and ",
                _ when CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark => "",
                '\'' or '’' => "",
                >= 'a' and <= 'z' or >= '0' and <= '9' => c.ToString(),
                _ => " ",
            };
            slug.Append(written);
        }
        var joined = string.Join('-', slug.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return joined.Length <= Product.SlugMaxLength ? joined : joined[..Product.SlugMaxLength].TrimEnd('-');
    }
}
