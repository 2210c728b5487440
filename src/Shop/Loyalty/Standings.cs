using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>Compares the tiers that are stored with what the histories say.</summary>
internal static class Standings
{
    /// <summary>Members who do not stand where their history puts them, by the rules that judged them last.</summary>
    /// <param name="at">As of when, UTC. A tier that ended within the two hours before may still be there: the job that ends it comes every hour.</param>
    internal static async IAsyncEnumerable<(Guid MemberId, string Sentence)> Misplaced(ShopDb db, DateTime at, [EnumeratorCancellation] CancellationToken ct)
    {
        var (book, stand) = (new RuleBook(db), new StandMember(db, new RuleBook(db)));
        var ids = await db.Memberships.Where(m => m.State == MembershipState.Active).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(ct);
        foreach (var some in ids.Chunk(StandMember.AtOnce))
        {
            var members = await db.Memberships.AsNoTracking().Where(m => some.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(ct);
            var histories = await stand.Histories(members, ct);
            foreach (var member in members)
            {
                if (member.JudgedBy is not { } judged || await book.Of(judged, ct) is not { } published)
                {
                    if (member.Tier != Tier.Member) yield return (member.Id, $"Member {member.Number} is {member.Tier}, and no rules said so.");
                    continue;
                }
                var history = histories[member.Id];
                var now = TierLadder.Evaluate(history, published.Rules, published.Zone, at);
                if (Fits(now) || Fits(TierLadder.Evaluate(history, published.Rules, published.Zone, at.AddHours(-2)))) continue;
                yield return (member.Id, $"Member {member.Number} is {member.Tier} until {Day(member.TierValidUntil)}, but the history says {now.Tier} until {Day(now.ValidUntil)}.");

                bool Fits(TierVerdict verdict) => (verdict.Tier, Seconds(verdict.ValidUntil)) == (member.Tier, Seconds(member.TierValidUntil));
            }
        }

        static long? Seconds(DateTime? time) => time?.Ticks / TimeSpan.TicksPerSecond;

        static string Day(DateTime? time) => time is { } known ? $"{known:yyyy-MM-dd HH:mm:ss}" : "for ever";
    }
}
