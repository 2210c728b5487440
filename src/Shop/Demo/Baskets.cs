namespace Shop.Demo;

/// <summary>What one buyer puts into a basket on one day: what is due again, what they like, what goes together, up to what they mean to spend.</summary>
internal sealed class Baskets
{
    private const int MostLines = 8;
    private static readonly double[] SetsOf = [0.42, 0.34, 0.04, 0.14, 0.01, 0.05];
    private static readonly double[] AFew = [0.72, 0.2, 0.08];
    private static readonly string[] InSets = ["mug", "espresso-cup", "tumbler", "plate", "bowl", "wine-glass", "water-glass", "cushion", "ornament"];

    private readonly IReadOnlyList<CatalogueFile.Item> _items;
    private readonly List<int>[] _mates;
    private readonly List<int>[] _pairs;
    private readonly long[] _price;
    private readonly double[] _logPrice;
    private readonly double[] _pull;
    private readonly DateOnly[] _since;
    /// <summary>For how long the reduced articles have been reduced.</summary>
    public const int DaysReduced = 20;

    private readonly DateOnly _salesSince;

    public Baskets(CatalogueFile file, DateOnly today)
    {
        _items = file.Products;
        _price = [.. _items.Select(i => i.Variants.Min(v => v.Price))];
        _logPrice = [.. _price.Select(p => Math.Log(p))];
        _pull = [.. _items.Select(i => Math.Pow(i.Popularity, 0.85))];
        _since = [.. _items.Select(i => today.AddMonths(-i.Launched))];
        _salesSince = today.AddDays(-DaysReduced);
        var index = _items.Select((item, i) => (item.Slug, i)).ToDictionary(x => x.Slug, x => x.i);
        _mates = [.. _items.Select(item => file.Bundles.Where(b => b.Contains(item.Slug)).SelectMany(b => b).Where(s => s != item.Slug).Select(s => index[s]).ToList())];
        _pairs = [.. _items.Select(item => item.PairsWith.Select(s => index[s]).ToList())];
    }

    /// <summary>An article's price on a day: what is reduced now cost more until three weeks ago.</summary>
    public long PriceOf(CatalogueFile.Article article, DateOnly day) => article.CompareAt is { } before && day < _salesSince ? before : article.Price;

    /// <summary>The products, variants and quantities; a product comes once.</summary>
    public List<(int Product, int Variant, int Quantity)> Fill(Buyer buyer, DateOnly day)
    {
        var basket = new List<(int Product, int Variant, int Quantity)>();
        var aim = Math.Max(900, (long)buyer.Dice.Gamma(DemoTruth.SpendP, buyer.SpendRate)); // nobody sends for less than a card or two
        var left = aim;

        foreach (var product in DueAgain(buyer, day)) Put(product, sameVariant: true);
        if (basket.Count == 0 && Choose(buyer, day, basket, Math.Max(900, 0.65 * aim)) is >= 0 and var first) Put(first);
        while (basket.Count < MostLines && left > 0.2 * aim && left > 500)
        {
            var next = Mate(buyer, day, basket, left);
            if (next < 0) next = Choose(buyer, day, basket, left);
            if (next < 0) break;
            Put(next);
        }
        foreach (var (product, _, _) in basket)
        {
            if (_items[product].Repeat is not null && !buyer.LastBought.ContainsKey(product) && buyer.Dice.Happens(0.25)) buyer.Regulars.Add(product);
            buyer.LastBought[product] = day;
        }
        return basket;

        void Put(int product, bool sameVariant = false)
        {
            var item = _items[product];
            var variant = sameVariant ? buyer.LastVariant[product] : VariantFor(buyer, item, left);
            var price = PriceOf(item.Variants[variant], day);
            var quantity = HowMany(buyer, item, price, left);
            basket.Add((product, variant, quantity));
            buyer.LastVariant[product] = variant;
            left -= price * quantity;
        }
    }

    private List<int> DueAgain(Buyer buyer, DateOnly day) => [.. buyer.Regulars
        .Where(product => day.DayNumber - buyer.LastBought[product].DayNumber >= 0.85 * _items[product].Repeat!.Value * buyer.Rhythm)
        .Where(_ => buyer.Dice.Happens(0.75)).Take(3)];

    private int Mate(Buyer buyer, DateOnly day, List<(int Product, int Variant, int Quantity)> basket, long left)
    {
        var from = basket[buyer.Dice.Below(basket.Count)].Product;
        var roll = buyer.Dice.Roll();
        var candidates = roll < DemoTruth.BundlePull ? _mates[from] : roll < DemoTruth.BundlePull + 0.12 ? _pairs[from] : null;
        if (candidates is not { Count: > 0 }) return -1;
        Span<double> weights = stackalloc double[candidates.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var product = candidates[i];
            weights[i] = IsOffered(product, day, basket) && _price[product] <= 1.4 * left ? Math.Sqrt(_items[product].Popularity) * Seasons.TideOf(_items[product].Season, day) : 0;
        }
        var picked = buyer.Dice.Pick(weights);
        return picked < 0 ? -1 : candidates[picked];
    }

    private int Choose(Buyer buyer, DateOnly day, List<(int Product, int Variant, int Quantity)> basket, double about)
    {
        Span<double> weights = stackalloc double[_items.Count];
        var logAbout = Math.Log(about);
        for (var i = 0; i < weights.Length; i++)
        {
            var item = _items[i];
            if (!IsOffered(i, day, basket) || _price[i] > 1.3 * about) continue;
            var novelty = day.DayNumber - _since[i].DayNumber < 45 ? 1.6 : 1;
            weights[i] = _pull[i] * Seasons.TideOf(item.Season, day) * buyer.Shelves[item.Category] * novelty * Math.Exp(-0.7 * Math.Abs(_logPrice[i] - logAbout));
        }
        return buyer.Dice.Pick(weights);
    }

    private bool IsOffered(int product, DateOnly day, List<(int Product, int Variant, int Quantity)> basket)
    {
        if (day < _since[product]) return false;
        foreach (var line in basket) if (line.Product == product) return false;
        return true;
    }

    private static int VariantFor(Buyer buyer, CatalogueFile.Item item, long left)
    {
        Span<double> weights = stackalloc double[item.Variants.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = buyer.Colours[item.Variants[i].Colour] * (item.Variants[i].Price > 1.5 * left ? 0.1 : 1);
        return buyer.Dice.Pick(weights);
    }

    private static int HowMany(Buyer buyer, CatalogueFile.Item item, long price, long left)
    {
        var affordable = (int)Math.Clamp(left / Math.Max(1, price), 1, 6);
        if (affordable < 2) return 1;
        if (InSets.Contains(item.Look.Object)) return buyer.Dice.Pick(SetsOf.AsSpan(0, affordable)) + 1;
        return item.Repeat is not null || price < 1200 ? buyer.Dice.Pick(AFew.AsSpan(0, Math.Min(3, affordable))) + 1 : 1;
    }
}
