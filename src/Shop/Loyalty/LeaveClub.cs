using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Lets a member go. Points that could be spent are taken away in the journal, and those that wait are taken back; what is a household's stays with it.</summary>
public sealed class LeaveClub(ShopDb db, PointsLedger ledger, LeaveHousehold household, TimeProvider clock)
{
    public const string Reason = "Left the club";

    /// <returns>False for who is not in the club: being told twice changes nothing.</returns>
    public Task<bool> Run(Guid customerId, CancellationToken ct) => db.Retrying(() => Leave(customerId, ct), ct);

    private async Task<bool> Leave(Guid customerId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Memberships.SingleOrDefaultAsync(m => m.CustomerId == customerId && m.State == MembershipState.Active, ct) is not { } member) return false;

        if (member.HouseholdId is not null) await household.Step(member.Id, ct); // with this the member is back at their own account
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await ledger.Open(member.AccountId, ct);
        if (account.SpendableAt(now) is > 0 and var points)
        {
            var name = await db.Customers.Where(c => c.Id == customerId).Select(c => c.Name).SingleAsync(ct);
            account.TakeAway(new Entry($"member:{member.Id}:left:{account.LastNumber + 1}", member.Id, now, Actor.Customer(customerId, name), Reason), points);
        }
        foreach (var waiting in account.Lots.Where(l => l is { IsPending: true, OrderId: not null }).ToList()) await TakeBack(account, member, waiting.OrderId!.Value, now, ct);
        member.Leave(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    // As if all of the order had come back: a return after this finds nothing left to take.
    private async Task TakeBack(PointsAccount account, Membership member, Guid orderId, DateTime now, CancellationToken ct)
    {
        var lines = await db.EarnedLines.AsNoTracking().Where(l => l.OrderId == orderId).ToListAsync(ct);
        db.AddRange(OrderSteps.TakeBack(account, new Entry($"member:{member.Id}:left:{account.LastNumber + 1}", member.Id, now, Actor.System, Reason, orderId),
            lines, lines.GroupBy(l => l.LineId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity))));
    }
}
