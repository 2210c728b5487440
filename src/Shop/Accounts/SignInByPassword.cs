using Shop.Data;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Lets a person in whose password is right and whose address is confirmed. To everybody else it says the same, whether there is such an account or not.</summary>
public sealed class SignInByPassword(ShopDb db, PasswordCheck check, SecondFactor second, Sessions sessions, AccountLetters letters)
{
    public abstract record Outcome;
    public sealed record Welcome(User User, bool IsStaff) : Outcome;

    /// <summary>The password is right; a code is needed too.</summary>
    public sealed record CodeNeeded(User User) : Outcome;

    public sealed record Wrong : Outcome;
    public sealed record Later(DateTime At) : Outcome;

    /// <summary>The password is right, but two accounts of theirs became one, and another address signs in.</summary>
    /// <param name="Hint">Enough of that address for its owner to know it.</param>
    public sealed record Moved(string Hint) : Outcome;

    /// <summary>The password is right; the way to the mailbox is not proven. A new link was mailed.</summary>
    public sealed record Unconfirmed(string Email) : Outcome;

    /// <summary>The password is right, but thieves try it first. A link for a new one was mailed.</summary>
    public sealed record PasswordIsKnown(string Email) : Outcome;

    /// <summary>The password is right, but too short for somebody who works here.</summary>
    public sealed record TooShortForStaff : Outcome;

    public async Task<Outcome> Run(string email, string password, Guid? device, string address, CancellationToken ct)
    {
        switch (await check.Run(email, password, device, address, ct))
        {
            case PasswordCheck.Later(var at): return new Later(at);
            case PasswordCheck.Wrong: return new Wrong();
            case PasswordCheck.Moved(var other): return new Moved(EmailAddress.Hint(other));
            case PasswordCheck.Right { User: { EmailConfirmed: false } user }:
                await letters.ConfirmEmail(user, ct);
                await db.SaveChangesAsync(ct);
                return new Unconfirmed(user.Email!);
            case PasswordCheck.Right(var user) when PasswordRules.IsWellKnown(password):
                await letters.ResetPassword(user, ct);
                await db.SaveChangesAsync(ct);
                return new PasswordIsKnown(user.Email!);
            case PasswordCheck.Right(var user):
                var isStaff = Roles.AreStaff(await sessions.RolesOf(user.Id, ct));
                if (isStaff && password.Length < PasswordRules.MinLengthOfStaff) return new TooShortForStaff();
                return await second.IsOn(user.Id, ct) ? new CodeNeeded(user) : new Welcome(user, isStaff);
            case var unknown: throw new InvalidOperationException($"Unknown verdict {unknown}.");
        }
    }
}
