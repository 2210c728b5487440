using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Demo;

/// <summary>Plays the demo's history through the club: each member's orders, deliveries, returns, releases and expiries in the order of time, by the same steps as in the open shop.</summary>
/// <param name="products">Maker and shelves of each product.</param>
internal sealed class DemoClub(PublishedRules published, IReadOnlyDictionary<Guid, (Guid? Brand, IReadOnlySet<Guid> Shelves)> products, DateTime now)
{
    private static readonly HashSet<Guid> NoShelves = [];

    private readonly PublishedRules _published = published;
    private readonly IReadOnlyDictionary<Guid, (Guid? Brand, IReadOnlySet<Guid> Shelves)> _products = products;

    /// <summary>A member with everything the club has written about them.</summary>
    public sealed record Played(Membership Member, PointsAccount Account, IReadOnlyList<EarnedLine> Lines, IReadOnlyList<TierChange> Changes);

    /// <param name="taken">What the member took for points, and when.</param>
    public Played Play(Guid customerId, string name, DateTime joinedAt, IEnumerable<DemoOrder> orders, IEnumerable<(DateTime At, Action<Membership, PointsAccount> Step)> taken)
    {
        var account = PointsAccount.Open();
        var member = Membership.Join(customerId, account.Id, joinedAt);
        var life = new Life(account, member, this);
        foreach (var (at, step) in orders.SelectMany(life.StepsOf).Concat(life.Days(name, now)).Concat(taken.Select(t => (t.At, (Action)(() => t.Step(member, account))))).OrderBy(s => s.At))
        {
            life.PassTimeUntil(at);
            step();
        }
        life.PassTimeUntil(now);
        return life.End(now);
    }

    private sealed class Life(PointsAccount account, Membership member, DemoClub club)
    {
        private readonly List<EarnedLine> _lines = [];
        private readonly PublishedRules _rules = club._published;
        private bool _isFirst = true;

        // Joining, and each year since.
        public IEnumerable<(DateTime At, Action Step)> Days(string name, DateTime now)
        {
            yield return (member.JoinedAt, () => Reward(Deed.Join, DeedSteps.Joined(member.Id), JoinClub.Reason, member.JoinedAt, Actor.Customer(member.CustomerId, name)));
            for (var year = 1; Period.StartOf(Period.LocalDay(member.JoinedAt, _rules.Zone).AddYears(year), _rules.Zone) is var morning && morning < now; year++)
            {
                var (years, at) = (year, morning);
                yield return (at, () => Reward(Deed.Anniversary, DeedSteps.Done(Deed.Anniversary, member.Id, $"{years}"), years == 1 ? "A year in the club" : $"{years} years in the club", at, Actor.System));
            }
        }

        public IEnumerable<(DateTime At, Action Step)> StepsOf(DemoOrder made)
        {
            var order = made.Order;
            if (order.PaidAt is not { } paid) yield break;
            yield return (paid, () =>
            {
                Stand(paid);
                _lines.AddRange(OrderSteps.Earn(account, member, order.Id, Facts(order), _rules, paid));
            }
            );
            if (order.DeliveredAt is { } delivered) yield return (delivered, () => OrderSteps.MakeDue(account, member, order.Id, _rules, delivered));
            if (order.CancelledAt is { } cancelled) yield return (cancelled, () => TakeBack(order.Id, $"order:{order.Id}:cancelled", "The order was cancelled", cancelled, order.Lines.ToDictionary(l => l.Id, l => l.Quantity)));
            if (made.Return is { } back) yield return (back.At, () => TakeBack(order.Id, WhenGoodsComeBack.Source(back.Id), $"Sent back with {back.Number}", back.At,
                back.Lines.Where(l => l.OrderLineId is not null).ToDictionary(l => l.OrderLineId!.Value, l => l.Quantity)));
        }

        // What falls due or expires in between, each as of its own moment.
        public void PassTimeUntil(DateTime until)
        {
            while (account.Lots.Where(l => (l.IsPending ? l.DueAt : l.Remaining > 0 ? l.ExpiresAt : null) <= until && (!l.IsPending || l.Remaining > 0 || l.CreditsLeft > 0))
                .MinBy(l => l.IsPending ? l.DueAt : l.ExpiresAt) is { } next)
            {
                if (!next.IsPending)
                {
                    OrderSteps.Expire(account, next);
                    continue;
                }
                OrderSteps.Release(account, next, _rules);
                if (_isFirst) Reward(Deed.FirstOrder, DeedSteps.Done(Deed.FirstOrder, member.Id, "first"), "Your first order", next.DueAt!.Value, Actor.System);
                _isFirst = false;
            }
        }

        public Played End(DateTime at)
        {
            var verdict = Stand(at);
            return new Played(member, account, _lines, StandMember.Changes(member.Id, verdict.Steps, 0, _rules));
        }

        private TierVerdict Stand(DateTime at)
        {
            var verdict = TierLadder.Evaluate(StandMember.History(member.JoinedAt, account.Journal, []), _rules.Rules, _rules.Zone, at);
            member.Stand(verdict.Tier, verdict.Since, verdict.ValidUntil, _rules.RuleSetId);
            return verdict;
        }

        private void Reward(Deed deed, string key, string reason, DateTime at, Actor by) => DeedSteps.Give(account, member, deed, key, reason, at, by, _rules);

        private void TakeBack(Guid orderId, string source, string reason, DateTime at, Dictionary<Guid, int> pieces) =>
            _lines.AddRange(OrderSteps.TakeBack(account, new Entry(source, member.Id, at, Actor.System, reason, orderId), [.. _lines.Where(l => l.OrderId == orderId)], pieces));

        private EarningOrder Facts(Order order) => new(order.PlacedAt, [.. order.Lines.OrderBy(l => l.Position).Select(l =>
        {
            (Guid? brand, IReadOnlySet<Guid> shelves) = l.ProductId is { } id && club._products.TryGetValue(id, out var known) ? known : (null, NoShelves);
            return new EarningLine(l.Id, l.ProductId, shelves, brand, l.Quantity, l.Total, l.Vat);
        })], order.PaidWithPoints ?? Money.Zero);
    }
}
