namespace Shop.Loyalty;

/// <summary>What would have become of a member if some rules had always been in force: each order earns at the tier of its moment, and lifts the tier when it is released.</summary>
internal sealed class PlayedMember
{
    private readonly List<Grown> _lots = [];

    private PlayedMember() { }

    public TierVerdict Verdict { get; private set; } = null!;

    /// <summary>Points that can be spent or wait, of which nothing came back, expired or was spent.</summary>
    public long Outstanding { get; private set; }

    public static PlayedMember Play(PastMember member, ProgrammeRules rules, TimeZoneInfo zone, DateTime at, Action<DateTime, long> issued)
    {
        var played = new PlayedMember();
        var walk = new TierWalk(new TierHistory(member.JoinedAt, [], member.Grants), rules, zone);
        var earned = new OrderPoints?[member.Orders.Count];
        foreach (var (when, i, isPaid) in Moments(member, at))
        {
            var order = member.Orders[i];
            walk.To(when);
            if (isPaid)
            {
                earned[i] = EarningRules.For(order.Order, rules, walk.Tier);
                issued(order.PaidAt, earned[i]!.Points - TakenBack(earned[i]!, order, at).Sum(b => b.Points));
            }
            else if (earned[i] is { } points)
            {
                var due = when.AddDays(rules.ReturnDays(walk.Tier));
                var back = TakenBack(points, order, at);
                walk.Add(new CreditedOrder(order.OrderId, due, points.Credits) { Revocations = [.. back.Select(b => new Revocation(b.At, b.Credits))] });
                played._lots.Add(new Grown(due, due <= at ? Expiries.For(due, rules, zone) : DateTime.MaxValue, points.Points - back.Sum(b => b.Points)));
                earned[i] = null; // no longer on its way
            }
        }
        var waiting = member.Orders.Select((order, i) => earned[i] is { } points ? points.Points - TakenBack(points, order, at).Sum(b => b.Points) : 0).Sum();
        played.Verdict = walk.To(at).Verdict();
        played.Outstanding = waiting + played.Left(member.Spent, at);
        return played;
    }

    private static List<(DateTime At, int Order, bool IsPaid)> Moments(PastMember member, DateTime at)
    {
        var moments = new List<(DateTime At, int Order, bool IsPaid)>(member.Orders.Count * 2);
        for (var i = 0; i < member.Orders.Count; i++)
        {
            var order = member.Orders[i];
            if (order.PaidAt > at) continue;
            moments.Add((order.PaidAt, i, true));
            if (order.DeliveredAt is { } delivered && delivered <= at) moments.Add((delivered > order.PaidAt ? delivered : order.PaidAt, i, false));
        }
        moments.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : b.IsPaid.CompareTo(a.IsPaid)); // at one moment paid comes before delivered
        return moments;
    }

    // Of each line what its pieces earned; with its last piece all that is left of it.
    private static List<(DateTime At, long Points, long Credits)> TakenBack(OrderPoints earned, PastOrder order, DateTime at)
    {
        var all = new List<(DateTime, long, long)>(order.Returns.Count);
        if (order.Returns.Count == 0) return all;
        var gone = new Dictionary<Guid, int>();
        foreach (var back in order.Returns.Where(r => r.At <= at).OrderBy(r => r.At))
        {
            if (earned.Lines.FirstOrDefault(l => l.LineId == back.LineId) is not { } line) continue;
            var before = gone.GetValueOrDefault(back.LineId);
            var after = Math.Min(line.Quantity, before + back.Quantity);
            gone[back.LineId] = after;
            all.Add((back.At, Part(line.Points, after) - Part(line.Points, before), Part(line.Credits, after) - Part(line.Credits, before)));

            long Part(long whole, int pieces) => (long)((Int128)whole * pieces / line.Quantity);
        }
        return all;
    }

    // Spending takes what expires soonest, as the ledger does; what a stricter rule set had not given cannot be taken from it.
    private long Left(IReadOnlyList<PastSpending> spent, DateTime at)
    {
        _lots.Sort((a, b) => a.ExpiresAt.CompareTo(b.ExpiresAt));
        foreach (var spending in spent.Where(s => s.At <= at).OrderBy(s => s.At))
        {
            var wanted = spending.Points;
            foreach (var lot in _lots)
            {
                if (lot.ReleasedAt > spending.At || lot.ExpiresAt <= spending.At) continue;
                var taken = Math.Min(wanted, lot.Points);
                (lot.Points, wanted) = (lot.Points - taken, wanted - taken);
                if (wanted == 0) break;
            }
        }
        return _lots.Where(l => l.ExpiresAt > at).Sum(l => l.Points);
    }

    private sealed class Grown(DateTime releasedAt, DateTime expiresAt, long points)
    {
        public DateTime ReleasedAt { get; } = releasedAt;
        public DateTime ExpiresAt { get; } = expiresAt;
        public long Points { get; set; } = points;
    }
}
