using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Puts the page of a product together: the card's facts from memory, its texts and reviews once, and what is left at this moment.</summary>
public sealed class ProductReader(ShopWindow window, ReadAssortment goods, ProductSheets sheets, ReadProductSheet read, ReadReviews readReviews, Cards cards, DeliveryMethods delivery, Announced announced, ClubTerms club, CurrentShop shop, TimeProvider clock)
{
    private const int FewLeft = 5;
    private const int OnAShelf = 4;

    /// <returns>Null when there is no such product to be seen. One that was announced and is not out yet has a page that says when.</returns>
    public async Task<ProductPage?> Read(string slug, string? sku, ReviewChoice choice, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        if ((assortment.Product(slug) ?? await window.Coming(slug, ct)) is not { } product || await sheets.Of(product, read, ct) is not { } sheet) return null;

        var early = product.PublicFrom is { } publicFrom ? await EarlyOf(product, publicFrom, ct) : null;
        var left = early?.Left ?? await read.Left(product.Id, ct);
        var chosen = product.Variants.FirstOrDefault(v => v.Sku == sku) ?? product.Variants.FirstOrDefault(v => left.GetValueOrDefault(v.Id) > 0) ?? product.Variants[0];
        var still = assortment.Remember(("page", chosen.Id), () => Still.Of(product, chosen, assortment));
        return new ProductPage(product.Name, Cards.UrlOf(product), chosen.Id, chosen.Sku, still.Price, early?.Stock(chosen.Id) ?? StockOf(left.GetValueOrDefault(chosen.Id)))
        {
            ProductId = product.Id, Early = early?.Mark, HasSeveral = product.Variants.Count > 1, VariantName = still.VariantName, Most = Math.Clamp(Math.Min(left.GetValueOrDefault(chosen.Id), early?.Most ?? ProductPage.MostAtOnce), 0, ProductPage.MostAtOnce),
            Maker = still.Brand is null ? null : new ShopLink(still.Brand.Name, $"/brands/{still.Brand.Slug}"), MakerPlace = still.Brand?.Place.Length > 0 ? still.Brand.Place : null,
            Crumbs = still.Crumbs, Rating = product.RatingCount == 0 ? null : new RatingMark(product.Rating, product.RatingCount) { Url = "#reviews" },
            Pictures = still.Pictures, Options = product.Variants.Count > 1 ? assortment.Remember(("options", chosen.Id, Had(product, left)), () => OptionPickers.Of(product, chosen, left)) : [],
            Summary = sheet.Summary, Details = sheet.Details, Paragraphs = sheet.Paragraphs, Facts = still.Facts, Care = product.Attributes.FirstOrDefault(a => a.Code == "care")?.Value,
            Reviews = choice.IsFirst ? sheet.Reviews : await readReviews.Of(product.Id, choice.Order, choice.Stars, choice.Page, ct), ReviewChoice = choice, BuyersPhotos = sheet.Photos,
            Earns = new EarningLine(chosen.Id, product.Id, still.Around, product.BrandId, 1, chosen.Price, Money.Zero),
            KeptWith = still.KeptWith, Delivery = still.Promised.At(clock.GetUtcNow().UtcDateTime, now => DeliveryOf(chosen.Price, now)),
            Offers = [.. (await announced.Now(ct)).Offers.Where(o => o.Covers(product.Id, still.Around, chosen.CompareAt is not null)).Select(o => o.Name)],
            Shelves = assortment.Remember(("beside", product.Id), () => (IReadOnlyList<Shelf>)[.. ShelvesOf(product, assortment, still)]),
        };
    }

