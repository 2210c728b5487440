namespace Shop.Search;

/// <summary>Which words mean the same, as the shop's settings say it.</summary>
internal sealed class SynonymBook
{
    private const int LongestPhrase = 4;
    private readonly Dictionary<string, HashSet<string>> _same = [];

    public SynonymBook(IEnumerable<string> groups)
    {
        foreach (var group in groups)
        {
            var phrases = group.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => Key(SearchText.Words(p))).Where(p => p.Length > 0).Distinct().ToList();
            foreach (var phrase in phrases)
            {
                if (!_same.TryGetValue(phrase, out var others)) _same[phrase] = others = [];
                others.UnionWith(phrases.Where(p => p != phrase));
            }
        }
    }

    /// <summary>The longest phrase with synonyms that begins here: how many words it has, and what else it is called, each as its words.</summary>
    public (int Length, IReadOnlyList<string[]> Others) At(IReadOnlyList<Word> words, int from)
    {
        for (var length = Math.Min(LongestPhrase, words.Count - from); length >= 1; length--)
            if (_same.TryGetValue(Key(words.Skip(from).Take(length)), out var others)) return (length, [.. others.Select(o => o.Split(' '))]);
        return (1, []);
    }

    private static string Key(IEnumerable<Word> words) => string.Join(' ', words.Select(w => SearchText.Singular(w.Text) ?? w.Text));
}
