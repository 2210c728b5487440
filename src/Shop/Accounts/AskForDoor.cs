using Microsoft.AspNetCore.Identity;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Somebody who has to wait at the sign-in asks for a link that makes their browser known.</summary>
public sealed record DoorAsked(string Email) : IEvent;

/// <summary>Notes that somebody would like to be let in past strangers' guesses. It does the same for every address; the courier finds out later whether there is an account.</summary>
public sealed class AskForDoor(ShopDb db, CourierBell bell)
{
    public async Task Run(string email, CancellationToken ct)
    {
        db.SavedEvents.Add(SavedEvent.From(new DoorAsked(EmailAddress.Normalise(email))));
        await db.SaveChangesAsync(ct);
        bell.Ring();
    }
}

internal sealed class WhenDoorAsked(ShopDb db, UserManager<User> users, AccountLetters letters) : IWhen<DoorAsked>
{
    public async Task Handle(DoorAsked happened, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(happened.Email) is not { IsDisabled: false } user) return;

        await letters.KnowDevice(user, ct);
        await db.SaveChangesAsync(ct);
    }
}
