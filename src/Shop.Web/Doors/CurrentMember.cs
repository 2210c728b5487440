using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Storefront.Sharing;
using Shop.Wishes;

namespace Shop.Web.Doors;

/// <summary>The customer behind this request with what every page shows of them, asked for at most once and in one question.</summary>
public sealed class CurrentMember(ShopDb db, IHttpContextAccessor accessor, TimeProvider clock)
{
    // Asked for every page of everybody who is signed in: compiled once.
    private static readonly Func<ShopDb, Guid, DateTime, CancellationToken, Task<Asked?>> OfUser = EF.CompileAsyncQuery((ShopDb db, Guid user, DateTime now, CancellationToken _) => (
        from customer in db.Set<Customer>()
        where customer.UserId == user
        from cart in db.Set<Cart>().Where(c => c.CustomerId == customer.Id).DefaultIfEmpty()
        from member in db.Set<Membership>().Where(m => m.CustomerId == customer.Id && m.State == MembershipState.Active).DefaultIfEmpty()
        select new Asked(customer.Id, (Guid?)cart!.Id, cart!.Items.Sum(i => i.Quantity),
            db.Set<Wishlist>().Any(l => l.CustomerId == customer.Id && l.Items.Any()), (Guid?)member!.Id, (Tier?)member!.Tier,
            db.Set<Lot>().Where(l => l.AccountId == member!.AccountId && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now).Sum(l => l.Remaining))).SingleOrDefault());

    private static readonly Task<Known?> Nobody = Task.FromResult<Known?>(null);
    private static readonly Known FirstVisitor = new(Guid.Empty, null, 0, false, null);

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
        var asked = await OfUser(db, userId, clock.GetUtcNow().UtcDateTime, ct);
        if (context.Features.Get<FirstVisit>() is { AsMember: true }) return FirstVisitor;
        return asked is null ? null : new Known(asked.CustomerId, asked.CartId, asked.CartItems, asked.HasWishes, asked is { MemberId: { } id, Tier: { } tier } ? new ClubMember(id, tier, asked.Points) : null);
    }

    /// <summary>A signed-in customer: their cart if they have one, how many things are in it, whether they wish for anything, and their place in the club.</summary>
    public sealed record Known(Guid CustomerId, Guid? CartId, int CartItems, bool HasWishes, ClubMember? Member);

    private sealed record Asked(Guid CustomerId, Guid? CartId, int CartItems, bool HasWishes, Guid? MemberId, Tier? Tier, long Points);
}

/// <summary>Somebody's place in the club, as far as every page shows it.</summary>
/// <param name="Points">What can be spent now.</param>
public sealed record ClubMember(Guid MemberId, Tier Tier, long Points);
