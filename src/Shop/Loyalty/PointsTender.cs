using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Lets members pay with points: the same limits on the page and when the order is placed, and each point set aside is spent or put back exactly once.</summary>
internal sealed class PointsTender(ShopDb db, PointsLedger ledger, RuleBook rules, TimeProvider clock) : ITender
{
    public async Task<TenderTerms?> Terms(TenderQuestion question, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var lots = db.PointsLots;
        var balance = await db.Memberships.Where(m => m.CustomerId == question.CustomerId && m.State == MembershipState.Active)
            .Select(m => (long?)lots.Where(l => l.AccountId == m.AccountId && l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt > now).Sum(l => l.Remaining)).SingleOrDefaultAsync(ct);
        return balance is not { } points || await rules.At(now, ct) is not { } published ? null : await Terms(points, question, published.Rules.Spending, await rules.Words(ct), ct);
    }

    public async Task<bool> Authorize(Order order, TenderQuestion question, DateTime now, CancellationToken ct)
    {
        if (await db.PointsReservations.AnyAsync(r => r.OrderId == order.Id, ct)) return true; // told twice
        if (order.CustomerId is not { } customer || await ledger.OpenOf(customer, ct) is not var (member, account)) return false;
        if (await rules.At(now, ct) is not { } published) return false;
        var terms = await Terms(account.SpendableAt(now), question with { Wanted = order.PointsSpent!.Value }, published.Rules.Spending, await rules.Words(ct), ct);
        if (terms.Chosen != order.PointsSpent || terms.Amount != order.PaidWithPoints) return false;

        var by = Actor.Customer(customer, order.Email);
        if (!account.Reserve(new Entry($"order:{order.Id}:reserved", member.Id, now, by, OrderId: order.Id, RuleSetId: published.RuleSetId), terms.Chosen)) return false;
        db.Add(Reservation.Of(order.Id, member, terms.Chosen, terms.Amount, now, Money.Min(await Payable(question, published.Rules.Spending, ct), question.Total)));
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task<bool> Capture(Guid orderId, DateTime now, CancellationToken ct)
    {
        if (await Held(orderId, ct) is not { } reservation) return true; // nothing was set aside
        if (reservation.State == ReservationState.Freed || !await IsWithin(reservation, ct)) return false;
        if (!reservation.Spend()) return true;
        var (account, parts) = await Open(reservation, ct);
        account.Spend(Entry(reservation, "spent", now, Actor.System), parts);
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task Void(Guid orderId, DateTime now, CancellationToken ct)
    {
        if (await Held(orderId, ct) is not { } reservation || !reservation.Free()) return;
        var (account, parts) = await Open(reservation, ct);
        account.Free(Entry(reservation, "freed", now, Actor.System), parts, await GraceUntil(now, ct));
        // Who left the club meanwhile left them too.
        if (await db.Memberships.AnyAsync(m => m.Id == reservation.MemberId && m.State == MembershipState.Left && m.AccountId == account.Id, ct) && Math.Min(reservation.Points, account.SpendableAt(now)) is > 0 and var left)
            account.TakeAway(new Entry($"member:{reservation.MemberId}:left:{account.LastNumber + 1}", reservation.MemberId, now, Actor.System, LeaveClub.Reason), left);
        await db.SaveChangesAsync(ct);
    }

    public async Task Refund(Guid orderId, Money? amount, Actor by, DateTime now, CancellationToken ct)
    {
        if (await Held(orderId, ct) is not { } reservation) return;
        if (reservation.State == ReservationState.Held && amount is null)
        {
            await Void(orderId, now, ct);
            return;
        }
        var left = reservation.Amount - reservation.AmountBack;
        if (reservation.State == ReservationState.Freed || left.IsZero) return; // told twice
        var before = reservation.PointsBack;
        var points = reservation.GiveBack(amount ?? left);
        if (points > 0)
        {
            var (account, parts) = await Open(reservation, ct);
            account.GiveBack(Entry(reservation, $"back:{reservation.PointsBack}", now, by), Reservation.Next(parts, before, points), await GraceUntil(now, ct));
        }
        await db.SaveChangesAsync(ct);
    }

    // Once more, as the money is taken: what was set aside is what the order says, and no more than the rules let points pay of it.
    private async Task<bool> IsWithin(Reservation reservation, CancellationToken ct)
    {
        if (reservation.State != ReservationState.Held) return true; // taken before
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == reservation.OrderId, ct);
        var ruleSet = await db.PointsTransactions.Where(t => t.SourceKey == $"order:{reservation.OrderId}:reserved").Select(t => t.RuleSetId).SingleOrDefaultAsync(ct);
        if (order.PointsSpent != reservation.Points || order.PaidWithPoints != reservation.Amount || ruleSet is not { } id || await rules.Of(id, ct) is not { } published) return false;
        var spending = published.Rules.Spending;
        // By the goods as they were judged when the order was placed: what is moved on the shelves meanwhile costs nobody an order.
        var goods = reservation.Payable ?? order.Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Total);
        return spending.Worth(reservation.Points) == reservation.Amount && spending.Most(reservation.Points, goods) == reservation.Points;
    }

