using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>A shelf of the shop. Shelves may stand in others.</summary>
public sealed class Category : Entity, IShelfLabel
{
    public const int SlugMaxLength = 120;
    public const int NameMaxLength = 120;
    public const int TextMaxLength = 2000;
    public const int TintMaxLength = 7;

    private Category() { }

    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Tagline { get; private set; } = "";
    public string Description { get; private set; } = "";
    public Guid? ParentId { get; private set; }
    public int Position { get; private set; }

    /// <summary>The ground of its pictures, as #rrggbb.</summary>
    public string? Tint { get; private set; }
    public string? PictureFile { get; private set; }

    public static Category Open(string slug, string name, int position, Guid? parentId = null)
    {
        if (!Slugs.IsValid(slug)) throw new RuleBroken($"“{slug}” cannot be part of an address: use small letters, digits and hyphens.");
        return new Category { Slug = slug, Name = name, Position = position, ParentId = parentId };
    }

    public void Rename(string name)
    {
        if (name.Trim().Length is 0 or > NameMaxLength) throw new RuleBroken($"A category needs a name of at most {NameMaxLength} characters.");
        Name = name.Trim();
    }

    string IShelfLabel.Line => Tagline;
    string IShelfLabel.Text => Description;

    public void Tell(string line, string text)
    {
        if (line.Trim().Length > TextMaxLength || text.Trim().Length > TextMaxLength) throw new RuleBroken($"What is told of a category has at most {TextMaxLength} characters.");
        (Tagline, Description) = (line.Trim(), text.Trim());
    }

    /// <summary>In which shelf it stands, and at which place among its neighbours.</summary>
    internal void Stand(Guid? parentId, int position) => (ParentId, Position) = (parentId, position);

    static PageKind IAddressed.Page => PageKind.Category;

    void IAddressed.MoveTo(string slug)
    {
        if (!Slugs.IsValid(slug) || slug.Length > SlugMaxLength) throw new RuleBroken($"“{slug}” cannot be part of an address: use small letters, digits and hyphens.");
        Slug = slug;
    }

    public void Describe(string tagline, string description, string? tint, string? pictureFile) =>
        (Tagline, Description, Tint, PictureFile) = (tagline, description, tint, pictureFile);
}
