using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What lies ahead of a member's tier.</summary>
/// <param name="Now">Where the member stands.</param>
/// <param name="GuaranteedUntil">Until when the tier is sure with no order more, grace and all; for ever if null.</param>
/// <param name="Then">What it is after that.</param>
/// <param name="Pending">What the orders on their way will change, in the order in which they count.</param>
/// <param name="WithPending">The best tier that they lead to.</param>
/// <param name="WithPendingUntil">Until when that one is sure then; for ever if null.</param>
/// <param name="ToKeep">What it would take to keep that one longer; null if nothing is needed or no order can count in time.</param>
/// <param name="ToRise">What it would take to reach the next one; null if none can be bought.</param>
public sealed record TierPlan(TierVerdict Now, DateTime? GuaranteedUntil, Tier Then, IReadOnlyList<PlannedRelease> Pending, Tier WithPending, DateTime? WithPendingUntil, Effort? ToKeep, Effort? ToRise);

/// <summary>An order on its way, and where the member stands once it counts.</summary>
public sealed record PlannedRelease(CreditedOrder Order, Tier Tier, DateTime? ValidUntil, bool Lifts, bool Prolongs);

/// <summary>What a member would have to buy now, all in all.</summary>
/// <param name="Amount">At the rate at which money earns credits, bonuses aside.</param>
/// <param name="BuyBy">The first moment at which an order does not count in time any more; null where there is no hurry.</param>
/// <param name="Until">Until when the tier is sure then.</param>
public sealed record Effort(Tier Tier, long Credits, int Orders, Money Amount, DateTime? BuyBy, DateTime? Until)
{
    /// <summary>What it takes at the last moment: by then older orders have dropped out of what counts. Null where it is the same, and where nothing does it any more.</summary>
    public Effort? AtLast { get; init; }

    /// <summary>When an order of now would count.</summary>
    public DateTime CountsFrom { get; init; }
}

/// <summary>Says how a tier can be kept: asks the ladder itself about futures that have not happened.</summary>
public static class TierPlanner
{
    /// <summary>How long an order is on its way, as a rule.</summary>
    public const int DeliveryDays = 5;

    /// <param name="pending">Orders that are paid and not released, with the moment at which each is due.</param>
    public static TierPlan Plan(TierHistory history, IReadOnlyList<CreditedOrder> pending, ProgrammeRules rules, TimeZoneInfo zone, DateTime at)
    {
        var future = new Future(rules, zone, at);
        var now = TierLadder.Evaluate(history, rules, zone, at);
        var end = future.EndOf(history, now.Tier, at);
        var then = end is { } ends ? TierLadder.Evaluate(history, rules, zone, ends).Tier : now.Tier;

        var coming = pending.Select(o => o.ReleasedAt > at ? o : o with { ReleasedAt = at.AddTicks(1) }).OrderBy(o => o.ReleasedAt).ToList(); // overdue: with the next run of the job
        var all = history with { Orders = [.. history.Orders, .. coming] };
        var (planned, best, bestAt) = (new List<PlannedRelease>(coming.Count), now.Tier, at);
        foreach (var order in coming)
        {
            var (before, after) = (TierLadder.Evaluate(all, rules, zone, order.ReleasedAt.AddTicks(-1)), TierLadder.Evaluate(all, rules, zone, order.ReleasedAt));
            planned.Add(new PlannedRelease(order, after.Tier, after.ValidUntil, after.Tier > before.Tier, after.Tier == before.Tier && After(after.ValidUntil, before.ValidUntil)));
            if (after.Tier >= best) (best, bestAt) = (after.Tier, order.ReleasedAt);
        }
        var bestEnd = future.EndOf(all, best, bestAt);
        return new TierPlan(now, end, then, planned, best, bestEnd, future.ToKeep(all, best, bestEnd), future.ToRise(all, best));
    }

    private static bool After(DateTime? a, DateTime? b) => b is not null && (a is null || a > b);

    private sealed class Future(ProgrammeRules rules, TimeZoneInfo zone, DateTime at)
    {
        // When an order of now would count.
        private DateTime Released(Tier tier) => at.AddDays(Wait(tier));

