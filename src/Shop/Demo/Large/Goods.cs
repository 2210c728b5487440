using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Demo.Large;

/// <summary>What a large shop sells, as far as its orders need to know, and how much of it they took. The first products sell best.</summary>
internal sealed class Goods(int products)
{
    private static readonly double[] Lines = [0.45, 0.3, 0.15, 0.07, 0.03];
    private static readonly double[] HowMany = [0.78, 0.16, 0.06];

    private readonly List<int> _first = new(products);
    private readonly Dictionary<Guid, int> _index = [];
    private readonly Dictionary<Guid, int> _productIndex = [];

    public List<Guid> Products { get; } = new(products);
    public List<(Article Article, long Price)> Articles { get; } = [];

    /// <summary>How many of each article went out and did not come back.</summary>
    public List<int> Sold { get; } = [];

    /// <summary>How many of each product were sold lately.</summary>
    public List<int> SoldLately { get; } = new(products);

    public void Add(Product product)
    {
        _productIndex[product.Id] = Products.Count;
        _first.Add(Articles.Count);
        Products.Add(product.Id);
        SoldLately.Add(0);
        foreach (var variant in product.Variants)
        {
            _index[variant.Id] = Articles.Count;
            Articles.Add((DemoOrders.ArticleOf(product, variant), variant.Price.Minor));
            Sold.Add(0);
        }
    }

    public IReadOnlyList<Chosen> Basket(Dice dice)
    {
        var lines = new List<Chosen>(4);
        for (var left = dice.Pick(Lines) + 1; left > 0; left--)
        {
            var product = (int)(Products.Count * Math.Pow(dice.Roll(), 2.5));
            var end = product + 1 < _first.Count ? _first[product + 1] : Articles.Count;
            var (article, price) = Articles[dice.Between(_first[product], end - 1)];
            if (lines.TrueForAll(l => l.Article.ProductId != article.ProductId)) lines.Add(new Chosen(article, new Money(price), dice.Pick(HowMany) + 1));
        }
        return lines;
    }

    public void Count(DemoOrder made, DateTime since)
    {
        foreach (var movement in made.Movements) Sold[_index[movement.VariantId]] -= movement.Quantity;
        if (made.Order.PlacedAt < since || made.Order.State == OrderState.Cancelled) return;
        foreach (var line in made.Order.Lines) SoldLately[_productIndex[line.ProductId!.Value]] += line.Quantity - line.Returned;
    }
}
