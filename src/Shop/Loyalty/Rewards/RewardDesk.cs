using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>A reward in the list of staff.</summary>
/// <param name="Waiting">How many wait to be handed over.</param>
public sealed record RewardRow(Guid Id, RewardTerms Terms, int Taken, int Waiting)
{
    public bool IsOver(DateTime now) => Terms.Until <= now || Terms.HeldAt <= now;
    public bool IsPlanned(DateTime now) => !IsOver(now) && Terms.From > now;
}

/// <summary>Something that was taken, for staff.</summary>
public sealed record ClaimRow(Guid Id, string Name, RewardKind Kind, long Cost, DateTime At, VoucherState State, string Member, string MemberNumber, DateTime? ExpiresAt, string? SettledBy, DateTime? SettledAt, string? Note)
{
    public DateTime? HeldAt { get; init; }
    public string? Place { get; init; }
    public bool CanBeCalledOff => State is VoucherState.Open or VoucherState.Waiting;
}

/// <summary>Rewards and what was taken of them, for staff.</summary>
public sealed class RewardDesk(ShopDb db)
{
    public async Task<RewardRow?> One(Guid id, CancellationToken ct) =>
        await db.Rewards.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } reward ? new RewardRow(id, RewardShelf.TermsOf(reward), reward.Taken, await db.RewardClaims.CountAsync(c => c.RewardId == id && c.State == ClaimState.Waiting, ct)) : null;

    public async Task<ClaimRow?> Claim(Guid id, DateTime now, CancellationToken ct) => (await Rows(db.RewardClaims.AsNoTracking().Where(c => c.Id == id), now, ct)).SingleOrDefault();

    private async Task<List<ClaimRow>> Rows(IQueryable<RewardClaim> claims, DateTime now, CancellationToken ct)
    {
        var (codes, uses, members, customers, rewards) = (db.Set<PromotionCode>(), db.Set<Redemption>(), db.Memberships, db.Set<Customer>(), db.Rewards);
        var rows = await claims.Select(c => new
        {
            Claim = c, EndsAt = codes.Where(x => x.Id == c.CodeId).Select(x => x.EndsAt).FirstOrDefault(),
            Use = uses.Where(u => u.CodeId == c.CodeId && c.CodeId != null && u.State != RedemptionState.Released).Select(u => (RedemptionState?)u.State).FirstOrDefault(),
            Event = rewards.Where(r => r.Id == c.RewardId).Select(r => new { r.HeldAt, r.Place }).FirstOrDefault(),
            Member = members.Where(m => m.Id == c.MemberId).Select(m => new { m.Number, Name = customers.Where(x => x.Id == m.CustomerId).Select(x => x.Name).First() }).First(),
        }).ToListAsync(ct);
        return rows.ConvertAll(r => new ClaimRow(r.Claim.Id, r.Claim.Name, r.Claim.Kind, r.Claim.Cost, r.Claim.At, MemberVouchers.StateOf(r.Claim, r.Use, r.EndsAt, now), r.Member.Name, r.Member.Number, r.Claim.ExpiresAt, r.Claim.SettledBy, r.Claim.SettledAt, r.Claim.Note) { HeldAt = r.Event?.HeldAt, Place = r.Event?.Place });
    }
}
