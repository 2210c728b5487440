using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Where a review stands: only approved ones are shown and counted.</summary>
public enum ReviewStatus { Waiting, Approved, Refused }

/// <summary>What somebody thought of a product.</summary>
public sealed class Review : Entity
{
    public const int AuthorMaxLength = 80;
    public const int TitleMaxLength = 120;
    public const int TextMaxLength = 4000;
    public const int CountryMaxLength = 2;

    private Review() { }

    public Guid ProductId { get; private init; }
    public Guid? CustomerId { get; private init; }
    public string Author { get; private init; } = "";
    public string? Country { get; private init; }
    public int Rating { get; private init; }
    public string Title { get; private init; } = "";
    public string Text { get; private init; } = "";

    /// <summary>The author bought the product here.</summary>
    public bool Verified { get; private init; }
    public DateTime WrittenAt { get; private init; }
    public ReviewStatus Status { get; private set; }

    public static Review Write(Guid productId, Guid? customerId, string author, string? country, int rating, string title, string text, bool verified, DateTime now)
    {
        if (rating is < 1 or > 5) throw new RuleBroken("A rating is one to five stars.");
        return new Review
        {
            ProductId = productId, CustomerId = customerId, Author = author, Country = country, Rating = rating, Title = title, Text = text, Verified = verified, WrittenAt = now,
        };
    }

    public void Approve() => Status = ReviewStatus.Approved;
}
