namespace Shop.Search;

/// <summary>Writes words as an FTS5 expression. Only letters, digits and our own operators ever get into it.</summary>
internal static class MatchExpression
{
    /// <summary>All of the words, each in any of its forms or as a synonym. Synonyms do not match makers' names: “blue” also means Fjord, but not Fjord &amp; Co.</summary>
    public static string All(IReadOnlyList<Word> words, SynonymBook synonyms, bool lastMayGoOn = false)
    {
        var parts = new List<string>();
        for (var at = 0; at < words.Count;)
        {
            var (length, others) = synonyms.At(words, at);
            var span = words.Skip(at).Take(length).ToList();
            var goesOn = lastMayGoOn && at + length == words.Count;
            var itself = string.Join(" AND ", span.Select((w, i) => One(w, goesOn && i == span.Count - 1)));
            parts.Add(others.Count == 0 ? itself : $"(({itself}) OR {{name labels attributes}} : ({string.Join(" OR ", others.Select(Phrase))}))");
            at += length;
        }
        return string.Join(" AND ", parts);
    }

    /// <summary>Any of the words.</summary>
    public static string Any(IReadOnlyList<Word> words) => string.Join(" OR ", words.Select(w => One(w, false)));

    private static string One(Word word, bool goesOn)
    {
        var forms = word.Unspaced ? SearchText.Grams(word.Text, alsoSingle: false) : SearchText.Forms(word.Text);
        var join = word.Unspaced ? " AND " : " OR ";
        return $"({string.Join(join, forms.Select(f => Quoted(f) + (goesOn && !word.Unspaced ? "*" : "")))})";
    }

    private static string Phrase(string[] words) => words.Length == 1 ? Quoted(words[0]) : $"NEAR({string.Join(' ', words.Select(Quoted))}, 3)";

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
