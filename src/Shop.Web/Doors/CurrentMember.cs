using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Doors;

/// <summary>The customer behind this request with what every page shows of them, asked for at most once and in one question.</summary>
public sealed class CurrentMember(ShopDb db, IHttpContextAccessor accessor)
{
    // Asked for every page of everybody who is signed in: compiled once.
    private static readonly Func<ShopDb, Guid, CancellationToken, Task<Known?>> OfUser = EF.CompileAsyncQuery((ShopDb db, Guid user, CancellationToken _) => (
        from customer in db.Set<Customer>()
        where customer.UserId == user
        from cart in db.Set<Cart>().Where(c => c.CustomerId == customer.Id).DefaultIfEmpty()
        select new Known(customer.Id, (Guid?)cart!.Id, cart!.Items.Sum(i => i.Quantity))).SingleOrDefault());

    private static readonly Task<Known?> Nobody = Task.FromResult<Known?>(null);
    private static readonly Known FirstVisitor = new(Guid.Empty, null, 0);

    private Task<Known?>? _known;

    /// <summary>Null for a guest.</summary>
    public async ValueTask<Guid?> CustomerId(CancellationToken ct) => (await Now(ct))?.CustomerId;

    /// <summary>Behind the Members door there always is one: it is opened at sign-in.</summary>
    public async Task<Guid> RequiredCustomerId(CancellationToken ct) =>
        await CustomerId(ct) ?? throw new InvalidOperationException("Nobody who is a customer is signed in.");

    /// <summary>As it was when this request first asked; null for a guest.</summary>
    public Task<Known?> Now(CancellationToken ct) => _known ??= accessor.HttpContext is { User: { Identity.IsAuthenticated: true } user } context ? Find(context, user.Who().UserId, ct) : Nobody;

    private async Task<Known?> Find(HttpContext context, Guid userId, CancellationToken ct)
    {
        var known = await OfUser(db, userId, ct);
        return context.Features.Get<FirstVisit>() is { AsMember: true } ? FirstVisitor : known;
    }

    /// <summary>A signed-in customer: their cart if they have one, and how many things are in it.</summary>
    public sealed record Known(Guid CustomerId, Guid? CartId, int CartItems);
}
