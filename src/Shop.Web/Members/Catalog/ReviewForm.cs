using System.ComponentModel.DataAnnotations;
using Shop.Catalog;

namespace Shop.Web.Members.Catalog;

/// <summary>What a customer thinks of a product.</summary>
public sealed class ReviewForm
{
    [Required(ErrorMessage = "Choose one to five stars."), Range(1, 5, ErrorMessage = "Choose one to five stars.")]
    public int? Rating { get; set; }

    [StringLength(Review.TitleMaxLength, ErrorMessage = "A heading has at most {1} characters.")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "Write a few words about it."), StringLength(Review.TextMaxLength, ErrorMessage = "A review has at most {1} characters.")]
    public string? Text { get; set; }

    [Required(ErrorMessage = "Enter the name to show."), StringLength(Review.AuthorMaxLength, ErrorMessage = "A name has at most {1} characters.")]
    public string? Author { get; set; }

    public List<PhotoSlot> Photos { get; set; } = [];
}

/// <summary>Room for one photo: a new file, one that was sent with the form before, or one that the review has.</summary>
public sealed class PhotoSlot
{
    public IFormFile? File { get; set; }

    [StringLength(ReviewPhoto.AltMaxLength, ErrorMessage = "A description has at most {1} characters.")]
    public string? Alt { get; set; }

    /// <summary>Of a photo that the review has.</summary>
    public Guid? Id { get; set; }

    /// <summary>Sealed name of a photo that came with a form which could not be saved yet.</summary>
    public string? Kept { get; set; }

    public bool Remove { get; set; }
}

/// <summary>The form, and what it is about.</summary>
/// <param name="Before">The review as it stands, when there is one.</param>
public sealed record ReviewFormPage(string ProductName, string ProductSlug, Html.Picture? Picture, ReviewForm Form, OwnReview? Before)
{
    /// <summary>False for who does not have it from us: they get a sentence and no form.</summary>
    public bool MayWrite { get; init; } = true;

    /// <summary>As many rooms as a review has photos at most; those that are taken come first.</summary>
    public IReadOnlyList<PhotoSlot> Slots => [.. Form.Photos.Where(p => p.Id is not null || p.Kept is not null).Concat(Enumerable.Range(0, Review.MaxPhotos).Select(_ => new PhotoSlot())).Take(Review.MaxPhotos)];

    public OwnPhoto? PhotoIn(PhotoSlot slot) => Before?.Photos.FirstOrDefault(p => p.Id == slot.Id);
}

/// <summary>All that a customer wrote, and what they could write about.</summary>
public sealed record OwnReviewsPage(IReadOnlyList<OwnReview> Written, IReadOnlyList<Invitation> Invitations);

/// <summary>Something they have and did not write about.</summary>
public sealed record Invitation(string Name, string Slug, Html.Picture? Picture, DateTime DeliveredAt);
