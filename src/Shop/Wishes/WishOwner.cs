using Shop.Data;

namespace Shop.Wishes;

/// <summary>Whose lists are meant: a customer's, or those of the visitor whose cookie has this print. Neither for a visitor who has none yet.</summary>
public sealed record WishOwner(Guid? CustomerId, string? Print)
{
    public bool IsNobody => CustomerId is null && Print is null;
}

/// <summary>The lists somebody may see and change; somebody else's do not exist for them.</summary>
public static class OwnedWishlists
{
    public static IQueryable<Wishlist> OwnedBy(this IQueryable<Wishlist> lists, WishOwner owner) => owner.CustomerId is { } customer
        ? lists.Where(l => l.CustomerId == customer)
        : owner.Print is { } print ? lists.Where(l => l.Print == print) : lists.Where(_ => false);
}
