using Shop.Catalog;

namespace Shop.Search;

/// <summary>One look into the index: first as typed, then as the beginning of a word, then with a slip mended, at last with some of the words.</summary>
internal sealed class Lookup(SearchFile file, SpellBook spelling, SynonymBook synonyms, Assortment assortment, HashSet<Guid>? within)
{
    private const int Few = 3;
    private const int MostSuggested = 100;

    /// <summary>What was found, best first, and how the words were taken.</summary>
    public sealed record Found(IReadOnlyList<ListedProduct> Products, Reading Reading = Reading.AsTyped, string? CorrectedText = null, string? DidYouMean = null)
    {
        /// <summary>Words that are not likely enough to be taken for the typed ones, but may be meant.</summary>
        public IReadOnlyList<string> Guesses { get; init; } = [];
    }

    public Found Find(List<Word> words)
    {
        var products = Rank(MatchExpression.All(words, synonyms), words);
        if (products.Count < Few) products = [.. products.Union(TogetherOrApart(words).SelectMany(other => Rank(MatchExpression.All(other, synonyms), other)))];
        if (products.Count >= Few) return new Found(products);

        var unknown = words.Any(w => !w.Unspaced && spelling.Count(w.Text) == 0 && synonyms.At([w], 0).Others.Count == 0);
        var mended = products.Count > 0 && !unknown ? null : Mend(words);
        if (products.Count > 0) return new Found(products, DidYouMean: mended is null ? null : Text(mended));

        if (words[^1] is { Unspaced: false, Text.Length: >= 3 })
        {
            var begun = Rank(MatchExpression.All(words, synonyms, lastMayGoOn: true), words);
            if (begun.Count > 0) return new Found(begun, DidYouMean: mended is null ? null : Text(mended));
        }
        if (mended is not null && IsSure(mended, words)) return new Found(RankWithTogetherOrApart(mended), Reading.Corrected, Text(mended));

        var some = words.Count > 1 ? Rank(MatchExpression.Any(words), words) : [];
        return new Found(some, some.Count > 0 ? Reading.SomeWords : Reading.AsTyped) { Guesses = mended is null ? [] : Guesses(words, mended) };
    }

    public Suggestions Suggest(List<Word> words)
    {
        var products = Rank(MatchExpression.All(words, synonyms, lastMayGoOn: true), words, MostSuggested);
        string? corrected = null;
        if (products.Count == 0 && Mend(words) is { } mended && IsSure(mended, words))
        {
            words = mended;
            corrected = Text(mended);
            products = RankWithTogetherOrApart(words, MostSuggested);
        }
        var categories = assortment.Categories.Where(c => NameHas(c.Name, words) && assortment.In(c).Count > 0).Take(2).Select(c => c.Id).ToList();
        var queries = Queries(products, words).Take(3).ToList();
        return new Suggestions([.. products.Take(Suggestions.Most - categories.Count - queries.Count - (queries.Count == 0 ? 4 : 0)).Take(5).Select(p => p.Id)], categories, queries) { CorrectedText = corrected };
    }

