using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Staff hand over what was taken, or call it off: then the voucher ends, the points come back and the piece is there for others.</summary>
public sealed class SettleClaim(ShopDb db, PointsLedger ledger, RuleBook rules, TimeProvider clock)
{
    /// <returns>False when there is no such claim.</returns>
    /// <exception cref="RuleBroken">It is a voucher, was called off, or its event has not begun.</exception>
    public Task<bool> Finish(Guid claimId, Actor by, string? note, CancellationToken ct) => db.Retrying(async () =>
    {
        if (await db.RewardClaims.SingleOrDefaultAsync(c => c.Id == claimId, ct) is not { } claim) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        if (claim.State == ClaimState.Waiting && await db.Rewards.AnyAsync(r => r.Id == claim.RewardId && r.HeldAt > now, ct)) throw new RuleBroken("The event has not begun. Call it off, or wait for the day.");
        claim.Finish(by, note, now);
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
        if (claim.State == ClaimState.Done) throw new RuleBroken("It was handed over already.");
        var codes = db.Set<Promotions.PromotionCode>();
        if (claim.CodeId is { } code && await codes.Where(c => c.Id == code && c.Used == 0 && (c.EndsAt == null || c.EndsAt > now)).ExecuteUpdateAsync(c => c.SetProperty(x => x.EndsAt, now), ct) == 0)
            throw new RuleBroken("This voucher is used, held for an order that is being paid, or over: its points stay spent.");
        var rewards = db.Rewards;
        await rewards.Where(r => r.Id == claim.RewardId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Taken, x => x.Taken - 1), ct);
        account.GiveBack(new Entry($"claim:{claimId}:back", claim.MemberId, now, by, claim.Name), parts, await Grace(now, ct));
        claim.CallOff(by, note, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<DateTime> Grace(DateTime now, CancellationToken ct) =>
        await rules.At(now, ct) is { } terms ? Expiries.LeastWhenGivenBack(now, terms.Rules, terms.Zone) : now.AddDays(new ExpiryTerms().DaysWhenGivenBack);
}
