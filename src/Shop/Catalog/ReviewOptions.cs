namespace Shop.Catalog;

/// <summary>Who may write reviews: configuration section “Reviews”.</summary>
public sealed class ReviewOptions
{
    /// <summary>Only those who have the product from this shop; false: everybody with an account, and the badge tells who bought it here.</summary>
    public bool OnlyBuyers { get; set; } = true;
}
