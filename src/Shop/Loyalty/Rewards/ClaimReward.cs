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
        var opened = await ledger.OpenOf(customerId, ct);
        var now = clock.GetUtcNow().UtcDateTime; // waiting for the account may have taken a while
        if (opened is not var (member, account)) return await shelf.One(rewardId, null, now, ct) is { } closed ? new Refused(closed) : new NoReward();
        if (await db.RewardClaims.Where(c => c.MemberId == member.Id && c.Once == once).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct) is { } before) return new Taken(before);
        var asker = new RewardAsker(member.Id, member.Tier, account.SpendableAt(now), await seats.Of(member.Id, member.Tier, now, ct));
        if (await shelf.One(rewardId, asker, now, ct) is not { } offer) return new NoReward();
        if (!offer.CanBeHad) return new Refused(offer);
        var isFree = cost == 0 && offer.SeatsOfTier > 0; // whoever has a seat by their tier may pay for this one all the same, and keep it for another event
        if (!isFree && offer.Terms.Cost != cost) return new CostChanged(offer);
        if (!isFree && account.SpendableAt(now) < cost) return new Refused(offer with { Trouble = RewardTrouble.PointsMissing, Missing = cost - account.SpendableAt(now) });

        // What is left is counted by the database: of many who want the last one, one has it; and nobody what staff changed or ended meanwhile.
        var rewards = db.Rewards;
        if (await rewards.Where(r => r.Id == rewardId && r.Version == offer.Version && (r.Quota == null || r.Taken < r.Quota) && (r.Until == null || r.Until > now) && (r.HeldAt == null || r.HeldAt > now)).ExecuteUpdateAsync(r => r.SetProperty(x => x.Taken, x => x.Taken + 1), ct) == 0)
            return await shelf.One(rewardId, asker, clock.GetUtcNow().UtcDateTime, ct) is not { } still ? new NoReward() : still.CanBeHad ? new CostChanged(still) : new Refused(still);
        var reward = await rewards.AsNoTracking().SingleAsync(r => r.Id == rewardId, ct);
        var name = await db.Set<Customer>().Where(c => c.Id == customerId).Select(c => c.Name).SingleAsync(ct);
        var code = reward.PromotionId is { } promotion ? PromotionCode.Draw(promotion, await EndOf(reward, now, ct)) : null;
        var claim = RewardClaim.Take(reward, member, account, cost, code, once, Actor.Customer(customerId, name), now, (await rules.At(now, ct))?.RuleSetId);
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