    private async Task<TenderTerms> Terms(long balance, TenderQuestion question, SpendingTerms spending, Noun words, CancellationToken ct)
    {
        var payable = await Payable(question, spending, ct);
        var most = spending.Most(balance, Money.Min(payable, question.Total));
        var chosen = Math.Min(question.Wanted, most);
        chosen -= chosen % spending.Step;
        if (chosen < spending.Minimum) chosen = 0;
        return new TenderTerms(balance, spending.Minimum, spending.Step, spending.Worth(spending.Step), most, chosen, Trouble()) { Words = words };

        string? Trouble() =>
            balance < spending.Minimum ? question.Wanted > 0 || balance > 0 ? $"You have {words.Count(balance)}; from {spending.Minimum:N0} on you can pay with them." : null
            : payable.IsZero ? $"What is in your cart cannot be paid with {words.Many}."
            : most == 0 ? $"This order is too small to pay with {words.Many}: they come in steps of {spending.Step:N0}."
            : question.Wanted > most ? $"At most {words.Count(most)} can be used for this order, so {most:N0} are."
            : chosen < question.Wanted ? $"{words.First} are used in steps of {spending.Step:N0}, from {spending.Minimum:N0} on." : null;
    }

    // What of it points may pay at all.
    private async Task<Money> Payable(TenderQuestion question, SpendingTerms spending, CancellationToken ct)
    {
        var shelves = spending.ExcludedCategories.Count > 0 ? await CategoryPaths.Read(db, ct) : new CategoryPaths();
        return question.Lines.Where(l => spending.Pays(l.ProductId, shelves.Around(l.CategoryId))).Aggregate(Money.Zero, (sum, l) => sum + l.Total);
    }

    private Task<Reservation?> Held(Guid orderId, CancellationToken ct) => db.PointsReservations.SingleOrDefaultAsync(r => r.OrderId == orderId, ct);

    private async Task<(PointsAccount Account, IReadOnlyList<LotPart> Parts)> Open(Reservation reservation, CancellationToken ct)
    {
        var parts = await ledger.Parts($"order:{reservation.OrderId}:reserved", Book.Reserved, ct);
        return (await ledger.Open(reservation.AccountId, ct, lots: [.. parts.Select(p => p.LotId)]), parts);
    }

    private static Entry Entry(Reservation reservation, string what, DateTime now, Actor by) => new($"order:{reservation.OrderId}:{what}", reservation.MemberId, now, by, OrderId: reservation.OrderId);

    // To the end of the local day, like every expiry.
    private async Task<DateTime> GraceUntil(DateTime now, CancellationToken ct) =>
        await rules.At(now, ct) is { } published ? Expiries.LeastWhenGivenBack(now, published.Rules, published.Zone) : now.AddDays(new ExpiryTerms().DaysWhenGivenBack);
}
