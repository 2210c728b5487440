namespace Shop.Search;

/// <summary>The words the shop's products are written with, and the likeliest of them for a word that is not there.</summary>
internal sealed class SpellBook
{
    private const int VeryMany = 20_000;

    // Nobody looks for these, so nobody misspells them.
    private static readonly HashSet<string> Idle =
    [
        "about", "after", "all", "also", "and", "any", "are", "because", "been", "but", "can", "does", "each", "even", "for", "from", "had", "has", "have", "her", "here", "his", "how", "into", "its",
        "just", "like", "made", "make", "many", "more", "most", "much", "not", "now", "off", "one", "only", "our", "out", "over", "own", "she", "some", "than", "that", "the", "their", "them", "then",
        "there", "they", "this", "those", "too", "under", "until", "very", "was", "well", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with", "you", "your",
    ];

    private readonly Dictionary<string, KnownWord> _words;
    private readonly ILookup<int, KnownWord> _byLength;

    public SpellBook(IReadOnlyList<KnownWord> words)
    {
        _words = words.ToDictionary(w => w.Text);
        _byLength = words.Where(w => w.Text.Length > 2 && !w.Text.Any(char.IsDigit) && !Idle.Contains(w.Text)).ToLookup(w => w.Text.Length);
    }

    public bool IsLarge => _words.Count > VeryMany;

    /// <summary>How many products have the word.</summary>
    public int Count(string word) => SearchText.Forms(word).Max(w => _words.GetValueOrDefault(w).Products);

    /// <summary>Whether something is called so, made by somebody called so, or stands on a shelf called so.</summary>
    public bool Names(string word) => SearchText.Forms(word).Any(w => _words.GetValueOrDefault(w).Named > 0);

    /// <summary>Words one slip of the finger away (two for long words), likeliest first: people look for what things are called.</summary>
    public IReadOnlyList<string> Near(string word, int most = 5)
    {
        if (word.Length < 3 || word.Any(char.IsDigit)) return [];
        var slips = word.Length >= 8 ? 2 : 1;
        var near = new List<(KnownWord Word, int Distance)>();
        for (var length = word.Length - slips; length <= word.Length + slips; length++)
            foreach (var known in _byLength[length])
                if (known.Text != word && Distance(word, known.Text, slips) is var distance && distance <= slips) near.Add((known, distance));
        return [.. near.OrderBy(n => n.Distance).ThenByDescending(n => n.Word.Named > 0).ThenByDescending(n => n.Word.Text[0] == word[0])
            .ThenByDescending(n => n.Word.Named).ThenByDescending(n => n.Word.Products).ThenBy(n => n.Word.Text, StringComparer.Ordinal).Take(most).Select(n => n.Word.Text)];
    }

    /// <summary>“teaspoon” for “tea” and “spoon” if the shop knows it, and the other way round.</summary>
    public (string First, string Second)? Split(string word)
    {
        for (var at = word.Length - 3; at >= 3; at--)
            if (!char.IsSurrogate(word[at]) && Count(word[..at]) > 0 && Count(word[at..]) > 0) return (word[..at], word[at..]);
        return null;
    }

    /// <summary>Damerau and Levenshtein's distance: letters added, left out, changed, or two neighbours swapped. Anything above the limit is the limit and one.</summary>
    internal static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        var width = b.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        Span<int> before = rows[..width], last = rows.Slice(width, width), row = rows[(2 * width)..];
        for (var j = 0; j < width; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j < width; j++)
            {
                var same = a[i - 1] == b[j - 1];
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                best = Math.Min(best, row[j]);
            }
            if (best > limit) return limit + 1;
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.Min(last[b.Length], limit + 1);
    }
}
