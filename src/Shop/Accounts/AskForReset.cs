using Microsoft.AspNetCore.Identity;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Somebody forgot a password, or says so.</summary>
public sealed record ResetAsked(string Email) : IEvent;

/// <summary>Notes that somebody forgot a password. It does the same for every address; the courier finds out later whether there is an account.</summary>
public sealed class AskForReset(ShopDb db, CourierBell bell)
{
    public async Task Run(string email, CancellationToken ct)
    {
        db.SavedEvents.Add(SavedEvent.From(new ResetAsked(EmailAddress.Normalise(email))));
        await db.SaveChangesAsync(ct);
        bell.Ring();
    }
}

internal sealed class WhenResetAsked(ShopDb db, UserManager<User> users, AccountLetters letters) : IWhen<ResetAsked>
{
    public async Task Handle(ResetAsked happened, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(happened.Email) is not { IsDisabled: false } user) return;

        await letters.ResetPassword(user, ct);
        await db.SaveChangesAsync(ct);
    }
}
