using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Where something taken for points stands for who took it.</summary>
public enum VoucherState { Open, Held, Used, Expired, CalledOff, Waiting, Done, Missed }

/// <summary>Something that was taken for points.</summary>
/// <param name="Code">Null for what staff hand over.</param>
/// <param name="OrderNumber">In which order it is used; null where that is not the reader's own.</param>
public sealed record Voucher(Guid ClaimId, string Name, RewardKind Kind, long Cost, DateTime At, VoucherState State, string? Code, DateTime? ExpiresAt, string? OrderNumber, string? Note, DateTime? SettledAt, Guid? ProductId)
{
    /// <summary>When and where the event is, as it stands now.</summary>
    public DateTime? HeldAt { get; init; }
    public string? Place { get; init; }

    /// <summary>What the goods in a cart must cost for it to count.</summary>
    public Kernel.Money? Minimum { get; init; }
    public bool CanBeUsed => State == VoucherState.Open;
}

/// <summary>Reads what a member took for points.</summary>
public sealed class MemberVouchers(ShopDb db)
{
    private const int Most = 200;

    /// <summary>What can still be used or waits first, the soonest to end first; then the rest, the newest first.</summary>
    public async Task<IReadOnlyList<Voucher>> Of(Guid memberId, Guid customerId, DateTime now, CancellationToken ct)
    {
        var places = await Places(memberId, ct);
        var found = await Read(db.RewardClaims.AsNoTracking().Where(c => places.Contains(c.MemberId)).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Most), customerId, now, ct);
        return [.. found.OrderBy(v => v.State is not (VoucherState.Open or VoucherState.Held or VoucherState.Waiting)).ThenBy(v => v.State is VoucherState.Open or VoucherState.Held ? v.ExpiresAt : null).ThenByDescending(v => v.At)];
    }

    /// <summary>Null when the member has no such voucher.</summary>
    public async Task<Voucher?> One(Guid memberId, Guid claimId, Guid customerId, DateTime now, CancellationToken ct)
    {
        var places = await Places(memberId, ct);
        return (await Read(db.RewardClaims.AsNoTracking().Where(c => places.Contains(c.MemberId) && c.Id == claimId), customerId, now, ct)).SingleOrDefault();
    }

    // Whoever had two places in the club took some of it in the other.
    private async Task<List<Guid>> Places(Guid memberId, CancellationToken ct) => [memberId, .. await db.Memberships.Where(m => m.MergedIntoId == memberId).Select(m => m.Id).ToListAsync(ct)];

    private async Task<List<Voucher>> Read(IQueryable<RewardClaim> claims, Guid customerId, DateTime now, CancellationToken ct)
    {
        var (codes, uses, orders, rewards) = (db.Set<PromotionCode>(), db.Set<Redemption>(), db.Set<Order>(), db.Rewards);
        var rows = await claims.Select(c => new
        {
            Claim = c, Code = codes.Where(x => x.Id == c.CodeId).Select(x => new { x.Code, x.Used, x.EndsAt }).FirstOrDefault(),
            Use = uses.Where(u => u.CodeId == c.CodeId && c.CodeId != null && u.State != RedemptionState.Released).Select(u => new { u.State, Number = orders.Where(o => o.Id == u.OrderId && o.CustomerId == customerId).Select(o => o.Number).FirstOrDefault() }).FirstOrDefault(),
            Reward = rewards.Where(r => r.Id == c.RewardId).Select(r => new { r.ProductId, r.HeldAt, r.Place, r.Minimum }).FirstOrDefault(),
        }).ToListAsync(ct);
        return rows.ConvertAll(r => new Voucher(r.Claim.Id, r.Claim.Name, r.Claim.Kind, r.Claim.Cost, r.Claim.At, StateOf(r.Claim, r.Use?.State, r.Code?.EndsAt, now), r.Code?.Code, r.Claim.ExpiresAt, r.Use?.Number, r.Claim.Note, r.Claim.SettledAt, r.Reward?.ProductId) { HeldAt = r.Reward?.HeldAt, Place = r.Reward?.Place, Minimum = r.Reward?.Minimum });
    }

    internal static VoucherState StateOf(RewardClaim claim, RedemptionState? use, DateTime? endsAt, DateTime now) => claim.State switch
    {
        ClaimState.CalledOff => VoucherState.CalledOff,
        ClaimState.Waiting => VoucherState.Waiting,
        ClaimState.Done => VoucherState.Done,
        ClaimState.Missed => VoucherState.Missed,
        _ => use switch
        {
            RedemptionState.Taken => VoucherState.Used,
            RedemptionState.Held => VoucherState.Held,
            _ => endsAt <= now ? VoucherState.Expired : VoucherState.Open,
        },
    };
}