        private int Wait(Tier tier) => DeliveryDays + rules.ReturnDays(tier);

        /// <summary>When a member who has at least this tier falls below it.</summary>
        public DateTime? EndOf(TierHistory history, Tier tier, DateTime from)
        {
            var walk = new TierWalk(history, rules, zone).To(from);
            while (walk.Tier >= tier)
            {
                if (walk.EndsAt == DateTime.MaxValue) return null;
                var end = walk.EndsAt;
                if (walk.To(end).Tier < tier) return end;
            }
            return from;
        }

        public Effort? ToKeep(TierHistory history, Tier tier, DateTime? end)
        {
            var released = Released(tier);
            if (end is not { } ends || released >= ends || rules.Ladder.Of(tier)?.ToKeep is not { } threshold) return null;
            var now = Keeping(history, tier, threshold, released, ends) is { } least ? least with { CountsFrom = released } : null;
            var late = released < ends.AddDays(-1) ? Keeping(history, tier, threshold, ends.AddTicks(-1), ends) : null;
            return now is null ? null : now with { AtLast = late?.Credits == now.Credits && late.Orders == now.Orders ? null : late };
        }

        private Effort? Keeping(TierHistory history, Tier tier, Threshold threshold, DateTime released, DateTime ends) =>
            Least(threshold, orders => TierLadder.Evaluate(With(history, orders, released), rules, zone, ends).Tier >= tier) is { } least
                ? Of(tier, least, ends.AddDays(-Wait(tier)), EndOf(With(history, least, released), tier, ends)) : null;

        public Effort? ToRise(TierHistory history, Tier tier)
        {
            var next = rules.Ladder.Tiers.FirstOrDefault(t => t.Tier > tier && t.Entry is not null);
            if (next is null) return null;
            var released = Released(tier);
            var last = history.Orders.Select(o => o.ReleasedAt).Append(released).Max(); // with all that is on its way
            bool Rises(long[] orders) => TierLadder.Evaluate(With(history, orders, released), rules, zone, last).Steps.Any(s => s.At > at && s.To >= next.Tier);
            return Least(next.Entry!, Rises) is { } least
                ? Of(next.Tier, least, null, EndOf(With(history, least, released), next.Tier, RisenAt(history, least, released, next.Tier, last))) with { CountsFrom = released } : null;
        }

        private DateTime RisenAt(TierHistory history, long[] orders, DateTime released, Tier tier, DateTime last) =>
            TierLadder.Evaluate(With(history, orders, released), rules, zone, last).Steps.First(s => s.At > at && s.To >= tier).At;

        // The fewest orders that can do it, and then the fewest credits: more of them are never worse, so halving finds it.
        private long[]? Least(Threshold threshold, Func<long[], bool> enough)
        {
            if (rules.Earning.Credits.Points == 0) return null;
            var most = threshold.Credits ?? 1;
            for (var orders = 1; orders <= Math.Max(1, threshold.Orders ?? 1); orders++)
            {
                if (!enough(Split(Math.Max(most, orders), orders))) continue;
                long low = orders, high = Math.Max(most, orders);
                while (low < high)
                {
                    var middle = low + (high - low) / 2;
                    if (enough(Split(middle, orders))) high = middle;
                    else low = middle + 1;
                }
                return Split(low, orders);
            }
            return null;
        }

        private static long[] Split(long credits, int orders) => [credits - (orders - 1), .. Enumerable.Repeat(1L, orders - 1)];

        private static TierHistory With(TierHistory history, long[] orders, DateTime released) =>
            history with { Orders = [.. history.Orders, .. orders.Select(credits => new CreditedOrder(Guid.Empty, released, credits))] };

        private Effort Of(Tier tier, long[] orders, DateTime? buyBy, DateTime? until)
        {
            var credits = orders.Sum();
            return new Effort(tier, credits, orders.Length, rules.Earning.Credits.AmountFor(credits), buyBy, until);
        }
    }
}
