using Microsoft.AspNetCore.Identity;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Somebody who is not signed in asks for a mailed link: for a new password, or to make their browser known.</summary>
public sealed record LinkAsked(LinkPurpose Purpose, string Email) : IEvent;

/// <summary>Notes that somebody would like a mailed link. It does the same for every address; the courier finds out later whether there is an account.</summary>
public sealed class AskForLink(ShopDb db, CourierBell bell)
{
    public async Task Run(LinkPurpose purpose, string email, CancellationToken ct)
    {
        db.SavedEvents.Add(SavedEvent.From(new LinkAsked(purpose, EmailAddress.Normalise(email))));
        await db.SaveChangesAsync(ct);
        bell.Ring();
    }
}

internal sealed class WhenLinkAsked(ShopDb db, UserManager<User> users, AccountLetters letters) : IWhen<LinkAsked>
{
    public async Task Handle(LinkAsked happened, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(happened.Email) is not { IsDisabled: false } user) return;

        await (happened.Purpose switch
        {
            LinkPurpose.ResetPassword => letters.ResetPassword(user, ct),
            LinkPurpose.KnowDevice => letters.KnowDevice(user, ct),
            var other => throw new InvalidOperationException($"Nobody who is not signed in can ask for a link of the kind {other}."),
        });
        await db.SaveChangesAsync(ct);
    }
}
