namespace Shop.Search;

/// <summary>The words the shop's products are written with, and the likeliest of them for a word that is not there.</summary>
internal sealed class SpellBook
{
    private const int VeryMany = 20_000;

    private readonly Dictionary<string, int> _products;
    private readonly ILookup<int, (string Text, int Products)> _byLength;

    public SpellBook(IReadOnlyList<(string Text, int Products)> words)
    {
        _products = words.ToDictionary(w => w.Text, w => w.Products);
        _byLength = words.Where(w => w.Text.Length > 2 && !w.Text.Any(char.IsDigit)).ToLookup(w => w.Text.Length);
    }

    public bool IsLarge => _products.Count > VeryMany;

    /// <summary>How many products have the word.</summary>
    public int Count(string word) => SearchText.Forms(word).Max(w => _products.GetValueOrDefault(w));

    /// <summary>Words one slip of the finger away (two for long words), likeliest first.</summary>
    public IReadOnlyList<string> Near(string word, int most = 5)
    {
        if (word.Length < 3 || word.Any(char.IsDigit)) return [];
        var slips = word.Length >= 8 ? 2 : 1;
        var near = new List<(string Text, int Distance, int Products)>();
        for (var length = word.Length - slips; length <= word.Length + slips; length++)
            foreach (var (text, products) in _byLength[length])
                if (text != word && Distance(word, text, slips) is var distance && distance <= slips) near.Add((text, distance, products));
        return [.. near.OrderBy(n => n.Distance).ThenByDescending(n => n.Text[0] == word[0]).ThenByDescending(n => n.Products).ThenBy(n => n.Text, StringComparer.Ordinal).Take(most).Select(n => n.Text)];
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
