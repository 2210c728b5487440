using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Staff do something for a member by hand, each thing once: at once within their limit, else when a second person agrees.</summary>
public sealed class CorrectMember(ShopDb db, PointsLedger ledger, RuleBook rules, StandMember stand, CorrectionLimits limits, TimeProvider clock)
{
    /// <param name="id">Made when the form was shown: sent twice, it is asked for once.</param>
    /// <param name="roles">Of who asks: they say how much needs no second person.</param>
    /// <returns>What became of it; null when that customer is not in the club.</returns>
    /// <exception cref="RuleBroken">It cannot be done, whoever agrees.</exception>
    public Task<CorrectionOutcome?> Ask(Guid id, Guid customerId, CorrectionTerms terms, Actor by, IReadOnlyCollection<string> roles, CancellationToken ct) =>
        db.Retrying(() => Try(id, customerId, terms, by, roles, commit: true, ct), ct);

    /// <summary>What asking would come to: it is done and taken back.</summary>
    /// <exception cref="RuleBroken">It cannot be done, whoever agrees.</exception>
    public Task<CorrectionOutcome?> Preview(Guid customerId, CorrectionTerms terms, Actor by, IReadOnlyCollection<string> roles, CancellationToken ct) =>
        db.Retrying(() => Try(NewId.Next(), customerId, terms, by, roles, commit: false, ct), ct);

    /// <returns>False when there is no such thing asked for.</returns>
    /// <exception cref="RuleBroken">It is decided, was asked by the same person, or cannot be done any more.</exception>
    public Task<bool> Agree(Guid id, Actor by, CancellationToken ct) => Decide(id, async (correction, now) =>
    {
        correction.Agree(by, now);
        await Act(correction, by, now, ct);
    }, ct);

    /// <returns>False when there is no such thing asked for.</returns>
    public Task<bool> Refuse(Guid id, Actor by, string? why, CancellationToken ct) => Decide(id, (correction, now) =>
    {
        correction.Refuse(by, why, now);
        return Task.CompletedTask;
    }, ct);

    /// <returns>False when there is no such thing asked for.</returns>
    public Task<bool> Withdraw(Guid id, Actor by, CancellationToken ct) => Decide(id, (correction, now) =>
    {
        correction.Withdraw(by, now);
        return Task.CompletedTask;
    }, ct);

