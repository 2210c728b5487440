using System.ComponentModel.DataAnnotations;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>A press on a heart: which product, which form of it if one is chosen, and whether it shall be on the list or not.</summary>
public sealed class WishForm
{
    public Guid ProductId { get; set; }
    public Guid? VariantId { get; set; }
    public bool On { get; set; } = true;
}

/// <summary>Things to be put back where they were.</summary>
public sealed class PutBackForm
{
    public List<Thing> Back { get; set; } = [];

    /// <summary>A thing that was taken off, and its list.</summary>
    public sealed class Thing
    {
        public Guid ListId { get; set; }
        public Guid ProductId { get; set; }
        public Guid? VariantId { get; set; }
        public string? Note { get; set; }
    }
}

/// <summary>What a list is to be called.</summary>
public sealed class ListNameForm
{
    [Required(ErrorMessage = "Give the list a name."), StringLength(Wishlist.NameMaxLength, ErrorMessage = "A name may be 60 characters long.")]
    public string Name { get; set; } = "";
}

/// <summary>What others read above a shared list.</summary>
public sealed class ShareForm
{
    [StringLength(Wishlist.NameMaxLength, ErrorMessage = "A heading may be 60 characters long.")]
    public string? Heading { get; set; }
}

/// <summary>A note on something wished for.</summary>
public sealed class NoteForm
{
    [StringLength(WishlistItem.NoteMaxLength, ErrorMessage = "A note may be 300 characters long.")]
    public string? Note { get; set; }
}
