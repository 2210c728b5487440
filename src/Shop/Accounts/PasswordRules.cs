using System.Collections.Frozen;
using System.Text;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Which passwords are refused, and why, in a sentence. Long ones are welcome, odd signs are not asked for; what many people choose, or what the shop and the person give away, is refused.</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MinLengthOfStaff = 15;
    public const int MaxLength = 128;
    private const int LeftOverMin = 8; // so much must remain when names are taken out
    private const int DistinctMin = 5;

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "qsdfghjklm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"];
    private static readonly FrozenSet<string> Common = ReadCommon();

    /// <summary>Why this password is refused, or null.</summary>
    /// <param name="context">Words an attacker would try first: the shop's name, the person's name and address.</param>
    public static string? Refusal(string password, bool forStaff, params IEnumerable<string> context)
    {
        var min = forStaff ? MinLengthOfStaff : MinLength;
        if (password.Length < min) return $"Use at least {min} characters. A few words in a row are easy to remember.";
        if (password.Length > MaxLength) return $"Use at most {MaxLength} characters.";

        var plain = Plain(password);
        if (IsCommon(password, plain)) return "Too many people use this password. Choose a few words that do not belong together.";
        if (plain.Distinct().Count() < DistinctMin || IsRepeated(plain)) return "This repeats itself. Choose a few words that do not belong together.";
        if (IsSequence(plain)) return "This is a row of keys or letters. Choose a few words that do not belong together.";
        if (SaysTooMuch(plain, context)) return "This is mostly your name, your e-mail address or the name of the shop. Choose other words.";
        return null;
    }

    /// <summary>Whether this one is on the list of what many people use and thieves try first.</summary>
    public static bool IsWellKnown(string password) => IsCommon(password, Plain(password));

    private static bool IsCommon(string password, string plain)
    {
        var bare = plain.Trim("0123456789".ToCharArray());
        return Common.Contains(password.ToLowerInvariant()) || Common.Contains(plain) || bare.Length > 0 && Common.Contains(bare)
            || Common.Contains(Unleet(plain)) || Common.Contains(Unleet(bare));
    }

    // “abcabcabcabc” and “password password”: some short unit, again and again.
    private static bool IsRepeated(string plain) =>
        Enumerable.Range(1, plain.Length / 2).Any(unit => plain.Length % unit == 0 && Enumerable.Range(0, plain.Length).All(i => plain[i] == plain[i % unit]));

    private static bool IsSequence(string plain)
    {
        if (plain.Length < 2) return false;
        var steps = Enumerable.Range(1, plain.Length - 1).Count(i => Rows.Any(r => AreNeighbours(r, plain[i - 1], plain[i])));
        return steps >= (plain.Length - 1) * 0.75;
    }

    private static bool AreNeighbours(string row, char a, char b) => row.IndexOf(a) is >= 0 and var at && row.IndexOf(b) is >= 0 and var next && Math.Abs(at - next) == 1;

    private static bool SaysTooMuch(string plain, IEnumerable<string> context)
    {
        var words = context.SelectMany(c => c.Split([' ', '.', '-', '_', '@', '+', '&']).Append(c)).Select(Plain).Where(w => w.Length >= 4).Distinct().OrderByDescending(w => w.Length);
        var rest = plain;
        foreach (var word in words) rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length < plain.Length && rest.Count(char.IsLetter) < LeftOverMin;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) plain.Append(c);
        return plain.Length >= 4 ? plain.ToString() : text.ToLowerInvariant(); // a password of signs only is as good as its signs
    }

    private static string Unleet(string plain) =>
        string.Create(plain.Length, plain, (into, from) =>
        {
            for (var i = 0; i < into.Length; i++) into[i] = from[i] switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '8' => 'b', '9' => 'g', var c => c };
        });

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("accounts/common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }

    /// <summary>What an attacker would try first for this person in this shop.</summary>
    public static IEnumerable<string> ContextOf(string? shop, string email, string name) =>
        new[] { shop ?? "", EmailAddress.Normalise(email), EmailAddress.Normalise(email).Split('@')[0], name }.Where(t => t.Length > 0);
}
