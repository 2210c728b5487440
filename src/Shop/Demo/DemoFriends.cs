using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Demo;

/// <summary>Friends whom the demo's Gold member brought: two that counted, one whose order can still be sent back, and one that staff refused.</summary>
/// <param name="bought">What each customer bought.</param>
/// <param name="nameOf">A customer's name.</param>
internal sealed class DemoFriends(PublishedRules published, IReadOnlyDictionary<Guid, List<DemoOrder>> bought, Func<Guid, string> nameOf, DateTime now)
{
    private readonly List<Referral> _all = [];

    public IReadOnlyList<Referral> All => _all;

    /// <summary>What they brought, as steps of the advocate's time in the club.</summary>
    public IEnumerable<(DateTime At, Action<Membership, PointsAccount> Step)> StepsOf(Guid advocate)
    {
        var since = bought[advocate].Min(o => o.Order.PlacedAt).AddDays(30);
        var firsts = bought.Where(b => b.Key != advocate).Select(b => (Customer: b.Key, First: b.Value.MinBy(o => o.Order.PlacedAt)!))
            .Where(f => f.First is { Return: null, Order: { State: OrderState.Confirmed, PaidAt: not null } order } && order.PlacedAt > since).OrderBy(f => f.First.Order.PlacedAt).ToList();
        var counted = firsts.Where(f => DueOf(f.First.Order) is { } due && due < now.AddDays(-3)).TakeLast(3).ToList();
        var waiting = firsts.Where(f => f.First.Order.DeliveredAt is not null && DueOf(f.First.Order) > now).TakeLast(1).ToList();
        foreach (var (customer, first) in counted.Concat(waiting))
        {
            var order = first.Order;
            var isRefused = counted.Count > 2 && customer == counted[0].Customer;
            yield return (order.PlacedAt.AddMinutes(-4), (member, _) => _all.Add(Referral.Of(member.Id, customer, nameOf(customer), published.RuleSetId, order.PlacedAt.AddMinutes(-4))));
            yield return (order.PaidAt!.Value, (_, _) => Of(customer).Follow(order.Id));
            if (isRefused) yield return (order.PaidAt.Value.AddDays(1), (_, _) => Of(customer).RefuseBy(Actor.Staff(Guid.Empty, DemoSignIns.Staff.Name), "Lives with who invited, by their own word", order.PaidAt.Value.AddDays(1)));
            else if (DueOf(order) is { } due && due < now) yield return (due, (_, account) => FollowReferrals.Keep(Of(customer), account, published, due));
        }
    }

    private Referral Of(Guid customer) => _all.Single(r => r.FriendCustomerId == customer);

    private DateTime? DueOf(Order order) => order.DeliveredAt?.AddDays(order.ReturnDays ?? published.Rules.ReturnDays(Tier.Member));
}
