using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Brings a member's tier to agree with their history, and keeps why. Inside the caller's transaction; running it again changes nothing.</summary>
public sealed class StandMember(ShopDb db, RuleBook rules)
{
    /// <param name="at">As of when, UTC.</param>
    public async Task Run(Guid memberId, DateTime at, CancellationToken ct)
    {
        if (await rules.At(at, ct) is not { } published) return;
        var member = await db.Memberships.SingleAsync(m => m.Id == memberId, ct);
        var verdict = TierLadder.Evaluate(await History(member, ct), published.Rules, published.Zone, at);
        if (verdict.Tier < member.Tier && member.JudgedBy is { } earlier && earlier != published.RuleSetId && !(member.TierValidUntil <= at))
        {
            // What was promised under other rules is kept to its end.
            db.Add(LentTier.Of(memberId, member.Tier, at, member.TierValidUntil ?? at.AddYears(1), GrantKind.Override, "it was yours when the rules changed, for as long as was said then", Actor.System));
            await db.SaveChangesAsync(ct);
            verdict = TierLadder.Evaluate(await History(member, ct), published.Rules, published.Zone, at);
        }
        var last = await db.TierChanges.Where(c => c.MemberId == memberId).OrderByDescending(c => c.Number).Select(c => new { c.Number, c.At }).FirstOrDefaultAsync(ct);
        var changes = Changes(memberId, verdict.Steps.Where(s => last is null || s.At > last.At), last?.Number ?? 0, published.RuleSetId);
        // Other rules tell the past otherwise: that is a change of now.
        if (changes.Count == 0 && verdict.Tier != member.Tier) changes = [TierChange.Of(memberId, (last?.Number ?? 0) + 1, at, member.Tier, verdict.Tier, verdict.ValidUntil, published.RuleSetId, verdict.Window, verdict.Credits, TierWords.ByNewRules(verdict))];
        db.AddRange(changes);
        member.Stand(verdict.Tier, verdict.Since, verdict.ValidUntil, published.RuleSetId);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>All that decides a member's tier, from the journal.</summary>
    public async Task<TierHistory> History(Membership member, CancellationToken ct)
    {
        var journal = await db.PointsTransactions.AsNoTracking().Where(t => t.MemberId == member.Id && t.Postings.Any(p => p.Unit == LedgerUnit.Credits && p.Book == Book.Available)).ToListAsync(ct);
        var lent = await db.LentTiers.AsNoTracking().Where(l => l.MemberId == member.Id && l.Until > member.JoinedAt).OrderBy(l => l.From).ToListAsync(ct);
        return History(member.JoinedAt, journal, [.. lent.Select(l => l.Grant)]);
    }

    internal static TierHistory History(DateTime joinedAt, IEnumerable<PointsTransaction> journal, IReadOnlyList<TierGrant> grants)
    {
        var moves = journal.OrderBy(t => t.AccountId).ThenBy(t => t.Number)
            .SelectMany(t => t.Postings.Where(p => p is { Unit: LedgerUnit.Credits, Book: Book.Available }).Select(p => (t.OrderId, t.At, p.LotId, p.Amount)));
        // Who left and came back begins anew: what was released before counts no more.
        var credited = moves.GroupBy(m => m.LotId).Where(lot => lot.First().At >= joinedAt).Select(lot =>
        {
            var first = lot.First();
            return new CreditedOrder(first.OrderId, first.At, first.Amount) { Revocations = [.. lot.Skip(1).Select(m => new Revocation(m.At, -m.Amount))] };
        });
        return new TierHistory(joinedAt, [.. credited], grants);
    }

    internal static IReadOnlyList<TierChange> Changes(Guid memberId, IEnumerable<TierStep> steps, int number, Guid ruleSetId) =>
        [.. steps.Select(s => TierChange.Of(memberId, ++number, s.At, s.From, s.To, s.ValidUntil, ruleSetId, s.Window, s.Credits, TierWords.Of(s)))];
}