    /// <summary>The page of a product nobody may see yet, as it would be in the shop; nothing of it is kept, and nothing can be bought.</summary>
    /// <returns>Null when there is nothing to show, or it is in the shop already.</returns>
    public async Task<ProductPage?> Preview(Guid id, string? sku, string path, DateTime until, CancellationToken ct)
    {
        if (await goods.Unseen(id, ct) is not { } product || await read.Of(id, ct) is not { } sheet) return null;
        var (assortment, left) = (await window.Now(ct), await read.Left(id, ct));
        var chosen = product.Variants.FirstOrDefault(v => v.Sku == sku) ?? product.Variants[0];
        var still = Still.Of(product, chosen, assortment);
        var options = product.Variants.Count > 1 ? OptionPickers.Of(product, chosen, left) : [];
        return new ProductPage(product.Name, path, chosen.Id, chosen.Sku, still.Price, StockOf(left.GetValueOrDefault(chosen.Id)))
        {
            ProductId = id, PreviewUntil = until, HasSeveral = product.Variants.Count > 1, VariantName = still.VariantName, Maker = still.Brand is null ? null : new ShopLink(still.Brand.Name, $"/brands/{still.Brand.Slug}"), MakerPlace = still.Brand?.Place.Length > 0 ? still.Brand.Place : null,
            Crumbs = still.Crumbs, Pictures = still.Pictures, Summary = sheet.Summary, Details = sheet.Details, Paragraphs = sheet.Paragraphs, Facts = still.Facts, Care = product.Attributes.FirstOrDefault(a => a.Code == "care")?.Value,
            Options = [.. options.Select(o => o with { Values = [.. o.Values.Select(v => v with { Url = v.Url.Replace(Cards.UrlOf(product), path, StringComparison.Ordinal) })] })],
            Reviews = sheet.Reviews, ReviewChoice = ReviewChoice.Read(null, null, null), KeptWith = new object(),
        };
    }

    private async Task<EarlyPage> EarlyOf(ListedProduct product, DateTime publicFrom, CancellationToken ct)
    {
        var right = await window.Right(ct);
        var isOpen = right.Hours > 0 && right.OpensAt(publicFrom) <= clock.GetUtcNow().UtcDateTime;
        var (left, ofAll) = await read.LeftEarly(product.Id, ct);
        var tiers = await club.Now(ct) is { } now ? now.Rules.Ladder.Tiers.Select(t => now.Rules.EarlyRightOf(t.Tier)).Where(r => r.Hours > 0).Select(r => new EarlyTier(r.From, r.OpensAt(publicFrom))).OrderBy(t => t.OpensAt).ToList() : [];
        return new EarlyPage(left, new EarlyMark(publicFrom, isOpen, right.From, right.Hours > 0 ? right.OpensAt(publicFrom) : null, tiers) { Left = ofAll is { } all ? Math.Max(0, all) : null, Each = right.Each });
    }

    // To where the shop is: the checkout knows the real address.
    private DeliveryPromise? DeliveryOf(Money price, DateTime now)
    {
        if (!shop.IsOpen || delivery.Choose(null, shop.Profile.Country, price, now) is not { } offer) return null;
        var country = Countries.All.FirstOrDefault(c => c.Code == shop.Profile.Country)?.Name ?? shop.Profile.Country;
        return new DeliveryPromise(DateText.Days(offer.Dates.From, offer.Dates.To), country, offer.Dates.OrderWithin is { } left ? DateText.Length(left) : null);
    }

    // Which variants can be had decides what the pickers say, not how many there are.
    private static string Had(ListedProduct product, IReadOnlyDictionary<Guid, int> left) =>
        string.Create(product.Variants.Count, (product.Variants, left), static (had, of) => { for (var i = 0; i < had.Length; i++) had[i] = of.left.GetValueOrDefault(of.Variants[i].Id) > 0 ? '+' : '-'; });

    public static StockMark StockOf(int left) => left switch
    {
        <= 0 => new StockMark(StockState.None, "Sold out"),
        <= FewLeft => new StockMark(StockState.Low, $"Only {left} left"),
        _ => new StockMark(StockState.In, "In stock"),
    };

