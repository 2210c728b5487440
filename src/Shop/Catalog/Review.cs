using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Where a review stands: only approved ones are shown and counted.</summary>
public enum ReviewStatus { Waiting, Approved, Refused }

/// <summary>What somebody thought of a product, as they last wrote it. Whatever they change is read by staff again before it is shown.</summary>
public sealed class Review : Entity
{
    public const int AuthorMaxLength = 80;
    public const int TitleMaxLength = 120;
    public const int TextMaxLength = 4000;
    public const int CountryMaxLength = 2;
    public const int ReasonMaxLength = 500;
    public const int AnswerMaxLength = 2000;
    public const int MaxPhotos = 5;

    private readonly List<ReviewPhoto> _photos = [];

    private Review() { }

    public Guid ProductId { get; private init; }

    /// <summary>Null for a review that came from elsewhere, and for one whose author is not a customer any more.</summary>
    public Guid? CustomerId { get; private set; }
    public string Author { get; private set; } = "";
    public string? Country { get; private set; }
    public int Rating { get; private set; }
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>The author bought the product here and has it.</summary>
    public bool Verified { get; private set; }
    public DateTime WrittenAt { get; private init; }

    /// <summary>Null as long as it stands as it was first written.</summary>
    public DateTime? ChangedAt { get; private set; }
    public ReviewStatus Status { get; private set; }
    public DateTime? JudgedAt { get; private set; }
    public string? JudgedBy { get; private set; }

    /// <summary>Why it is not shown, as the author is told.</summary>
    public string? Reason { get; private set; }

    /// <summary>What the shop says to it, for everybody to read.</summary>
    public string? Answer { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }

    /// <summary>How many people found it helpful; changed with their votes only.</summary>
    public int Helpful { get; private init; }

    public IReadOnlyList<ReviewPhoto> Photos => _photos;

    public static Review Write(Guid productId, Guid? customerId, string author, string? country, int rating, string title, string text, bool verified, DateTime now, int helpful = 0)
    {
        var review = new Review { ProductId = productId, CustomerId = customerId, Verified = verified, WrittenAt = now, Helpful = helpful };
        review.Say(author, country, rating, title, text);
        return review;
    }

    /// <summary>The author puts it in other words, or rates anew.</summary>
    public void Change(string author, string? country, int rating, string title, string text, DateTime now)
    {
        Say(author, country, rating, title, text);
        (ChangedAt, Status, JudgedAt, JudgedBy, Reason) = (now, ReviewStatus.Waiting, null, null, null);
        Raise(new ProductChanged(ProductId));
    }

    /// <summary>Puts the photos in this order; those that are not named are gone.</summary>
    public void Show(IReadOnlyList<ReviewPhoto> photos)
    {
        if (photos.Count > MaxPhotos) throw new RuleBroken($"A review has at most {MaxPhotos} photos.");
        _photos.RemoveAll(p => !photos.Contains(p));
        _photos.AddRange(photos.Except(_photos));
        for (var i = 0; i < photos.Count; i++) photos[i].Position = i;
    }

    /// <summary>The author turned out to have bought it.</summary>
    public void Verify()
    {
        if (Verified) return; // told twice
        Verified = true;
        Raise(new ProductChanged(ProductId));
    }

    /// <summary>The author's record was merged into another.</summary>
    public void BelongTo(Guid? customerId) => CustomerId = customerId;

    public void Approve(Actor by, DateTime now)
    {
        Judge(ReviewStatus.Approved, null, by, now);
        Raise(new ReviewApproved(Id, ProductId, CustomerId, _photos.Count > 0));
    }

    public void Refuse(string reason, Actor by, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("Say why it is not shown: the author reads it.");
        Judge(ReviewStatus.Refused, reason.Trim(), by, now);
    }

    /// <summary>Says something to it in public; nothing takes the answer away.</summary>
    public void Respond(string? answer, Actor by, DateTime now)
    {
        (Answer, AnsweredAt, AnsweredBy) = string.IsNullOrWhiteSpace(answer) ? (null, null, null) : (answer.Trim(), (DateTime?)now, by.Name);
        Raise(new ProductChanged(ProductId));
    }

    private void Say(string author, string? country, int rating, string title, string text)
    {
        if (rating is < 1 or > 5) throw new RuleBroken("A rating is one to five stars.");
        if (string.IsNullOrWhiteSpace(author)) throw new RuleBroken("A review needs a name to stand beside it.");
        if (string.IsNullOrWhiteSpace(text)) throw new RuleBroken("A review needs a few words.");
        (Author, Country, Rating, Title, Text) = (author.Trim(), country, rating, title.Trim(), text.Trim());
    }

    private void Judge(ReviewStatus status, string? reason, Actor by, DateTime now)
    {
        (Status, Reason, JudgedAt, JudgedBy) = (status, reason, now, by.Name);
        Raise(new ProductChanged(ProductId));
    }
}

/// <summary>A photo somebody took of what they bought: the name under which the shelf keeps it, what it shows in words, and its size as it is seen.</summary>
public sealed class ReviewPhoto(string file, string alt, int width, int height)
{
    public const int FileMaxLength = 60;
    public const int AltMaxLength = 200;

    public Guid Id { get; private init; } = NewId.Next();
    public string File { get; private init; } = file;
    public string Alt { get; private set; } = alt;
    public int Width { get; private init; } = width;
    public int Height { get; private init; } = height;
    public int Position { get; internal set; }

    public ReviewPhoto Saying(string alt)
    {
        Alt = alt;
        return this;
    }
}
