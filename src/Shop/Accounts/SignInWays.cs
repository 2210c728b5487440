using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Tells by which ways somebody can sign in.</summary>
public sealed class SignInWays(ShopDb db)
{
    public async Task<WaysIn> Of(Guid userId, CancellationToken ct)
    {
        var (apps, codes, passkeys) = (db.Authenticators, db.RecoveryCodes, db.Passkeys);
        return await db.AccountUsers.Where(u => u.Id == userId).Select(u => new WaysIn(
            u.PasswordChangedAt,
            apps.Where(a => a.UserId == userId).Select(a => (DateTime?)a.CreatedAt).FirstOrDefault(),
            codes.Count(c => c.UserId == userId && c.UsedAt == null),
            passkeys.Count(k => k.UserId == userId))).SingleAsync(ct);
    }
}

/// <summary>When the password was chosen, since when codes are asked for (null: they are not), how many recovery codes are left, and how many passkeys there are.</summary>
public sealed record WaysIn(DateTime PasswordChangedAt, DateTime? CodesSince, int RecoveryCodesLeft, int Passkeys)
{
    public bool AsksForCodes => CodesSince is not null;

    /// <summary>Whether the person could show two factors.</summary>
    public bool CanBeStrong => AsksForCodes || Passkeys > 0;
}
