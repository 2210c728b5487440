using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Brings the tiers of members to agree with their histories, and keeps why. Inside the caller's transaction; running it again changes nothing.</summary>
public sealed class StandMember(ShopDb db, RuleBook rules)
{
    /// <summary>How many are best judged at once: few questions for many, and nobody else waits for long.</summary>
    internal const int AtOnce = 250;

    /// <param name="at">As of when, UTC.</param>
    public Task Run(Guid memberId, DateTime at, CancellationToken ct) => Run([memberId], at, ct);

    /// <summary>Several members at once, with as many questions as for one.</summary>
    public Task Run(IReadOnlyCollection<Guid> memberIds, DateTime at, CancellationToken ct) => Run(memberIds, at, believeSteps: false, ct);

    /// <summary>The past of another place of theirs became this one's: what of it changes the tier is a step of now, not of then.</summary>
    internal Task TakePast(Guid memberId, DateTime at, CancellationToken ct) => Run([memberId], at, believeSteps: false, ct, fromNow: true);

    /// <summary>Puts a tier right that was changed behind our back: what was written down of the steps is believed, and nobody is told.</summary>
    internal Task PutRight(Guid memberId, DateTime at, CancellationToken ct) => Run([memberId], at, believeSteps: true, ct);

    private async Task Run(IReadOnlyCollection<Guid> memberIds, DateTime at, bool believeSteps, CancellationToken ct, bool fromNow = false)
    {
        if (await rules.At(at, ct) is not { } published) return;
        var members = await db.Memberships.Where(m => memberIds.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(ct);
        if (members.Exists(m => m.MergedIntoId is not null))
        {
            // What happens in a place that became part of another is judged there.
            memberIds = [.. members.Select(m => m.MergedIntoId ?? m.Id).Distinct()];
            members = await db.Memberships.Where(m => memberIds.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(ct);
        }
        var histories = await Histories(members, ct);
        var before = (await db.TierChanges.Where(c => memberIds.Contains(c.MemberId)).Select(c => new LastStep(c.MemberId, c.Number, c.At, c.From, c.To)).ToListAsync(ct)).ToLookup(c => c.MemberId);
        foreach (var member in members)
        {
            var steps = before[member.Id];
            var reached = steps.Where(c => c.From != c.To && c.At >= member.JoinedAt).MaxBy(c => c.Number);
            if (believeSteps) member.Stand(reached?.To ?? Tier.Member, reached?.At ?? member.JoinedAt, member.TierValidUntil, member.JudgedBy ?? published.RuleSetId);
            var earlier = member.JudgedBy is { } judged && judged != published.RuleSetId ? await rules.Of(judged, ct) : null;
            db.AddRange(Judge(member, histories[member.Id], published, earlier, at, steps.MaxBy(c => c.Number), fromNow));
            if (believeSteps) member.ForgetRaised();
        }
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Where a member stands at a moment by some rules; and what is lent so that a promise of the rules before is kept to its end.</summary>
    internal static (TierVerdict Verdict, LentTier? Kept) Verdict(Membership member, TierHistory history, PublishedRules published, DateTime at)
    {
        var verdict = TierLadder.Evaluate(history, published.Rules, published.Zone, at);
        if (verdict.Tier >= member.Tier || member.JudgedBy is not { } earlier || earlier == published.RuleSetId || member.TierValidUntil <= at) return (verdict, null);
        var kept = LentTier.Of(member.Id, member.Tier, at, member.TierValidUntil ?? at.AddYears(1), GrantKind.Override, "it was yours when the rules changed, for as long as was said then", Actor.System);
        return (TierLadder.Evaluate(history with { Grants = [.. history.Grants.Append(kept.Grant).OrderBy(g => g.From)] }, published.Rules, published.Zone, at), kept);
    }

    private IReadOnlyList<TierChange> Judge(Membership member, TierHistory history, PublishedRules published, PublishedRules? earlier, DateTime at, LastStep? last, bool fromNow)
    {
        var (verdict, kept) = Verdict(member, history, published, at);
        if (kept is not null) db.Add(kept);
        var otherRules = member.JudgedBy is { } judged && judged != published.RuleSetId;
        var steps = verdict.Steps.Where(s => s.At >= member.JoinedAt && (last is null || s.At > last.At) && (!otherRules && !fromNow || s.At == at)).SkipWhile(s => s.From != member.Tier);
        var changes = Changes(member.Id, steps, last?.Number ?? 0, published);
        // Other rules, or credits that came late, tell the past otherwise; what was kept of it stays. That is a change of now, from where the member stands.
        if (changes.Count == 0 && verdict.Tier != member.Tier)
            changes = [TierChange.Of(member.Id, (last?.Number ?? 0) + 1, at, member.Tier, verdict.Tier, verdict.ValidUntil, published.RuleSetId, verdict.Window, verdict.Credits, otherRules ? TierWords.ByNewRules(verdict, published.Rules.Ladder) : TierWords.ByLateNews(verdict, published.Rules.Ladder))];
        member.Stand(verdict.Tier, changes.LastOrDefault(c => c.From != c.To)?.At ?? member.TierSince, verdict.ValidUntil, published.RuleSetId, verdict.Tier != member.Tier && earlier is not null && TierLadder.Evaluate(history, earlier.Rules, earlier.Zone, at).Tier != verdict.Tier);
        return changes;
    }

    /// <summary>The tier a member had at a moment, however late that is asked.</summary>
    /// <param name="at">UTC.</param>
    public async Task<Tier> TierAt(Membership member, DateTime at, CancellationToken ct) =>
        await db.TierChanges.Where(c => c.MemberId == member.Id && c.At >= member.JoinedAt && c.At <= at).OrderByDescending(c => c.Number).Select(c => (Tier?)c.To).FirstOrDefaultAsync(ct) ?? Tier.Member;

    /// <summary>All that decides a member's tier, from the journal.</summary>
    public async Task<TierHistory> History(Membership member, CancellationToken ct) => (await Histories([member], ct))[member.Id];

    /// <summary>The same of many.</summary>
    internal async Task<IReadOnlyDictionary<Guid, TierHistory>> Histories(IReadOnlyCollection<Membership> members, CancellationToken ct)
    {
        var ids = members.Select(m => m.Id).ToList();
        // Two places of one person count together, each from when it was joined.
        var absorbed = await db.Memberships.AsNoTracking().Where(m => m.MergedIntoId != null && ids.Contains(m.MergedIntoId.Value)).Select(m => new { m.Id, Into = m.MergedIntoId!.Value, m.JoinedAt }).ToListAsync(ct);
        var places = members.Select(m => (m.Id, Into: m.Id, m.JoinedAt)).Concat(absorbed.Select(m => (m.Id, m.Into, m.JoinedAt))).ToLookup(m => m.Into);
        ids.AddRange(absorbed.Select(m => m.Id));
        var moves = (await (
            from entry in db.PointsTransactions.AsNoTracking()
            where ids.Contains(entry.MemberId)
            from posting in entry.Postings
            where posting.Unit == LedgerUnit.Credits && posting.Book == Book.Available
            select new { entry.MemberId, Move = new CreditMove(entry.AccountId, entry.Number, posting.Line, entry.OrderId, entry.At, posting.LotId, posting.Amount) }).ToListAsync(ct)).ToLookup(m => m.MemberId, m => m.Move);
        var lent = (await db.LentTiers.AsNoTracking().Where(l => ids.Contains(l.MemberId)).OrderBy(l => l.From).ToListAsync(ct)).ToLookup(l => l.MemberId);
        return members.ToDictionary(m => m.Id, m => new TierHistory(m.JoinedAt, [.. places[m.Id].SelectMany(p => Credited(p.JoinedAt, moves[p.Id]))], [.. places[m.Id].SelectMany(p => lent[p.Id].Where(l => l.From >= p.JoinedAt)).OrderBy(l => l.From).Select(l => l.Grant)]));
    }

    internal static TierHistory History(DateTime joinedAt, IEnumerable<PointsTransaction> journal, IReadOnlyList<TierGrant> grants) =>
        new(joinedAt, [.. Credited(joinedAt, journal.SelectMany(t => t.Postings.Where(p => p is { Unit: LedgerUnit.Credits, Book: Book.Available }).Select(p => new CreditMove(t.AccountId, t.Number, p.Line, t.OrderId, t.At, p.LotId, p.Amount))))], grants);

    // Who left and came back begins anew: what was released before counts no more.
    private static IEnumerable<CreditedOrder> Credited(DateTime joinedAt, IEnumerable<CreditMove> moves) =>
        moves.OrderBy(m => m.AccountId).ThenBy(m => m.Number).ThenBy(m => m.Line).GroupBy(m => m.LotId).Where(lot => lot.First().At >= joinedAt).Select(lot =>
        {
            var first = lot.First();
            return new CreditedOrder(first.OrderId, first.At, first.Amount) { Revocations = [.. lot.Skip(1).Select(m => new Revocation(m.At, -m.Amount))] };
        });

    internal static IReadOnlyList<TierChange> Changes(Guid memberId, IEnumerable<TierStep> steps, int number, PublishedRules published) =>
        [.. steps.Select(s => TierChange.Of(memberId, ++number, s.At, s.From, s.To, s.ValidUntil, published.RuleSetId, s.Window, s.Credits, TierWords.Of(s, published.Rules.Ladder)))];

    private sealed record LastStep(Guid MemberId, int Number, DateTime At, Tier From, Tier To);

    // Credits that became valid, or were taken back.
    private sealed record CreditMove(Guid AccountId, long Number, int Line, Guid? OrderId, DateTime At, Guid? LotId, long Amount);
}