    private List<ListedProduct> Rank(string expression, List<Word> words, int most = int.MaxValue)
    {
        var suggesting = most != int.MaxValue;
        return [.. file.Match(expression, most)
            .Where(hit => within is null || within.Contains(hit.Product))
            .Select(hit => (Product: assortment.Product(hit.Product), hit.Score))
            .Where(hit => hit.Product is not null)
            .Select(hit => (Product: hit.Product!, Score: hit.Score * Liking(hit.Product!, suggesting) * Likeness(hit.Product!, words, suggesting)))
            .OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Product.SoldLately).ThenBy(hit => hit.Product.Id).Select(hit => hit.Product)];
    }

    // What sells is likelier meant, the more so while only a part is typed; what is sold out is not what one hopes to find first.
    private static double Liking(ListedProduct product, bool suggesting) => (1 + (suggesting ? 0.3 : 0.25) * Math.Log(1 + product.SoldLately)) * (product.InStock ? 1 : 0.7);

    // Words that stand together in the name are what was asked for; the same words scattered over a description may be anything.
    private static double Likeness(ListedProduct product, List<Word> words, bool suggesting)
    {
        var name = SearchText.Words(product.Name);
        var at = Enumerable.Range(0, Math.Max(0, name.Count - words.Count + 1)).Where(i => Begins(name, i, words)).Cast<int?>().FirstOrDefault();
        var likeness = at == 0 && name.Count == words.Count ? 2.2 : at == 0 ? 1.8 : at is not null ? 1.7 : words.TrueForAll(w => name.Any(n => n.Text.StartsWith(w.Text, StringComparison.Ordinal))) ? 1.3 : 1;
        return suggesting ? likeness * likeness : likeness;
    }

    // A word the shop does not know becomes the nearest it knows; if it knows them all but has nothing with all of them, one of them may be a slip.
    private List<Word>? Mend(List<Word> words)
    {
        var mended = new List<Word>();
        var changed = false;
        foreach (var word in words)
        {
            if (word.Unspaced || spelling.Count(word.Text) > 0 || synonyms.At([word], 0).Others.Count > 0)
            {
                mended.Add(word);
            }
            else if (spelling.Near(word.Text) is [var near, ..])
            {
                mended.Add(new Word(near, false));
                changed = true;
            }
            else if (spelling.Split(word.Text) is { } parts)
            {
                mended.AddRange([new Word(parts.First, false), new Word(parts.Second, false)]);
                changed = true;
            }
            else
            {
                return null;
            }
        }
        if (changed && Has(mended)) return mended;

        foreach (var candidate in TogetherOrApart(mended).Concat(OneSlip(mended)))
            if (Has(candidate)) return candidate;
        return null;
    }

    // A word that only stands somewhere in a description is a weak guess for one that was typed: it is asked, not taken.
    private bool IsSure(List<Word> mended, List<Word> typed) => mended.TrueForAll(w => typed.Contains(w) || spelling.Names(w.Text));

    private List<string> Guesses(List<Word> words, List<Word> mended) =>
        [.. OneSlip(words).Where(Has).Select(Text).Prepend(Text(mended)).Distinct().Take(3)];

    private List<ListedProduct> RankWithTogetherOrApart(List<Word> words, int most = int.MaxValue) =>
        [.. Rank(MatchExpression.All(words, synonyms), words, most).Union(TogetherOrApart(words).SelectMany(other => Rank(MatchExpression.All(other, synonyms), other, most)))];

    // “retro spot” for retrospot, and “lunchbag” for lunch bag.
    private IEnumerable<List<Word>> TogetherOrApart(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && spelling.Count(words[i].Text + words[i + 1].Text) > 0)
                yield return [.. words[..i], new Word(words[i].Text + words[i + 1].Text, false), .. words[(i + 2)..]];
            if (!words[i].Unspaced && spelling.Split(words[i].Text) is { } parts)
                yield return [.. words[..i], new Word(parts.First, false), new Word(parts.Second, false), .. words[(i + 1)..]];
        }
    }

    private IEnumerable<List<Word>> OneSlip(List<Word> words) => Enumerable.Range(0, words.Count).Where(i => !words[i].Unspaced)
        .OrderBy(i => spelling.Count(words[i].Text))
        .SelectMany(i => spelling.Near(words[i].Text, 3).Select(near => (List<Word>)[.. words[..i], new Word(near, false), .. words[(i + 1)..]]));

    private bool Has(List<Word> words) => file.Match(MatchExpression.All(words, synonyms), within is null ? 5 : int.MaxValue)
        .Any(hit => (within is null || within.Contains(hit.Product)) && assortment.Product(hit.Product) is not null);

    // What people could mean to type: the words of found names that begin as typed, with the word after them.
    private static IEnumerable<string> Queries(List<ListedProduct> products, List<Word> words)
    {
        var typed = Text(words);
        var phrases = new Dictionary<string, int>();
        foreach (var name in products.Select(p => SearchText.Words(p.Name)))
        {
            for (var at = 0; at + words.Count <= name.Count; at++)
            {
                if (!Begins(name, at, words)) continue;
                var here = Text(name.Skip(at).Take(words.Count));
                phrases[here] = phrases.GetValueOrDefault(here) + 1;
                if (at + words.Count < name.Count && name[at + words.Count].Text.Length > 2)
                {
                    var further = $"{here} {name[at + words.Count].Text}";
                    phrases[further] = phrases.GetValueOrDefault(further) + 1;
                }
            }
        }
        return phrases.Where(p => p.Value > 1 && p.Key != typed).OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key);
    }

    private static bool Begins(IReadOnlyList<Word> name, int at, List<Word> words)
    {
        for (var i = 0; i < words.Count - 1; i++)
            if (name[at + i].Text != words[i].Text) return false;
        return name[at + words.Count - 1].Text.StartsWith(words[^1].Text, StringComparison.Ordinal);
    }

    private static bool NameHas(string name, List<Word> words)
    {
        var parts = SearchText.Words(name);
        return words.All(w => parts.Any(p => p.Text.StartsWith(w.Text, StringComparison.Ordinal) || p.Unspaced && p.Text.Contains(w.Text, StringComparison.Ordinal)
            || SearchText.Singular(w.Text) is { } one && p.Text.StartsWith(one, StringComparison.Ordinal)));
    }

    private static string Text(IEnumerable<Word> words) => string.Join(' ', words.Select(w => w.Text));
}
