using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Staff hand over what was taken, or call it off: then the voucher ends, the points come back and the piece is there for others.</summary>
public sealed class SettleClaim(ShopDb db, PointsLedger ledger, RuleBook rules, TimeProvider clock)
{
    /// <returns>False when there is no such claim.</returns>
    /// <exception cref="RuleBroken">It is a voucher, was called off, or its event has not begun.</exception>
    public Task<bool> Finish(Guid claimId, Actor by, string? note, CancellationToken ct) => Settle(claimId, (claim, now) => claim.Finish(by, note, now), ct);

    /// <summary>Who had a seat did not come; what they spent stays spent.</summary>
    /// <returns>False when there is no such claim.</returns>
    /// <exception cref="RuleBroken">It is no seat, was settled otherwise, or the event has not begun.</exception>
    public Task<bool> Miss(Guid claimId, Actor by, string? note, CancellationToken ct) => Settle(claimId, (claim, now) => claim.Miss(by, note, now), ct);

    /// <summary>Calls a whole event off: nobody can have a seat any more, and everybody who has one gets back what they spent and hears of it. Interrupted, it goes on when it is told again.</summary>
    /// <returns>How many seats it called off.</returns>
    /// <exception cref="RuleBroken">It is no event.</exception>
    public async Task<int> CallOffEvent(Guid rewardId, Actor by, string? note, CancellationToken ct)
    {
        RewardClaim.Read(note); // refused before anything happened
        await db.Retrying(async () =>
        {
            var reward = await db.Rewards.SingleAsync(r => r.Id == rewardId, ct);
            if (reward.Kind != RewardKind.EventSeat) throw new RuleBroken("Only an event can be called off as a whole.");
            reward.CallOff(clock.GetUtcNow().UtcDateTime);
            return await db.SaveChangesAsync(ct);
        }, ct);
        var seats = await db.RewardClaims.Where(c => c.RewardId == rewardId && c.State == ClaimState.Waiting).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        foreach (var seat in seats)
        {
            db.ChangeTracker.Clear();
            await CallOff(seat, by, note, ct);
        }
        return seats.Count;
    }

    private Task<bool> Settle(Guid claimId, Action<RewardClaim, DateTime> how, CancellationToken ct) => db.Retrying(async () =>
    {
        if (await db.RewardClaims.SingleOrDefaultAsync(c => c.Id == claimId, ct) is not { } claim) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        if (claim.State == ClaimState.Waiting && await db.Rewards.AnyAsync(r => r.Id == claim.RewardId && r.HeldAt > now, ct)) throw new RuleBroken("The event has not begun. Call it off, or wait for the day.");
        how(claim, now);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <returns>False when there is no such claim; being told twice changes nothing.</returns>
    /// <exception cref="RuleBroken">It was handed over, or the voucher is used, held for an order or over.</exception>
    public Task<bool> CallOff(Guid claimId, Actor by, string? note, CancellationToken ct) => db.Retrying(() => Undo(claimId, by, note, ct), ct);

    private async Task<bool> Undo(Guid claimId, Actor by, string? note, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.RewardClaims.AsNoTracking().Where(c => c.Id == claimId).Select(c => (Guid?)c.AccountId).SingleOrDefaultAsync(ct) is not { } accountId) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        var parts = await ledger.Parts(RewardClaim.SourceOf(claimId), Book.Redeemed, ct);
        var account = await ledger.Open(accountId, ct, lots: [.. parts.Select(p => p.LotId)]);
        var claim = await db.RewardClaims.SingleAsync(c => c.Id == claimId, ct); // as it is once nobody else can settle it
        if (claim.State == ClaimState.CalledOff) return true;
        if (claim.State is ClaimState.Done or ClaimState.Missed) throw new RuleBroken(claim.State == ClaimState.Missed ? "They did not come: it is settled." : "It was handed over already.");
        var codes = db.Set<Promotions.PromotionCode>();
        if (claim.CodeId is { } code && await codes.Where(c => c.Id == code && c.Used == 0 && (c.EndsAt == null || c.EndsAt > now)).ExecuteUpdateAsync(c => c.SetProperty(x => x.EndsAt, now), ct) == 0)
            throw new RuleBroken("This voucher is used, held for an order that is being paid, or over: its points stay spent.");
        var rewards = db.Rewards;
        await rewards.Where(r => r.Id == claim.RewardId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Taken, x => x.Taken - 1), ct);
        if (claim.Cost > 0) account.GiveBack(new Entry($"claim:{claimId}:back", claim.MemberId, now, by, claim.Name), parts, await Grace(now, ct));
        claim.CallOff(by, note, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<DateTime> Grace(DateTime now, CancellationToken ct) =>
        await rules.At(now, ct) is { } terms ? Expiries.LeastWhenGivenBack(now, terms.Rules, terms.Zone) : now.AddDays(new ExpiryTerms().DaysWhenGivenBack);
}
