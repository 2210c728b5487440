using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>Looks at a moment to come as if nothing more were bought or sent back: who would have another tier and why, by the evaluation that decides it in earnest, and what becomes of the points. Writes nothing; some hundred members are in memory at a time.</summary>
public sealed class ForeseeTiers(ShopDb db, RuleBook rules, StandMember stand, PointsOnTheBooks books)
{
    /// <param name="report">Told how many members are done, of how many.</param>
    public async Task<string> Run(DateTime asOf, Func<int, int, Task> report, CancellationToken ct)
    {
        var published = await rules.At(asOf, ct) ?? throw new Kernel.RuleBroken("No rules hold on that day.");
        var all = await db.Memberships.CountAsync(m => m.State == MembershipState.Active, ct);
        var (done, last, moves, movers, moved) = (0, Guid.Empty, new Dictionary<(Tier, Tier), int>(), new List<OutcomeMember>(), 0);
        while (true)
        {
            await report(done, all);
            var after = last;
            var members = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && m.Id > after).OrderBy(m => m.Id).Take(StandMember.AtOnce).ToListAsync(ct);
            if (members.Count == 0) break;
            last = members[^1].Id;
            var ids = members.Select(m => m.Id).ToList();
            var histories = await stand.Histories(members, ct);
            var due = (await db.PointsLots.AsNoTracking().Where(l => ids.Contains(l.MemberId) && l.ReleasedAt == null && l.DueAt <= asOf && l.CreditsGranted > l.CreditsRevoked)
                .Select(l => new { l.MemberId, l.OrderId, l.DueAt, Credits = l.CreditsGranted - l.CreditsRevoked }).ToListAsync(ct)).ToLookup(l => l.MemberId);
            foreach (var member in members)
            {
                var history = histories[member.Id];
                history = history with { Orders = [.. history.Orders, .. due[member.Id].Select(l => new CreditedOrder(l.OrderId, l.DueAt!.Value, l.Credits))] };
                var (verdict, _) = StandMember.Verdict(member, history, published, asOf);
                moves[(member.Tier, verdict.Tier)] = moves.GetValueOrDefault((member.Tier, verdict.Tier)) + 1;
                if (verdict.Tier == member.Tier) continue;
                moved++;
                if (movers.Count < Foresight.MostMovers) movers.Add(new OutcomeMember(member.Id, member.Tier, verdict.Tier, verdict.Because is { } because && because.To == verdict.Tier ? TierWords.Of(because, published.Rules.Ladder) : TierWords.ByNewRules(verdict, published.Rules.Ladder)));
            }
            done += members.Count;
        }
        var (released, expired) = await Points(asOf, ct);
        var outstanding = (await books.Read(ct))?.Outstanding ?? 0;
        return new Foresight(all, moved, [.. moves.OrderBy(m => m.Key).Select(m => new TierMove(m.Key.Item1, m.Key.Item2, m.Value))], movers, released, expired, outstanding, outstanding - expired).ToJson();
    }

    // What becomes spendable until then, and what ends: of that which is there, and of that which comes.
    private async Task<(long Released, long Expired)> Points(DateTime asOf, CancellationToken ct)
    {
        var waiting = await db.PointsLots.AsNoTracking().Where(l => l.ReleasedAt == null && l.DueAt <= asOf && l.Remaining > 0 && l.RuleSetId != null)
            .GroupBy(l => new { l.RuleSetId, l.DueAt }).Select(g => new { g.Key.RuleSetId, g.Key.DueAt, Points = g.Sum(l => l.Remaining) }).ToListAsync(ct);
        var expired = await db.PointsLots.Where(l => l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt <= asOf).SumAsync(l => l.Remaining, ct);
        foreach (var lot in waiting)
            if (await rules.Of(lot.RuleSetId!.Value, ct) is { } by && Expiries.For(lot.DueAt!.Value, by.Rules, by.Zone) <= asOf) expired += lot.Points;
        return (waiting.Sum(l => l.Points), expired);
    }
}
