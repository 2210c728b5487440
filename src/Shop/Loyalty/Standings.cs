using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>Compares the tiers that are stored with what the histories say.</summary>
internal static class Standings
{
    /// <summary>Members who do not stand where their history puts them, by the rules that judged them last.</summary>
    /// <param name="at">As of when, UTC. A tier that ended within the two hours before may still be there: the job that ends it comes every hour.</param>
    internal static async IAsyncEnumerable<(Guid MemberId, string Sentence, bool IsLost)> Misplaced(ShopDb db, DateTime at, [EnumeratorCancellation] CancellationToken ct)
    {
        var (book, stand) = (new RuleBook(db), new StandMember(db, new RuleBook(db)));
        var ids = await db.Memberships.Where(m => m.State == MembershipState.Active).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(ct);
        foreach (var some in ids.Chunk(StandMember.AtOnce))
        {
            var members = await db.Memberships.AsNoTracking().Where(m => some.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(ct);
            var histories = await stand.Histories(members, ct);
            var changes = (await db.TierChanges.AsNoTracking().Where(c => some.Contains(c.MemberId)).OrderBy(c => c.Number).Select(c => new Step(c.MemberId, c.Number, c.At, c.From, c.To)).ToListAsync(ct)).ToLookup(c => c.MemberId);
            foreach (var member in members)
            {
                List<Step> steps = [.. changes[member.Id]];
                if (steps.Index().Any(s => s.Item.Number != s.Index + 1 || s.Index > 0 && s.Item.From != steps[s.Index - 1].To && s.Item.From != Tier.Member)) yield return (member.Id, $"Of the steps of member {member.Number} one is missing.", true);
                if (member.JudgedBy is null && member.Tier != Tier.Member)
                {
                    yield return (member.Id, $"Member {member.Number} is {member.Tier}, and no rules said so.", false);
                    continue;
                }
                // Nobody judged them yet, as happens in the first hours: by the rules of now they may not have deserved more.
                if ((member.JudgedBy is { } judged ? await book.Of(judged, ct) : member.JoinedAt < at.AddHours(-2) ? await book.At(at.AddHours(-2), ct) : null) is not { } published)
                {
                    if (Untold(member, steps) is { } early) yield return (member.Id, early, false);
                    continue;
                }
                var history = histories[member.Id];
                var now = TierLadder.Evaluate(history, published.Rules, published.Zone, at);
                if (Fits(now) || Fits(TierLadder.Evaluate(history, published.Rules, published.Zone, at.AddHours(-2))))
                {
                    if (Untold(member, steps) is { } untold) yield return (member.Id, untold, false);
                    continue;
                }
                yield return (member.Id, $"Member {member.Number} is {member.Tier} until {Day(member.TierValidUntil)}, but the history says {now.Tier} until {Day(now.ValidUntil)}.", false);

                bool Fits(TierVerdict verdict) => (verdict.Tier, Seconds(verdict.ValidUntil)) == (member.Tier, Seconds(member.TierValidUntil));
            }
        }

        // The tier and its beginning are what the steps that were kept say. Who came back began anew.
        static string? Untold(Membership member, List<Step> steps)
        {
            var last = steps.LastOrDefault(s => s.From != s.To && s.At >= member.JoinedAt);
            if ((last?.To ?? Tier.Member) != member.Tier) return $"Member {member.Number} is {member.Tier}, but the last of their steps led to {last?.To ?? Tier.Member}.";
            return Seconds(last?.At ?? member.JoinedAt) == Seconds(member.TierSince) ? null : $"Member {member.Number} is {member.Tier} since {Day(member.TierSince)}, but their steps say {Day(last?.At ?? member.JoinedAt)}.";
        }

        static long? Seconds(DateTime? time) => time?.Ticks / TimeSpan.TicksPerSecond;

        static string Day(DateTime? time) => time is { } known ? $"{known:yyyy-MM-dd HH:mm:ss}" : "for ever";
    }

    private sealed record Step(Guid MemberId, int Number, DateTime At, Tier From, Tier To);
}
