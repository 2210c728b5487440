using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>A reward in the list of staff.</summary>
/// <param name="Waiting">How many wait to be handed over.</param>
public sealed record RewardRow(Guid Id, RewardTerms Terms, int Taken, int Waiting)
{
    public bool IsOver(DateTime now) => Terms.Until <= now;
    public bool IsPlanned(DateTime now) => !IsOver(now) && Terms.From > now;
}

/// <summary>Something that was taken, for staff.</summary>
public sealed record ClaimRow(Guid Id, string Name, RewardKind Kind, long Cost, DateTime At, VoucherState State, string Member, string MemberNumber, DateTime? ExpiresAt, string? SettledBy, DateTime? SettledAt, string? Note)
{
    public bool CanBeCalledOff => State is VoucherState.Open or VoucherState.Waiting;
}

/// <summary>Rewards and what was taken of them, for staff.</summary>
public sealed class RewardDesk(ShopDb db)
{
    public const int PageSize = 50;

    /// <summary>Those that can be had first, then planned ones, then the rest; the newest first.</summary>
    public async Task<IReadOnlyList<RewardRow>> All(DateTime now, CancellationToken ct)
    {
        var rewards = await db.Rewards.AsNoTracking().ToListAsync(ct);
        var waiting = await db.RewardClaims.Where(c => c.State == ClaimState.Waiting).GroupBy(c => c.RewardId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Key, c => c.Count, ct);
        return [.. rewards.OrderBy(r => r.Until <= now ? 2 : r.From > now ? 1 : 0).ThenByDescending(r => r.CreatedAt).ThenBy(r => r.Id).Select(r => new RewardRow(r.Id, RewardShelf.TermsOf(r), r.Taken, waiting.GetValueOrDefault(r.Id)))];
    }

    public async Task<RewardRow?> One(Guid id, CancellationToken ct) =>
        await db.Rewards.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } reward ? new RewardRow(id, RewardShelf.TermsOf(reward), reward.Taken, await db.RewardClaims.CountAsync(c => c.RewardId == id && c.State == ClaimState.Waiting, ct)) : null;

    /// <summary>The newest first; what waits the longest first when only that is asked for.</summary>
    public async Task<(IReadOnlyList<ClaimRow> Rows, bool HasMore)> Claims(bool onlyWaiting, Guid? rewardId, int page, DateTime now, CancellationToken ct)
    {
        var claims = db.RewardClaims.AsNoTracking();
        if (onlyWaiting) claims = claims.Where(c => c.State == ClaimState.Waiting);
        if (rewardId is { } reward) claims = claims.Where(c => c.RewardId == reward);
        claims = onlyWaiting ? claims.OrderBy(c => c.At).ThenBy(c => c.Id) : claims.OrderByDescending(c => c.At).ThenByDescending(c => c.Id);
        var rows = await Rows(claims.Skip((page - 1) * PageSize).Take(PageSize + 1), now, ct);
        return (rows[..Math.Min(PageSize, rows.Count)], rows.Count > PageSize);
    }

    public async Task<ClaimRow?> Claim(Guid id, DateTime now, CancellationToken ct) => (await Rows(db.RewardClaims.AsNoTracking().Where(c => c.Id == id), now, ct)).SingleOrDefault();

    private async Task<List<ClaimRow>> Rows(IQueryable<RewardClaim> claims, DateTime now, CancellationToken ct)
    {
        var (codes, uses, members, customers) = (db.Set<PromotionCode>(), db.Set<Redemption>(), db.Memberships, db.Set<Customer>());
        var rows = await claims.Select(c => new
        {
            Claim = c, EndsAt = codes.Where(x => x.Id == c.CodeId).Select(x => x.EndsAt).FirstOrDefault(),
            Use = uses.Where(u => u.CodeId == c.CodeId && c.CodeId != null && u.State != RedemptionState.Released).Select(u => (RedemptionState?)u.State).FirstOrDefault(),
            Member = members.Where(m => m.Id == c.MemberId).Select(m => new { m.Number, Name = customers.Where(x => x.Id == m.CustomerId).Select(x => x.Name).First() }).First(),
        }).ToListAsync(ct);
        return rows.ConvertAll(r => new ClaimRow(r.Claim.Id, r.Claim.Name, r.Claim.Kind, r.Claim.Cost, r.Claim.At, MemberVouchers.StateOf(r.Claim, r.Use, r.EndsAt, now), r.Member.Name, r.Member.Number, r.Claim.ExpiresAt, r.Claim.SettledBy, r.Claim.SettledAt, r.Claim.Note));
    }
}
