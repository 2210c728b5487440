using System.Text.RegularExpressions;

namespace Shop.Imports;

/// <summary>A shelf and the products that stand on it, by their place in the list of names.</summary>
internal sealed record Shelf(string Name, IReadOnlyList<int> Products);

/// <summary>
/// Sorts products onto shelves by what their names say they are: the last noun that names a kind of thing decides, a feast goes before it, and what follows “with” or “for” does not count.
/// Kinds of things that many products share but no family knows get a shelf of their own.
/// </summary>
internal static partial class Shelves
{
    public const string TheRest = "More things";
    private const int Fewest = 12;

    private static readonly (string Shelf, string Words)[] Feasts =
    [
        ("Christmas", "christmas xmas advent santa snowman reindeer rudolph noel snowflake bauble nativity"), ("Easter", "easter"), ("Halloween", "halloween"),
    ];

    private static readonly (string Shelf, string Words)[] Families =
    [
        ("Bags & purses", "bag handbag purse backpack tote shopper satchel rucksack wallet holdall suitcase"),
        ("Candles & lights", "candle tlight light lantern candleholder candlestick lamp lampshade chandelier nightlight votive incense"),
        ("Jewellery", "necklace bracelet earring ring charm brooch pendant bangle anklet choker keyring jewellery hairclip hairband"),
        ("Mugs & teatime", "mug cup teacup saucer beaker teapot tea coffee cosy cafetiere tumbler flask"),
        ("Plates & bowls", "bowl plate dish platter tray saucer eggcup ramekin"),
        ("Kitchen & baking", "cutlery spoon fork apron towel jug pan baking napkin coaster bottle egg jar lunch whisk spatula bun cakestand cakecase cake peg oven kitchen recipe chopping colander scale corkscrew straw glass napkinring teatowel"),
        ("Boxes & storage", "box tin case basket chest cabinet drawer storage crate trunk holder rack tidy"),
        ("Cards & wrap", "card wrap tag ribbon tissue sticker gift giftwrap envelope bow tape"),
        ("Stationery", "notebook pen pencil book journal magnet rubber ruler eraser paperweight letter clip bookmark diary calendar memo blackboard chalk stamp album sketchbook"),
        ("Pictures, signs & clocks", "frame mirror art sign print canvas clock picture photo plaque poster"),
        ("Cushions & textiles", "cushion cover curtain throw quilt blanket rug doormat mat tablecloth bedspread pillow bolster doily placemat slipper scarf glove sock hottie poncho hotwaterbottle"),
        ("Decorations", "decoration garland bunting wreath hook hanger knob doorstop ornament streamer balloon figurine chime mobile vase feather confetti babushka toadstool windchime trellis tile dove sticker"),
        ("Toys & games", "toy game doll puzzle ball skittle jigsaw kit yoyo kite dinosaur teddy marble dominoes whistle skipping rope block crayon colouring playhouse harmonica truck robot helicopter"),
        ("Garden & outdoors", "garden pot planter parasol umbrella watering birdhouse feeder gnome trowel seed picnic deckchair windmill thermometer"),
        ("Bath & beauty", "soap bath sponge lotion lip makeup cosmetic perfume fragrance oil comb brush tissuebox plaster toiletry washbag"),
    ];

    // What holds something is of the kind of what it holds, if that is known.
    private static readonly HashSet<string> Holders = ["holder", "rack", "stand", "shelf", "hook", "hanger"];

    private static readonly HashSet<string> NotThings =
    [
        "set", "pack", "piece", "pair", "design", "style", "colour", "color", "asst", "assorted", "small", "large", "medium", "mini", "new", "old", "red", "blue", "green", "pink", "white", "black", "ivory", "cream",
        "silver", "gold", "brown", "grey", "gray", "purple", "orange", "yellow", "turquoise", "lilac", "multicolour", "natural", "vintage", "retro", "antique", "retrospot", "polkadot", "wood", "wooden", "metal", "paper",
        "ceramic", "cotton", "felt", "enamel", "zinc", "wicker", "acrylic", "crystal", "plastic", "wax", "porcelain", "and", "the", "of", "in", "to", "on", "your", "heart", "star", "flower", "rose", "bird", "butterfly",
        "strawberry", "apple", "leaf", "tree", "home", "love", "cat", "dog", "owl", "rabbit", "country", "party", "botanical", "circus", "paisley", "woodland", "flock", "london", "painted", "bunny", "font", "cottage",
        "pantry", "chick", "jack", "flag", "spot", "stripe", "hanging", "child", "children", "girl", "boy", "lady", "baby", "skull", "flowers", "beads", "bead", "shape", "piece", "size", "lace",
    ];

