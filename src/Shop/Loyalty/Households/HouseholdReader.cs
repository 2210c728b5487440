using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>A household as its members see it.</summary>
/// <param name="IsMine">Whether the reader keeps it: invites, approves, removes.</param>
public sealed record HouseholdView(string Name, bool IsMine, IReadOnlyList<SeatView> Seats);

/// <summary>Somebody in a household, or on the way into it.</summary>
/// <param name="Name">Only the number as long as they have not accepted: whoever invites learns nothing by it.</param>
public sealed record SeatView(Guid Id, string Name, SeatState State, DateTime InvitedAt, DateTime? JoinedAt, bool IsMe, bool IsOwner);

/// <summary>An invitation that somebody can accept, or has.</summary>
public sealed record InvitationView(Guid SeatId, string Household, string Owner, bool IsAccepted, DateTime InvitedAt);

/// <summary>Reads who shares points with whom.</summary>
public sealed class HouseholdReader(ShopDb db)
{
    /// <summary>Null for who is in none.</summary>
    public async Task<HouseholdView?> Of(Guid memberId, CancellationToken ct)
    {
        var (members, customers) = (db.Set<Membership>(), db.Set<Customer>());
        if (await db.Households.AsNoTracking().SingleOrDefaultAsync(h => members.Any(m => m.Id == memberId && m.HouseholdId == h.Id), ct) is not { } household) return null;
        var seats = await db.HouseholdSeats.AsNoTracking().Where(s => s.HouseholdId == household.Id && s.State != SeatState.Out)
            .Select(s => new { s, Number = members.Where(m => m.Id == s.MemberId).Select(m => m.Number).First(), Name = members.Where(m => m.Id == s.MemberId).SelectMany(m => customers.Where(c => c.Id == m.CustomerId)).Select(c => c.Name).First() }).ToListAsync(ct);
        return new HouseholdView(household.Name, household.OwnerId == memberId, [.. seats.OrderBy(x => x.s.State != SeatState.In).ThenBy(x => x.s.JoinedAt).ThenBy(x => x.s.Id)
            .Select(x => new SeatView(x.s.Id, x.s.State == SeatState.Invited ? $"Member {x.Number}" : x.Name, x.s.State, x.s.InvitedAt, x.s.JoinedAt, x.s.MemberId == memberId, x.s.MemberId == household.OwnerId))]);
    }

    public async Task<IReadOnlyList<InvitationView>> Invitations(Guid memberId, CancellationToken ct)
    {
        var (households, members, customers) = (db.Set<Household>(), db.Set<Membership>(), db.Set<Customer>());
        return await db.HouseholdSeats.AsNoTracking().Where(s => s.MemberId == memberId && (s.State == SeatState.Invited || s.State == SeatState.Accepted)).OrderBy(s => s.InvitedAt)
            .Join(households.Where(h => h.EndedAt == null), s => s.HouseholdId, h => h.Id, (s, h) => new InvitationView(s.Id, h.Name, members.Where(m => m.Id == h.OwnerId).SelectMany(m => customers.Where(c => c.Id == m.CustomerId)).Select(c => c.Name).First(), s.State == SeatState.Accepted, s.InvitedAt)).ToListAsync(ct);
    }
}
