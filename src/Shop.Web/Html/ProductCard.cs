using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.Html;

/// <summary>What a product shows of itself in a grid.</summary>
public sealed record ProductCard(string Name, string Url, PriceTag Price)
{
    /// <summary>Empty for a card that is not of a product on show.</summary>
    public Guid Id { get; init; }
    public string? Maker { get; init; }
    public string? MakerUrl { get; init; }
    public Picture? Picture { get; init; }

    /// <summary>Seen by moving along the card, or by swiping it.</summary>
    public IReadOnlyList<Picture> More { get; init; } = [];

    public IReadOnlyList<Swatch> Swatches { get; init; } = [];
    public RatingMark? Rating { get; init; }
    public StockMark? Stock { get; init; }
    public string? Badge { get; init; }

    /// <summary>The one variant that “Add to cart” on the card puts into the cart.</summary>
    public Guid? QuickAdd { get; init; }

    /// <summary>The only variant there is, sold out or not.</summary>
    public Guid? OnlyVariant { get; init; }

    /// <summary>Where one of several variants is chosen without leaving the list.</summary>
    public string? ChooseAt { get; init; }

    /// <summary>What earns points when one of it is bought at the price shown.</summary>
    public EarningLine? Earns { get; init; }

    /// <summary>Whether this visitor has it on a wishlist, and whether they compare it.</summary>
    public bool Wished { get; init; }
    public bool Compared { get; init; }

    /// <summary>True for the cards a visitor sees without scrolling: their pictures are not lazy.</summary>
    public bool Eager { get; init; }

    /// <summary>How wide the picture is drawn, in the words of the sizes attribute.</summary>
    public string Sizes { get; init; } = "(min-width: 1100px) 300px, (min-width: 768px) 31vw, 46vw";
}

/// <summary>A price as it is shown: now, before, from.</summary>
public sealed record PriceTag(Money Now)
{
    public Money? Before { get; init; }

    /// <summary>The lowest price of the last 30 days, which a reduced price must name.</summary>
    public Money? LowestIn30Days { get; init; }

    /// <summary>True when variants cost more.</summary>
    public bool From { get; init; }

    public string? Note { get; init; }

    /// <summary>True on the product's own page.</summary>
    public bool Large { get; init; }

    public bool IsReduced => Before > Now;

    /// <summary>How many per cent lower it is than what one could have paid in the last 30 days, without the fraction.</summary>
    public int Percent => !IsReduced ? 0 : Money.Min(Before!.Value, LowestIn30Days ?? Before.Value) is var from && from.Minor > 0 ? (int)((from.Minor - Now.Minor) * 100 / from.Minor) : 0;

    /// <summary>A price with what it was before. It is called reduced only if nobody could have had it for as little in the thirty days before.</summary>
    public static PriceTag Of(Money now, Money? before, Money? lowest) =>
        new(now) { Before = lowest <= now ? null : before, LowestIn30Days = lowest };
}

/// <summary>A colour one can have, as a dot.</summary>
public sealed record Swatch(string Name, string Colour);

/// <summary>What buyers thought, in two numbers.</summary>
public sealed record RatingMark(decimal Average, int Count)
{
    public string? Url { get; init; }
}

/// <summary>Whether one can have it, in words.</summary>
public sealed record StockMark(StockState State, string Text);

/// <summary>How much is there, as far as the eye needs to know.</summary>
public enum StockState { In, Low, Soon, None }