    private static readonly (string Apart, string Together)[] OneWord =
        [("t-light", "tlight"), ("key ring", "keyring"), ("napkin ring", "napkinring"), ("cake case", "cakecase"), ("hot water bottle", "hotwaterbottle"), ("tea towel", "teatowel"), ("wind chime", "windchime")];

    private static readonly Dictionary<string, string> FeastOf = Words(Feasts);
    private static readonly Dictionary<string, string> FamilyOf = Words(Families);

    /// <returns>The fullest shelf first; what fits nowhere last.</returns>
    public static IReadOnlyList<Shelf> Sort(IReadOnlyList<string> names)
    {
        var tokens = names.Select(Tokens).ToList();
        var found = tokens.Select(Known).ToArray();
        var own = tokens.Where((_, i) => found[i] is null).Select(Kind).OfType<string>().GroupBy(w => w)
            .Where(g => g.Count() >= Math.Max(Fewest, names.Count / 50)).ToDictionary(g => g.Key, g => Plural(g.Key));
        for (var i = 0; i < found.Length; i++) found[i] ??= Kind(tokens[i]) is { } kind ? own.GetValueOrDefault(kind) : null;

        var byName = found.Select((shelf, i) => (Shelf: shelf, i)).GroupBy(f => f.Shelf ?? TheRest).Select(g => new Shelf(g.Key, [.. g.Select(f => f.i)])).ToList();
        var few = byName.Where(s => s.Products.Count < Fewest && s.Name != TheRest).ToList();
        var rest = byName.Where(s => s.Name == TheRest).Concat(few).SelectMany(s => s.Products).ToList();
        var shelves = byName.Except(few).Where(s => s.Name != TheRest).OrderByDescending(s => s.Products.Count).ThenBy(s => s.Name, StringComparer.Ordinal).ToList();
        if (shelves.Count == 0) return [new Shelf("All products", [.. Enumerable.Range(0, names.Count)])];
        if (rest.Count > 0) shelves.Add(new Shelf(TheRest, [.. rest.Order()]));
        return shelves;
    }

    private static string? Known(List<string> words) =>
        words.Select(w => FeastOf.GetValueOrDefault(w)).FirstOrDefault(s => s is not null) ?? Family(words.Where(w => !Holders.Contains(w))) ?? Family(words);

    private static string? Family(IEnumerable<string> words) => words.Select(w => FamilyOf.GetValueOrDefault(w)).LastOrDefault(s => s is not null);

    private static string? Kind(List<string> words) => words.LastOrDefault(w => w.Length > 2 && !NotThings.Contains(w));

    private static List<string> Tokens(string name)
    {
        var text = name.ToLowerInvariant();
        foreach (var (apart, together) in OneWord) text = text.Replace(apart, together, StringComparison.Ordinal);
        var head = With().Split(text)[0];
        return [.. Letters().Matches(head.Trim().Length > 2 ? head : text).Select(m => Singular(m.Value))];
    }

    private static string Singular(string word)
    {
        if (word.Length > 3 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 4 && EndsInEs().IsMatch(word)) return word[..^2];
        return word.Length > 3 && word[^1] == 's' && word[^2] != 's' && word != "christmas" ? word[..^1] : word;
    }

    private static string Plural(string word)
    {
        var plural = word.EndsWith('y') && word.Length > 2 && !"aeiou".Contains(word[^2], StringComparison.Ordinal) ? word[..^1] + "ies"
            : word.EndsWith('s') || word.EndsWith('x') || word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith("sh", StringComparison.Ordinal) ? word + "es" : word + "s";
        return char.ToUpperInvariant(plural[0]) + plural[1..];
    }

    private static Dictionary<string, string> Words((string Shelf, string Words)[] families)
    {
        var words = new Dictionary<string, string>();
        foreach (var (shelf, list) in families)
            foreach (var word in list.Split(' ')) words.TryAdd(word, shelf);
        return words;
    }

    [GeneratedRegex(@"\b(?:with|for|in)\b|\bw/")]
    private static partial Regex With();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();

    [GeneratedRegex("(ch|sh|x|ss|z)es$")]
    private static partial Regex EndsInEs();
}
