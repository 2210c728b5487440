using Shop.Kernel;

namespace Shop.Wishes;

/// <summary>Things somebody would like to have, under a name: a visitor's one list, or one of several of a customer. A thing stands on it once.</summary>
public sealed class Wishlist : Entity
{
    public const int NameMaxLength = 60;
    public const int ShareTokenLength = 43;
    public const int MaxItems = 200;
    public const int MaxLists = 10;
    public const string FirstName = "My wishlist";
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);

    private readonly List<WishlistItem> _items = [];

    private Wishlist() { }

    public Guid? CustomerId { get; private set; }

    /// <summary>The print of the secret in a visitor's cookie; null for a customer's.</summary>
    public string? Print { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The name without its capitals, by which two lists of a customer are told apart.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>The secret part of the address under which others may see it; null while nobody may.</summary>
    public string? ShareToken { get; private set; }

    /// <summary>What those who have the address read as its heading; chosen by the owner, and all they learn of them.</summary>
    public string? SharedAs { get; private set; }
    public DateTime CreatedAt { get; private init; }
    public DateTime ChangedAt { get; private set; }
    public IReadOnlyList<WishlistItem> Items => _items;

    public static Wishlist OfVisitor(string print, DateTime now) => Open(null, print, FirstName, now);

    public static Wishlist OfCustomer(Guid customerId, string name, DateTime now) => Open(customerId, null, name, now);

    /// <summary>Puts something on the list and says whether it is new there. Without a variant it is “in some form”; a form chosen later takes that place.</summary>
    public bool Add(Guid productId, Guid? variantId, string name, Money price, DateTime now)
    {
        if (_items.Any(i => i.ProductId == productId && (variantId is null || i.VariantId == variantId))) return false;
        ChangedAt = now;
        if (_items.FirstOrDefault(i => i.ProductId == productId && i.VariantId is null) is { } undecided)
        {
            (undecided.VariantId, undecided.PriceSeen) = (variantId, price);
            return false;
        }
        if (_items.Count >= MaxItems) throw new RuleBroken($"A wishlist holds at most {MaxItems} things. Take something off, or begin another list.");
        _items.Add(new WishlistItem { ProductId = productId, VariantId = variantId, Name = name, PriceSeen = price, AddedAt = now });
        return true;
    }

    /// <summary>Takes one thing off. Null when it is not there any more: it was taken off in another window.</summary>
    public WishlistItem? Remove(Guid itemId, DateTime now)
    {
        if (_items.FirstOrDefault(i => i.Id == itemId) is not { } item) return null;
        _items.Remove(item);
        ChangedAt = now;
        return item;
    }

    /// <summary>Puts a thing back, or over from another list, with its note.</summary>
    public void Take(WishlistItem item, DateTime now)
    {
        Add(item.ProductId, item.VariantId, item.Name, item.PriceSeen, now);
        if (item.Note is not null && _items.FirstOrDefault(i => i.ProductId == item.ProductId && i.VariantId == item.VariantId) is { Note: null } here) here.Note = item.Note;
    }

    public void Write(Guid itemId, string? note, DateTime now)
    {
        note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        if (note?.Length > WishlistItem.NoteMaxLength) throw new RuleBroken($"A note has at most {WishlistItem.NoteMaxLength} characters.");
        if (_items.FirstOrDefault(i => i.Id == itemId) is not { } item) throw new RuleBroken("This is not on the list any more.");
        item.Note = note;
        ChangedAt = now;
    }

    public void Rename(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameMaxLength) throw new RuleBroken($"A list has a name of 1 to {NameMaxLength} characters.");
        (Name, NameKey) = (name, name.ToLowerInvariant());
    }

    /// <summary>Gives the list an address for others. Doing it again keeps the address and changes the heading.</summary>
    public void Share(string? heading)
    {
        heading = string.IsNullOrWhiteSpace(heading) ? null : heading.Trim();
        if (heading?.Length > NameMaxLength) throw new RuleBroken($"A heading has at most {NameMaxLength} characters.");
        SharedAs = heading;
        ShareToken ??= Secret.New();
    }

    /// <summary>Gives it a new address; the old one shows nothing any more.</summary>
    public void RenewAddress()
    {
        if (ShareToken is null) throw new RuleBroken("This list is not shared.");
        ShareToken = Secret.New();
    }

    public void StopSharing() => ShareToken = null;

    /// <summary>At sign-in: what the visitor had collected stands here too, once. Merging twice doubles nothing.</summary>
    public void TakeOver(Wishlist other, DateTime now)
    {
        foreach (var item in other._items.OrderBy(i => i.AddedAt).ThenBy(i => i.Id).Take(MaxItems - _items.Count)) Take(item, now);
        other._items.Clear();
        other.ChangedAt = now;
    }

    /// <summary>A visitor's list becomes one of a customer's.</summary>
    public void BelongTo(Guid customerId, string name)
    {
        if (CustomerId is not null) throw new RuleBroken("This list belongs to a customer already.");
        (CustomerId, Print) = (customerId, null);
        Rename(name);
    }

    /// <summary>It goes on under another record of the same person.</summary>
    public void GoTo(Guid customerId, string name)
    {
        CustomerId = customerId;
        Rename(name);
    }

    private static Wishlist Open(Guid? customerId, string? print, string name, DateTime now)
    {
        var list = new Wishlist { CustomerId = customerId, Print = print, CreatedAt = now, ChangedAt = now };
        list.Rename(name);
        return list;
    }
}

/// <summary>Something on a wishlist, with what was true when it was put there.</summary>
public sealed class WishlistItem
{
    public const int NoteMaxLength = 300;

    public Guid Id { get; private init; } = NewId.Next();
    public Guid ProductId { get; internal init; }

    /// <summary>Null while the owner has not chosen among several forms.</summary>
    public Guid? VariantId { get; internal set; }
    public string Name { get; internal init; } = "";
    public Money PriceSeen { get; internal set; }
    public string? Note { get; internal set; }
    public DateTime AddedAt { get; internal init; }
}
