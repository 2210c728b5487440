using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Identity's store, reading passkeys from our own table. They are written by <see cref="PasskeyBook"/>, which tells the mailbox.</summary>
internal sealed class UserStore(ShopDb db, IdentityErrorDescriber describer)
    : UserStore<User, IdentityRole<Guid>, ShopDb, Guid>(db, describer), IUserPasskeyStore<User>
{
    async Task<IList<UserPasskeyInfo>> IUserPasskeyStore<User>.GetPasskeysAsync(User user, CancellationToken cancellationToken) =>
        [.. (await Context.Passkeys.AsNoTracking().Where(k => k.UserId == user.Id).ToListAsync(cancellationToken)).Select(k => k.ToInfo())];

    async Task<User?> IUserPasskeyStore<User>.FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var keys = Context.Passkeys;
        return await Context.AccountUsers.SingleOrDefaultAsync(u => keys.Any(k => k.UserId == u.Id && k.CredentialId == credentialId), cancellationToken);
    }

    async Task<UserPasskeyInfo?> IUserPasskeyStore<User>.FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(k => k.UserId == user.Id && k.CredentialId == credentialId, cancellationToken))?.ToInfo();

    Task IUserPasskeyStore<User>.AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Elsewhere();

    Task IUserPasskeyStore<User>.RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) => throw Elsewhere();

    private static NotSupportedException Elsewhere() => new("Passkeys are written by Shop.Accounts.PasskeyBook.");
}
