using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>
/// Opens households and lets members in: the owner invites, the one invited accepts, the owner approves, and only then their points come in. Orders that waited before
/// go on waiting where they are; what they bring follows. Whoever changes who is in holds the household's account, so that two changes come one after the other.
/// </summary>
/// <remarks>Each refusal is a <see cref="RuleBroken"/> whose sentence is for the member.</remarks>
public sealed class ChangeHousehold(ShopDb db, PointsLedger ledger, SendPoints members, TimeProvider clock)
{
    public const string NobodyFound = "We find no member with this number and this last name. Ask them to read both off their card";

    public Task Open(Guid customerId, string? name, CancellationToken ct) => InTransaction(async now =>
    {
        var me = await Me(customerId, ct);
        if (me.HouseholdId is not null) throw new RuleBroken("You are in a household already.");
        var shared = PointsAccount.Open();
        var household = Household.Found(name, me.Id, shared.Id, now);
        db.AddRange(shared, household);
        await db.SaveChangesAsync(ct);
        await Enter(household, HouseholdSeat.Invite(household.Id, me.Id, now), await ledger.OpenBoth(me.AccountId, shared.Id, ct), now, ct);
    }, ct);

    public Task Invite(Guid customerId, string number, string lastName, CancellationToken ct) => InTransaction(async now =>
    {
        var (household, me) = await Mine(customerId, ct);
        if (await members.Find(number, lastName, ct) is not { } member) throw new RuleBroken(NobodyFound);
        if (member.Id == me.Id) throw new RuleBroken("This is your own number");
        await PointsLedger.Hold(db, household.AccountId, ct);
        var seats = await db.HouseholdSeats.AsNoTracking().Where(s => s.HouseholdId == household.Id && s.State != SeatState.Out).ToListAsync(ct);
        if (seats.Exists(s => s.MemberId == member.Id)) return; // told twice
        if (seats.Count >= Household.MostMembers) throw new RuleBroken($"A household has at most {Household.MostMembers} members, with those who are invited");
        var seat = HouseholdSeat.Invite(household.Id, member.Id, now);
        seat.Tell();
        db.Add(seat);
        await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>The one who was invited says yes or no. What is not open any more stays as it is.</summary>
    public Task Answer(Guid customerId, Guid seatId, bool yes, CancellationToken ct) => InTransaction(async now =>
    {
        var me = await Me(customerId, ct);
        if (await db.HouseholdSeats.SingleOrDefaultAsync(s => s.Id == seatId && s.MemberId == me.Id && (s.State == SeatState.Invited || s.State == SeatState.Accepted), ct) is not { } seat) return;
        if (yes && me.HouseholdId is not null) throw new RuleBroken("You are in a household already. Leave it first.");
        if (yes) seat.Accept();
        else seat.Leave(now);
        await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>The owner lets in who accepted: with this their points are the household's.</summary>
    public Task Approve(Guid customerId, Guid seatId, CancellationToken ct) => InTransaction(async now =>
    {
        var (household, _) = await Mine(customerId, ct);
        if (await db.HouseholdSeats.AsNoTracking().SingleOrDefaultAsync(s => s.Id == seatId && s.HouseholdId == household.Id, ct) is not { State: SeatState.Accepted } known) return; // told twice, or withdrawn
        var account = await db.Memberships.Where(m => m.Id == known.MemberId).Select(m => m.AccountId).SingleAsync(ct);
        var accounts = await ledger.OpenBoth(account, household.AccountId, ct);
        var seat = await db.HouseholdSeats.SingleAsync(s => s.Id == seatId, ct); // as it is once nobody else can change it
        if (seat.State != SeatState.Accepted || await db.Households.AnyAsync(h => h.Id == household.Id && h.EndedAt != null, ct)) return;
        await Enter(household, seat, accounts, now, ct);
    }, ct);

    private async Task Enter(Household household, HouseholdSeat seat, (PointsAccount From, PointsAccount To) accounts, DateTime now, CancellationToken ct)
    {
        var member = await db.Memberships.SingleAsync(m => m.Id == seat.MemberId, ct);
        if (member.State != MembershipState.Active) throw new RuleBroken("They are not in the club any more.");
        if (member.HouseholdId is not null) throw new RuleBroken("They are in another household by now.");
        if (member.AccountId != accounts.From.Id) throw new DbUpdateConcurrencyException("They went over to another account: look again.");
        if (accounts.From.Debt > 0) throw new RuleBroken("Something is still to be made up; that goes by itself with what is earned next.");
        var name = await db.Set<Customer>().Where(c => c.Id == member.CustomerId).Select(c => c.Name).SingleAsync(ct);
        CarryPoints.All(accounts.From, accounts.To, member.Id, Actor.Customer(member.CustomerId, name), "Went to your household", "Brought into the household", now);
        if (seat.State == SeatState.Invited) db.Add(seat);
        seat.Take(now);
        if (member.Id != household.OwnerId) seat.Tell();
        member.Enter(household.Id, household.AccountId);
        foreach (var other in await db.HouseholdSeats.Where(s => s.MemberId == member.Id && s.Id != seat.Id && (s.State == SeatState.Invited || s.State == SeatState.Accepted)).ToListAsync(ct)) other.Leave(now);
        await db.SaveChangesAsync(ct);
    }

    private async Task<Membership> Me(Guid customerId, CancellationToken ct) =>
        await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customerId && m.State == MembershipState.Active, ct) ?? throw new RuleBroken("You are not in the club.");

    private async Task<(Household Household, Membership Me)> Mine(Guid customerId, CancellationToken ct)
    {
        var me = await Me(customerId, ct);
        return await db.Households.AsNoTracking().SingleOrDefaultAsync(h => h.Id == me.HouseholdId && h.OwnerId == me.Id, ct) is { } household ? (household, me) : throw new RuleBroken("Only who keeps the household can do this.");
    }

    private Task<int> InTransaction(Func<DateTime, Task> work, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await work(clock.GetUtcNow().UtcDateTime);
        await transaction.CommitAsync(ct);
        return 0;
    }, ct);
}
