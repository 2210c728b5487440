using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>
/// Takes invited friends on their way: from joining over the first order to the advocate's points. Inside the caller's transaction, which holds the advocate's account,
/// so that told twice, late or on two nodes it ends the same, and the limit of a month is never passed.
/// </summary>
public sealed class FollowReferrals(ShopDb db, PointsLedger ledger, RuleBook rules)
{
    private const string VoucherName = "A friend's welcome";
    private const string Reason = "A friend you invited stayed";

    /// <summary>Somebody new joined by an invitation. Null when the code invites nobody; otherwise what became of it, with the friend's voucher.</summary>
    public async Task<(Referral Referral, string? Voucher)?> Accept(Membership friend, string? code, PublishedRules terms, DateTime now, CancellationToken ct)
    {
        if (Referral.CodeOf(code) is not { } known || !terms.Rules.Referral.IsOpen) return null;
        if (await db.Memberships.SingleOrDefaultAsync(m => m.ReferralCode == known && m.State == MembershipState.Active, ct) is not { } advocate || advocate.CustomerId == friend.CustomerId) return null;
        if (await db.Referrals.AnyAsync(r => r.FriendCustomerId == friend.CustomerId, ct)) return null;

        var customer = await db.Set<Customer>().AsNoTracking().SingleAsync(c => c.Id == friend.CustomerId, ct);
        var referral = Referral.Of(advocate.Id, friend.CustomerId, customer.Name, terms.RuleSetId, now);
        db.Add(referral);
        var bought = await db.Orders.AnyAsync(o => o.State == OrderState.Confirmed && !o.JoinsClub && (o.CustomerId == customer.Id || o.CustomerId == null && o.Email == customer.Email), ct);
        var against = bought ? "Had bought here before" : SamePerson.Because(await TraitsOf(advocate.CustomerId, advocate.AccountId, ct), await TraitsOf(customer.Id, friend.AccountId, ct));
        if (against is { } reason)
        {
            referral.Refuse(reason, now);
            return (referral, null);
        }
        return (referral, await Welcome(referral, terms, now, ct));
    }

