using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Loyalty;

namespace Shop.Demo;

/// <summary>Two of the demo's members share their points, and would like its customer to come in: so that there is an invitation to answer.</summary>
internal static class DemoHousehold
{
    /// <param name="invited">Whose invitation it is; they, and the others who can sign in, keep the points they have.</param>
    public static async Task Open(ShopDb db, ChangeHousehold households, Guid invited, Guid other, CancellationToken ct)
    {
        var members = await db.Memberships.Where(m => m.State == MembershipState.Active).Join(db.Set<Customer>(), m => m.CustomerId, c => c.Id, (m, c) => new { m.CustomerId, m.Number, m.AccountId, c.Name })
            .Where(m => m.CustomerId != other).OrderBy(m => m.Number).ToListAsync(ct);
        var able = await db.PointsAccounts.Where(a => a.Debt == 0 && a.Available >= 200).Select(a => a.Id).ToListAsync(ct);
        var two = members.Where(m => m.CustomerId != invited && able.Contains(m.AccountId)).Take(2).ToList();
        if (two.Count < 2 || members.Find(m => m.CustomerId == invited) is not { } guest) return;

        await households.Open(two[0].CustomerId, $"{LastName(two[0].Name)} and friends", ct);
        await households.Invite(two[0].CustomerId, two[1].Number, LastName(two[1].Name), ct);
        var seat = await db.HouseholdSeats.Where(s => s.State == SeatState.Invited).Select(s => s.Id).SingleAsync(ct);
        await households.Answer(two[1].CustomerId, seat, yes: true, ct);
        await households.Approve(two[0].CustomerId, seat, ct);
        await households.Invite(two[0].CustomerId, guest.Number, LastName(guest.Name), ct);
        db.ChangeTracker.Clear();
    }

    private static string LastName(string name) => name.Split(' ')[^1];
}