    private IEnumerable<Shelf> ShelvesOf(ListedProduct product, Assortment assortment, Still still)
    {
        var (category, brand) = (still.Shelf, still.Brand);
        var shown = new HashSet<Guid> { product.Id };
        if (category is not null)
        {
            var near = assortment.In(category).Where(p => p.Id != product.Id).OrderBy(p => p.BrandId != product.BrandId).Take(OnAShelf).ToList();
            shown.UnionWith(near.Select(p => p.Id));
            if (near.Count > 0) yield return new Shelf($"More {LowerFirst(category.Name)}", $"/c/{category.Slug}", cards.Of(near, assortment));
        }
        if (brand is null) yield break;
        var others = assortment.By(brand).Where(p => !shown.Contains(p.Id)).Take(OnAShelf).ToList();
        if (others.Count >= 3) yield return new Shelf($"Also made by {brand.Name}", $"/brands/{brand.Slug}", cards.Of(others, assortment));
    }

    // “More mugs & cups”, but “More DVDs”.
    private static string LowerFirst(string name) => name.Length > 1 && char.IsLower(name[1]) ? char.ToLower(name[0], System.Globalization.CultureInfo.CurrentCulture) + name[1..] : name;

    /// <summary>What is left of a product that is not for everybody yet, and what its page says of that.</summary>
    private sealed record EarlyPage(IReadOnlyDictionary<Guid, int> Left, EarlyMark Mark)
    {
        public int Most => !Mark.IsOpen ? 0 : Math.Min(Mark.Left ?? ProductPage.MostAtOnce, Mark.Each ?? ProductPage.MostAtOnce);

        public StockMark Stock(Guid variant) => Mark switch
        {
            { IsOpen: false } => new StockMark(StockState.Soon, "Not out yet"),
            { Left: 0 } => new StockMark(StockState.Soon, "The early pieces are taken"),
            _ => StockOf(Math.Min(Left.GetValueOrDefault(variant), Mark.Left ?? int.MaxValue)),
        };
    }

    /// <summary>What a page says for as long as nothing on show changes, whatever is left.</summary>
    private sealed record Still(object KeptWith, PriceTag Price, string VariantName, ShownBrand? Brand, ShownCategory? Shelf, HashSet<Guid> Around, IReadOnlyList<Crumb> Crumbs, IReadOnlyList<Picture> Pictures, IReadOnlyList<Fact> Facts)
    {
        public Promise Promised { get; } = new();

        public static Still Of(ListedProduct product, ListedVariant chosen, Assortment assortment)
        {
            var path = assortment.PathTo(assortment.Category(product.CategoryId));
            var shelf = path is [.., var innermost] ? innermost : null;
            return new Still(assortment.Remember(("kept", product.Id), () => new object()), PriceTag.Of(chosen.Price, chosen.CompareAt, chosen.LowestBefore) with { Large = true },
                product.Variants.Count > 1 ? string.Join(", ", chosen.Options.Select(o => o.Value)) : "", assortment.Brand(product.BrandId), shelf, [.. path.Select(c => c.Id)],
                [new Crumb("Home", "/"), .. path.Select(c => new Crumb(c.Name, $"/c/{c.Slug}")), new Crumb(product.Name)],
                [.. Cards.PicturesOf(product, chosen).Select(Cards.PictureOf).OfType<Picture>()], [.. FactsOf(product, assortment, shelf)]);
        }

        private static IEnumerable<Fact> FactsOf(ListedProduct product, Assortment assortment, ShownCategory? category) =>
            from attribute in assortment.Attributes
            where attribute.Code != "care"
            let value = product.Attributes.FirstOrDefault(a => a.Code == attribute.Code)?.Value
            where value is not null
            select new Fact(attribute.Name, value, attribute.Filterable && category is not null && Slugs.Of(value) is { Length: > 0 } key ? $"/c/{category.Slug}?{attribute.Code}={key}" : null);
    }

    /// <summary>A promise says the same for a minute: worked out once in it, for each language.</summary>
    private sealed class Promise
    {
        private Said _said = new(-1, "", null);

        public DeliveryPromise? At(DateTime now, Func<DateTime, DeliveryPromise?> make)
        {
            var (minute, culture) = (now.Ticks / TimeSpan.TicksPerMinute, System.Globalization.CultureInfo.CurrentCulture.Name);
            var said = _said;
            if (said.Minute != minute || said.Culture != culture) _said = said = new Said(minute, culture, make(now));
            return said.Delivery;
        }

        private sealed record Said(long Minute, string Culture, DeliveryPromise? Delivery);
    }
}
