using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;

namespace Shop.Web.Mail;

/// <summary>Tells by mail whoever has to do something about a place in a household: the one invited, the owner who lets them in, the one who is in.</summary>
public sealed class HouseholdLetters(ClubMail mail, ShopDb db, ShopAddress address) : IWhen<SeatChanged>
{
    public async Task Handle(SeatChanged happened, CancellationToken ct)
    {
        if (await db.HouseholdSeats.AsNoTracking().SingleOrDefaultAsync(s => s.Id == happened.SeatId, ct) is not { } seat || seat.State != happened.State) return; // something else became of it meanwhile
        var household = await db.Households.AsNoTracking().SingleAsync(h => h.Id == seat.HouseholdId, ct);
        if (household.EndedAt is not null) return;
        var other = seat.State == SeatState.Accepted ? seat.MemberId : household.OwnerId;
        var name = await db.Set<Customer>().Where(c => db.Set<Membership>().Any(m => m.Id == other && m.CustomerId == c.Id)).Select(c => c.Name).SingleAsync(ct);
        var said = PointsGift.IsLink(name) ? "Another member" : name;
        await mail.Write("household-seat", seat.State == SeatState.Accepted ? household.OwnerId : seat.MemberId, $"{seat.Id:N}:{seat.State}", reader => Task.FromResult<MailValues?>(new MailValues
        {
            { "other", said }, { "household", PointsGift.IsLink(household.Name) ? "a household" : household.Name }, { "householdUrl", address.Of("account/club/household") },
            { "invited", seat.State == SeatState.Invited ? "yes" : null }, { "accepted", seat.State == SeatState.Accepted ? "yes" : null }, { "in", seat.State == SeatState.In ? "yes" : null },
            { "heading", seat.State switch { SeatState.Invited => $"{said} invites you to share {reader.Words.Many}", SeatState.Accepted => $"{said} would like to come in", _ => "You are in" } },
            { "do", seat.State switch { SeatState.Invited => "See the invitation", SeatState.Accepted => "Let them in", _ => "See your household" } },
        }), ct);
    }
}
