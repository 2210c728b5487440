using System.Globalization;
using System.Text;

namespace Shop.Search;

/// <summary>Turns any text into the words by which it is found: small letters without marks, and single characters and pairs for scripts that do not part words.</summary>
internal static class SearchText
{
    private const int LongestWord = 40;

    /// <summary>The words of a text as they are typed; never fails, whatever the text.</summary>
    public static IReadOnlyList<Word> Words(string? text)
    {
        var words = new List<Word>();
        if (string.IsNullOrEmpty(text)) return words;
        var word = new StringBuilder();
        var run = new List<string>();
        foreach (var rune in Sound(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (IsUnspaced(rune))
            {
                EndWord();
                run.Add(rune.ToString());
                continue;
            }
            EndRun();
            if (rune.Value is '\'' or 0x2019 or 0xAD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) continue; // children's = childrens
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark) Fold(rune, word);
            else EndWord();
        }
        EndWord();
        EndRun();
        return words;

        void EndWord()
        {
            if (word.Length > 0) words.Add(new Word(Cut(word.ToString()), false));
            word.Clear();
        }

        void EndRun()
        {
            if (run.Count > 0) words.Add(new Word(string.Concat(run), true));
            run.Clear();
        }
    }

    /// <summary>A text as the index keeps it: each word, its singular beside it, and characters and pairs of unspaced scripts.</summary>
    public static string Indexed(string? text)
    {
        var indexed = new StringBuilder();
        foreach (var word in Words(text))
        {
            foreach (var token in word.Unspaced ? Grams(word.Text, alsoSingle: true) : Forms(word.Text)) indexed.Append(token).Append(' ');
        }
        return indexed.ToString();
    }

    /// <summary>A word and, if it looks like an English plural, its singular.</summary>
    public static IEnumerable<string> Forms(string word)
    {
        yield return word;
        if (Singular(word) is { } singular) yield return singular;
    }

    /// <summary>“茶壶垫” is 茶壶 and 壶垫; in the index also 茶, 壶 and 垫. A single character is itself.</summary>
    public static IEnumerable<string> Grams(string run, bool alsoSingle)
    {
        var characters = run.EnumerateRunes().Select(r => r.ToString()).ToList();
        if (alsoSingle || characters.Count == 1) foreach (var character in characters) yield return character;
        for (var i = 1; i < characters.Count; i++) yield return characters[i - 1] + characters[i];
    }

    public static string? Singular(string word)
    {
        if (word.Length < 4 || word[^1] != 's' || word.Any(c => c is < 'a' or > 'z')) return null;
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word.Length > 4 ? word[..^3] + "y" : null;
        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("zes", StringComparison.Ordinal)) return word[..^2];
        return word[^2] is 's' or 'u' or 'i' ? null : word[..^1];
    }

    // Half a surrogate pair and the code points that are no characters would make normalisation fail.
    private static string Sound(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            sound.Append((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF or 0xFFFD ? " " : rune.ToString());
        return sound.ToString();
    }

    private static void Fold(Rune rune, StringBuilder into)
    {
        var lower = Rune.ToLowerInvariant(rune);
        if (lower.IsAscii)
        {
            into.Append((char)lower.Value);
            return;
        }
        foreach (var part in lower.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) == UnicodeCategory.NonSpacingMark) continue;
            into.Append(part.Value switch
            {
                'ø' => "o",
                'æ' => "ae",
                'œ' => "oe",
                'ß' => "ss",
                'ł' => "l",
                'đ' => "d",
                'ð' => "d",
                'þ' => "th",
                'ı' => "i",
                'ħ' => "h",
                'ŋ' => "n",
                'ς' => "σ",
                _ => part.ToString(),
            });
        }
    }

    private static string Cut(string word) => word.Length <= LongestWord ? word : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];

    private static bool IsUnspaced(Rune rune) => rune.Value is
        >= 0x0E00 and <= 0x0E7F or >= 0x3040 and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF
        or 0x3005 or 0x3007 or >= 0xAC00 and <= 0xD7AF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF
        && Rune.IsLetterOrDigit(rune);
}

/// <summary>A word as it is looked for; a run of a script without spaces is one word.</summary>
internal readonly record struct Word(string Text, bool Unspaced);
