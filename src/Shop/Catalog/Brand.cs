using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Who made it.</summary>
public sealed class Brand : Entity, IShelfLabel
{
    public const int SlugMaxLength = 120;
    public const int NameMaxLength = 120;
    public const int TextMaxLength = 2000;

    private Brand() { }

    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Place { get; private set; } = "";
    public string Story { get; private set; } = "";

    public static Brand Of(string slug, string name, string place = "", string story = "")
    {
        if (!Slugs.IsValid(slug)) throw new RuleBroken($"“{slug}” cannot be part of an address: use small letters, digits and hyphens.");
        return new Brand { Slug = slug, Name = name, Place = place, Story = story };
    }

    public void Rename(string name)
    {
        if (name.Trim().Length is 0 or > NameMaxLength) throw new RuleBroken($"A maker needs a name of at most {NameMaxLength} characters.");
        Name = name.Trim();
    }

    string IShelfLabel.Line => Place;
    string IShelfLabel.Text => Story;

    public void Tell(string line, string text)
    {
        if (line.Trim().Length > NameMaxLength) throw new RuleBroken($"A place has at most {NameMaxLength} characters.");
        if (text.Trim().Length > TextMaxLength) throw new RuleBroken($"A story has at most {TextMaxLength} characters.");
        (Place, Story) = (line.Trim(), text.Trim());
    }

    static PageKind IAddressed.Page => PageKind.Brand;

    void IAddressed.MoveTo(string slug)
    {
        if (!Slugs.IsValid(slug) || slug.Length > SlugMaxLength) throw new RuleBroken($"“{slug}” cannot be part of an address: use small letters, digits and hyphens.");
        Slug = slug;
    }
}
