using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>What became of a press on a heart or a compare button, for the page to show everywhere at once.</summary>
/// <param name="Kind">“wish” or “compare”.</param>
/// <param name="On">How it stands now.</param>
public sealed record MarkAnswer(string Kind, Guid ProductId, bool On, string Sentence)
{
    public bool IsRefused { get; init; }

    /// <summary>Where to look at the result.</summary>
    public string? Url { get; init; }

    /// <summary>What was taken off a list and can be put back.</summary>
    public IReadOnlyList<ChangeWishes.TakenOff> Back { get; init; } = [];
}

/// <summary>The buttons that mark a product: the heart, and the scales.</summary>
/// <param name="VariantId">The chosen form; null on a card of a product that comes in several.</param>
public sealed record MarkButtons(Guid ProductId, Guid? VariantId, string Name, bool Wished, bool Compared)
{
    /// <summary>With words, on the product's own page.</summary>
    public bool WithWords { get; init; }
}
