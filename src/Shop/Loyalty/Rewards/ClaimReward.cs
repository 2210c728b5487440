using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Takes a reward for points, or a seat that comes with a tier: the points, the piece and the voucher in one step, once however often the button is pressed.</summary>
public sealed class ClaimReward(ShopDb db, PointsLedger ledger, RewardShelf shelf, TierSeats seats, RuleBook rules, TimeProvider clock)
{
    public abstract record Outcome;
    public sealed record Taken(Guid ClaimId) : Outcome;

    /// <summary>Nothing was spent.</summary>
    public sealed record Refused(RewardOffer Offer) : Outcome;

    /// <summary>It costs another number of points by now: nothing was spent.</summary>
    public sealed record CostChanged(RewardOffer Offer) : Outcome;
    public sealed record NoReward : Outcome;

    /// <param name="cost">What the member read that it costs.</param>
    /// <param name="once">Made with the form that was pressed.</param>
    public Task<Outcome> Run(Guid customerId, Guid rewardId, long cost, Guid once, CancellationToken ct) => db.Retrying(() => Claim(customerId, rewardId, cost, once, ct), ct);

    private async Task<Outcome> Claim(Guid customerId, Guid rewardId, long cost, Guid once, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await ledger.OpenOf(customerId, ct) is not var (member, account)) return await shelf.One(rewardId, null, now, ct) is { } closed ? new Refused(closed) : new NoReward();
        if (await db.RewardClaims.Where(c => c.MemberId == member.Id && c.Once == once).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct) is { } before) return new Taken(before);
        if (await shelf.One(rewardId, new RewardAsker(member.Id, member.Tier, account.SpendableAt(now), await seats.Left(member.Id, member.Tier, now, ct)), now, ct) is not { } offer) return new NoReward();
        if (!offer.CanBeHad) return new Refused(offer);
        if (offer.Cost != cost) return new CostChanged(offer);

        // What is left is counted by the database: of many who want the last one, one has it.
        var rewards = db.Rewards;
        if (await rewards.Where(r => r.Id == rewardId && (cost == 0 || r.Cost == cost) && (r.Quota == null || r.Taken < r.Quota) && (r.Until == null || r.Until > now) && (r.HeldAt == null || r.HeldAt > now)).ExecuteUpdateAsync(r => r.SetProperty(x => x.Taken, x => x.Taken + 1), ct) == 0)
            return new Refused(offer with { Trouble = RewardTrouble.SoldOut, Left = 0 });
        var reward = await rewards.AsNoTracking().SingleAsync(r => r.Id == rewardId, ct);
        var name = await db.Set<Customer>().Where(c => c.Id == customerId).Select(c => c.Name).SingleAsync(ct);
        var code = reward.PromotionId is { } promotion ? PromotionCode.Draw(promotion, await EndOf(reward, now, ct)) : null;
        var claim = RewardClaim.Take(reward, member, account, offer.Cost, code, once, Actor.Customer(customerId, name), now, (await rules.At(now, ct))?.RuleSetId);
        if (code is not null) db.Add(code);
        db.Add(claim);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Taken(claim.Id);
    }

    // To the end of the last day, like points.
    private async Task<DateTime> EndOf(Reward reward, DateTime now, CancellationToken ct)
    {
        var zone = (await rules.At(now, ct))?.Zone ?? TimeZoneInfo.Utc;
        return Period.StartOf(Period.LocalDay(now, zone).AddDays(reward.ValidDays + 1), zone);
    }
}