    /// <summary>Goes as far as it goes now.</summary>
    public async Task Step(Guid referralId, DateTime now, CancellationToken ct)
    {
        var seen = await db.Referrals.AsNoTracking().SingleAsync(r => r.Id == referralId, ct);
        var advocate = await db.Memberships.AsNoTracking().SingleAsync(m => m.Id == seen.AdvocateId, ct);
        var account = await ledger.Open(advocate.AccountId, ct); // from here on nobody else goes with this advocate's friends
        var referral = await db.Referrals.SingleAsync(r => r.Id == referralId, ct);
        await db.Entry(referral).ReloadAsync(ct);

        if (referral.State == ReferralState.Joined && await FirstOrder(referral, ct) is { } first)
        {
            if (!referral.IsDecided && await Against(advocate, referral, first, ct) is { } reason) referral.Refuse(reason, now);
            else referral.Follow(first.Id);
        }
        if (referral is { State: ReferralState.Ordered, OrderId: { } orderId }) await Settle(referral, advocate, account, await db.Orders.AsNoTracking().AsSplitQuery().SingleAsync(o => o.Id == orderId, ct), now, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The friend stayed: the advocate has the points, once.</summary>
    public static void Keep(Referral referral, PointsAccount account, PublishedRules terms, DateTime at)
    {
        if (!referral.Earn(terms.Rules.Referral.Points, at) || referral.Points == 0) return;
        account.Grant(new Entry($"referral:{referral.Id}:kept", referral.AdvocateId, at, Actor.System, Reason, RuleSetId: terms.RuleSetId), referral.Points, Expiries.For(at, terms.Rules, terms.Zone));
    }

    private async Task Settle(Referral referral, Membership advocate, PointsAccount account, Order order, DateTime now, CancellationToken ct)
    {
        if (order.State == OrderState.Cancelled || order.DeliveryState == DeliveryState.Returned || (order.Captured > Money.Zero && order.Refunded == order.Captured))
        {
            referral.WaitForAnother();
            return;
        }
        var terms = await rules.Of(referral.RuleSetId, ct) ?? throw new InvalidOperationException("A friend joined before there were rules.");
        if (order.DeliveredAt is not { } delivered || delivered.AddDays(order.ReturnDays ?? terms.Rules.ReturnDays(Tier.Member)) is var due && now < due) return;

        var at = referral.IsDecided ? now : due; // as of the moment it fell due, however late this is noticed
        var month = ClubTime.MonthAt(at, terms.Zone);
        if (advocate.State != MembershipState.Active) referral.Refuse("Who invited is not in the club any more", at);
        else if (!referral.IsDecided && await Against(advocate, referral, order, ct) is { } reason) referral.Refuse(reason, at); // what they did since tells too
        else if (!referral.IsDecided && await KeptIn(advocate.Id, month, ct) >= terms.Rules.Referral.PerMonth) referral.AskStaff($"More than {terms.Rules.Referral.PerMonth} friends within a month");
        else Keep(referral, account, terms, at);
    }

    private Task<int> KeptIn(Guid advocateId, Period month, CancellationToken ct) =>
        db.Referrals.CountAsync(r => r.AdvocateId == advocateId && r.State == ReferralState.Earned && r.SettledAt >= month.Start && r.SettledAt < month.End, ct);

    // What came back does not count as bought.
    private Task<Order?> FirstOrder(Referral referral, CancellationToken ct) => db.Orders.AsNoTracking().AsSplitQuery()
        .Where(o => o.CustomerId == referral.FriendCustomerId && o.State == OrderState.Confirmed && o.PaidAt != null && (o.PaidAt >= referral.JoinedAt || o.JoinsClub) && o.DeliveryState != DeliveryState.Returned && o.Payment != PaymentState.Refunded)
        .OrderBy(o => o.PaidAt).ThenBy(o => o.Id).FirstOrDefaultAsync(ct);

    private async Task<string?> Against(Membership advocate, Referral referral, Order first, CancellationToken ct)
    {
        var shared = await db.Memberships.Where(m => m.CustomerId == referral.FriendCustomerId).Select(m => (Guid?)m.AccountId).SingleOrDefaultAsync(ct);
        var friend = await TraitsOf(referral.FriendCustomerId, shared, ct);
        var (own, typed) = (await TraitsOf(advocate.CustomerId, advocate.AccountId, ct), friend with { Email = first.Email });
        return SamePerson.Because(own, friend) ?? SamePerson.Because(own, typed);
    }

    // What they told us and where their latest orders went.
    private async Task<Traits> TraitsOf(Guid customerId, Guid? accountId, CancellationToken ct)
    {
        var customer = await db.Set<Customer>().AsNoTracking().SingleAsync(c => c.Id == customerId, ct);
        var orders = await db.Orders.AsNoTracking().Where(o => o.CustomerId == customerId && o.State == OrderState.Confirmed).OrderByDescending(o => o.PlacedAt).Take(20).Select(o => new { o.Id, o.Delivery, o.Phone }).ToListAsync(ct);
        var ids = orders.ConvertAll(o => o.Id);
        var paid = await db.PaymentAttempts.Where(a => ids.Contains(a.OrderId) && a.State == PaymentAttemptState.Succeeded && a.Fingerprint != null).Select(a => a.Fingerprint!).Distinct().ToListAsync(ct);
        return new Traits(customer.Email,
            [.. customer.Addresses.Select(a => a.Address).Concat(orders.Select(o => o.Delivery)).Select(SamePerson.PlaceOf).OfType<string>().Distinct()],
            [.. customer.Addresses.Select(a => a.Phone).Concat(orders.Select(o => o.Phone)).Append(customer.Phone).OfType<string>().Distinct()], paid, accountId);
    }

    // All vouchers of one worth count by one promotion.
    private async Task<string?> Welcome(Referral referral, PublishedRules terms, DateTime now, CancellationToken ct)
    {
        if (terms.Rules.Referral.Voucher <= Money.Zero) return null;
        var (worth, codes, referrals) = (terms.Rules.Referral.Voucher, db.Set<PromotionCode>(), db.Referrals);
        var promotion = await db.Set<Promotion>().Where(p => p.Amount == worth && (p.EndsAt == null || p.EndsAt > now) && codes.Any(c => c.PromotionId == p.Id && referrals.Any(r => r.VoucherCodeId == c.Id))).OrderBy(p => p.Id).FirstOrDefaultAsync(ct);
        if (promotion is null) db.Add(promotion = Promotion.Of(new PromotionTerms(VoucherName, PromotionKind.AmountOff, now) { NeedsCode = true, Amount = worth }, now));
        var code = PromotionCode.Draw(promotion.Id, Period.StartOf(Period.LocalDay(now, terms.Zone).AddDays(Referral.VoucherDays + 1), terms.Zone));
        db.Add(code);
        referral.Give(code.Id);
        return code.Code;
    }
}