    private async Task<CorrectionOutcome?> Try(Guid id, Guid customerId, CorrectionTerms terms, Actor by, IReadOnlyCollection<string> roles, bool commit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await ledger.OpenOf(customerId, ct) is not { } open) return null;
        var (member, account) = open;
        if (await db.Corrections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } told)
            return told.IsFor(member.Id, terms) ? new CorrectionOutcome(id, told.State == CorrectionState.Waiting ? told.Beyond : null, Math.Abs(told.Points), account.Available, account.Available, member.Tier, member.Tier, member.TierValidUntil) : throw new RuleBroken("This form was sent before, with something else in it. Begin with a new one.");
        var published = await rules.At(now, ct);
        var before = (account.SpendableAt(now), member.Tier);
        var points = terms.Kind == CorrectionKind.Extension ? Ending(account, terms.EndingBefore, now).Sum(l => l.Remaining) : Math.Abs(terms.Points);
        if (terms.Kind == CorrectionKind.Extension && points == 0) throw new RuleBroken("None of their points end so soon.");
        if (terms.Points < 0 && before.Item1 < points) throw new RuleBroken($"They can spend {before.Item1:N0} points: more cannot be taken.");

        var beyond = await IsOwn(customerId, by, ct) ? "it is for yourself" : await limits.Beyond(by.Id!.Value, roles, terms, points, published?.Rules.Ladder ?? new(), Period.LocalDay(now, published?.Zone ?? TimeZoneInfo.Utc), now, ct);
        var correction = Correction.Of(id, member.Id, terms, points, by, beyond, now);
        db.Add(correction);
        if (beyond is null) correction.Agree(by, now);
        if (beyond is null || !commit) await Act(correction, by, now, ct); // a preview shows what agreeing would do
        await db.SaveChangesAsync(ct);
        var after = await db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id, ct);
        var outcome = new CorrectionOutcome(correction.Id, beyond, points, before.Item1, account.SpendableAt(now), before.Tier, after.Tier, after.TierValidUntil);
        if (commit) await transaction.CommitAsync(ct);
        else await transaction.RollbackAsync(ct);
        db.ChangeTracker.Clear();
        return outcome;
    }

    private Task<bool> Decide(Guid id, Func<Correction, DateTime, Task> how, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var corrections = db.Corrections;
        // A change of nothing holds the row: of two who decide at once the second finds it decided.
        if (await corrections.Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version), ct) == 0) return false;
        var correction = await corrections.SingleAsync(c => c.Id == id, ct);
        await how(correction, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }, ct);

    private async Task Act(Correction correction, Actor by, DateTime now, CancellationToken ct)
    {
        var customer = await db.Memberships.Where(m => m.Id == correction.MemberId).Select(m => m.CustomerId).SingleAsync(ct);
        if (by.Id != correction.AskedById && await IsOwn(customer, by, ct)) throw new RuleBroken("It is for yourself: somebody else has to agree.");
        var (member, account) = await ledger.OpenOf(customer, ct) ?? throw new RuleBroken("They are not in the club any more.");
        var published = await rules.At(now, ct) ?? throw new RuleBroken("There are no rules yet by which points could end.");
        var entry = new Entry(correction.SourceKey, member.Id, now, by, correction.Words, RuleSetId: published.RuleSetId);
        switch (correction.Kind)
        {
            case CorrectionKind.Points when correction.Points > 0:
                account.Grant(entry, correction.Points, Expiries.For(now, published.Rules, published.Zone), PointsMove.Adjusted);
                break;
            case CorrectionKind.Points:
                account.TakeAway(entry, -correction.Points);
                break;
            case CorrectionKind.Extension:
                var lots = Ending(account, correction.EndingBefore, now);
                if (lots.Count == 0) throw new RuleBroken("None of these points is left.");
                if (lots.Sum(l => l.Remaining) > correction.Points) throw new RuleBroken($"More points end until then by now than the {correction.Points:N0} that were asked about. Refuse it, and ask anew.");
                foreach (var lot in lots) account.Extend(entry with { SourceKey = $"{correction.SourceKey}:{lot.Id}" }, lot, correction.Until!.Value);
                break;
            case CorrectionKind.Tier when published.Rules.Ladder.Tiers.All(t => t.Tier != correction.Tier):
                throw new RuleBroken($"The rules of the club have no {published.Rules.Ladder.NameOf(correction.Tier!.Value)}.");
            default:
                db.Add(LentTier.Of(member.Id, correction.Tier!.Value, now, correction.Until!.Value, correction.Grant!.Value, correction.Words, by));
                await db.SaveChangesAsync(ct);
                await stand.Run(member.Id, now, ct);
                break;
        }
        await db.SaveChangesAsync(ct);
    }

    private Task<bool> IsOwn(Guid customerId, Actor by, CancellationToken ct) => db.Set<Customers.Customer>().AnyAsync(c => c.Id == customerId && c.UserId != null && c.UserId == by.Id, ct);

    private static List<Lot> Ending(PointsAccount account, DateTime? before, DateTime now) => [.. account.Lots.Where(l => l.IsSpendable(now) && l.ExpiresAt <= before).OrderBy(l => l.ExpiresAt).ThenBy(l => l.Id)];
}

/// <summary>What became of something done by hand, or would.</summary>
/// <param name="Beyond">Why a second person has to agree first; null when it is done.</param>
/// <param name="Points">How many are given, taken or extended.</param>
public sealed record CorrectionOutcome(Guid Id, string? Beyond, long Points, long Before, long After, Tier TierBefore, Tier TierAfter, DateTime? TierUntil);
