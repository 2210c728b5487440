using Microsoft.AspNetCore.Identity;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Mails a link to the address somebody wants to use from now on. Whether that address has an account of its own is told to its mailbox only.</summary>
public sealed class AskForNewEmail(ShopDb db, UserManager<User> users, PasswordCheck check, AccountLetters letters)
{
    public abstract record Outcome;
    public sealed record Mailed : Outcome;
    public sealed record WrongPassword : Outcome;
    public sealed record Later(DateTime At) : Outcome;

    public async Task<Outcome> Run(SignedIn who, string password, string newEmail, Guid? device, string address, CancellationToken ct)
    {
        switch (await check.Run(who.Email, password, device, address, ct))
        {
            case PasswordCheck.Later(var at): return new Later(at);
            case PasswordCheck.Wrong or PasswordCheck.Moved: return new WrongPassword();
            case PasswordCheck.Right(var user):
                var email = EmailAddress.Normalise(newEmail);
                if (await users.FindByEmailAsync(email) is { EmailConfirmed: true } owner) await letters.AlreadyRegistered(owner, ct);
                else await letters.ConfirmNewEmail(user, email, ct);
                await db.SaveChangesAsync(ct);
                return new Mailed();
            case var unknown: throw new InvalidOperationException($"Unknown verdict {unknown}.");
        }
    }
}
