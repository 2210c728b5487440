using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>A friend as the advocate sees them: a first name, and how far it is.</summary>
/// <param name="DueAt">When the first order can no longer be sent back; null while it is not delivered.</param>
public sealed record InvitedFriend(string Name, ReferralState State, DateTime JoinedAt, DateTime? DueAt, long Points, DateTime? SettledAt);

/// <summary>What somebody got for coming by an invitation.</summary>
public sealed record FriendsVoucher(string Code, Kernel.Money Amount, DateTime? EndsAt, bool IsUsed);

/// <summary>A friend as staff see them.</summary>
public sealed record ReferralRow(Guid Id, ReferralState State, string Advocate, string AdvocateNumber, string? AdvocateEmail, string Friend, string? FriendEmail, DateTime JoinedAt, string? OrderNumber, long Points, DateTime? SettledAt, string? Reason, string? DecidedBy, string? Decision);

/// <summary>Reads invitations for who sent them, for who came by one, and for the desk.</summary>
public sealed class ReadReferrals(ShopDb db)
{
    public const int PageSize = 50;
    private const int MostFriends = 100;

    /// <summary>Who invites with this code: their first name. Null when nobody does.</summary>
    public async Task<(Guid CustomerId, string Name)?> Inviter(string code, CancellationToken ct)
    {
        if (Referral.CodeOf(code) is not { } known) return null;
        var found = await db.Memberships.Where(m => m.ReferralCode == known && m.State == MembershipState.Active).Join(db.Set<Customer>(), m => m.CustomerId, c => c.Id, (m, c) => new { c.Id, c.Name }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Id, Referral.FirstName(found.Name));
    }

    public Task<string> CodeOf(Guid memberId, CancellationToken ct) => db.Memberships.Where(m => m.Id == memberId).Select(m => m.ReferralCode).SingleAsync(ct);

    /// <summary>The newest first.</summary>
    /// <param name="returnDays">How long an order can be sent back that does not say so itself.</param>
    public async Task<IReadOnlyList<InvitedFriend>> Of(Guid memberId, int returnDays, CancellationToken ct)
    {
        var orders = db.Orders;
        var found = await db.Referrals.AsNoTracking().Where(r => r.AdvocateId == memberId).OrderByDescending(r => r.JoinedAt).ThenByDescending(r => r.Id).Take(MostFriends)
            .Select(r => new { r.FriendName, r.State, r.JoinedAt, r.Points, r.SettledAt, Order = orders.Where(o => o.Id == r.OrderId).Select(o => new { o.DeliveredAt, o.ReturnDays }).FirstOrDefault() }).ToListAsync(ct);
        return found.ConvertAll(r => new InvitedFriend(r.FriendName, r.State, r.JoinedAt, r.Order?.DeliveredAt?.AddDays(r.Order.ReturnDays ?? returnDays), r.Points, r.SettledAt));
    }

    /// <summary>Null for who came by themselves.</summary>
    public async Task<FriendsVoucher?> VoucherOf(Guid customerId, CancellationToken ct) =>
        await db.Referrals.Where(r => r.FriendCustomerId == customerId).Join(db.Set<PromotionCode>(), r => r.VoucherCodeId, c => c.Id, (r, c) => c)
            .Join(db.Set<Promotion>(), c => c.PromotionId, p => p.Id, (c, p) => new FriendsVoucher(c.Code, p.Amount, c.EndsAt, c.Used > 0)).SingleOrDefaultAsync(ct);

    public Task<int> Waiting(CancellationToken ct) => db.Referrals.CountAsync(r => r.State == ReferralState.Review, ct);

    /// <summary>What waits first comes first; of what is settled the latest.</summary>
    public async Task<(IReadOnlyList<ReferralRow> Rows, bool HasMore)> Desk(ReferralState? state, int page, CancellationToken ct)
    {
        var chosen = db.Referrals.AsNoTracking().Where(r => state == null || r.State == state);
        var ordered = state == ReferralState.Review ? chosen.OrderBy(r => r.Id) : chosen.OrderByDescending(r => r.Id);
        var rows = await Rows(ordered.Skip((page - 1) * PageSize).Take(PageSize + 1)).ToListAsync(ct);
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    public Task<ReferralRow?> One(Guid id, CancellationToken ct) => Rows(db.Referrals.AsNoTracking().Where(r => r.Id == id)).SingleOrDefaultAsync(ct);

    private IQueryable<ReferralRow> Rows(IQueryable<Referral> referrals)
    {
        var (orders, customers, members) = (db.Orders, db.Set<Customer>(), db.Memberships);
        return from r in referrals
               from m in members.Where(m => m.Id == r.AdvocateId)
               from a in customers.Where(c => c.Id == m.CustomerId)
               from f in customers.Where(c => c.Id == r.FriendCustomerId)
               select new ReferralRow(r.Id, r.State, a.Name, m.Number, a.Email, f.Name, f.Email, r.JoinedAt, orders.Where(o => o.Id == r.OrderId).Select(o => o.Number).FirstOrDefault(), r.Points, r.SettledAt, r.Reason, r.DecidedBy, r.Decision);
    }
}
