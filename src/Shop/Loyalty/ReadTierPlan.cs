using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>A member's plan, with the numbers of those orders behind it that are their own.</summary>
public sealed record MemberPlan(TierPlan Plan, IReadOnlyDictionary<Guid, string> Numbers)
{
    public string? NumberOf(CreditedOrder order) => order.OrderId is { } id ? Numbers.GetValueOrDefault(id) : null;
}

/// <summary>Asks the ladder where a member stands and what lies ahead: from the journal, what waits in it, and an order that is only thought of. Writes nothing.</summary>
public sealed class ReadTierPlan(ShopDb db, RuleBook rules, StandMember stand, TimeProvider clock)
{
    /// <param name="thought">What the member thinks of buying today.</param>
    /// <returns>Null for who is not in the club, and where there are no rules.</returns>
    public async Task<MemberPlan?> Run(Guid memberId, Money? thought, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { } published) return null;
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId && m.State == MembershipState.Active, ct) is not { } member) return null;
        var history = await stand.History(member, ct);
        var onTheirWay = now.AddDays(TierPlanner.DeliveryDays + published.Rules.ReturnDays(member.Tier));
        var pending = (await db.PointsLots.AsNoTracking().Where(l => l.MemberId == memberId && l.ReleasedAt == null && l.CreditsGranted > l.CreditsRevoked)
            .Select(l => new { l.OrderId, l.DueAt, l.EarnedAt, Credits = l.CreditsGranted - l.CreditsRevoked }).ToListAsync(ct)).Select(l => new CreditedOrder(l.OrderId, l.DueAt ?? onTheirWay, l.Credits)).ToList();
        if (thought is { } amount && published.Rules.Earning.Credits.For(amount) is > 0 and var credits) pending.Add(new CreditedOrder(null, onTheirWay, credits));
        var plan = TierPlanner.Plan(history, pending, published.Rules, published.Zone, now);

        var ids = history.Orders.Concat(pending).Select(o => o.OrderId).OfType<Guid>().Distinct().ToList();
        var numbers = await db.Set<Order>().Where(o => o.CustomerId == member.CustomerId && ids.Contains(o.Id)).Select(o => new { o.Id, o.Number }).ToDictionaryAsync(o => o.Id, o => o.Number, ct);
        return new MemberPlan(plan, numbers);
    }
}
