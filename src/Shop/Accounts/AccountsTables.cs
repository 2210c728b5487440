using Microsoft.EntityFrameworkCore;
using Shop.Accounts.Audit;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class AccountsTables
{
    extension(ShopDb db)
    {
        public DbSet<User> AccountUsers => db.Set<User>();
        public DbSet<Session> AccountSessions => db.Set<Session>();
        public DbSet<MailedLink> AccountLinks => db.Set<MailedLink>();
        public DbSet<SignInTry> SignInTries => db.Set<SignInTry>();
        public DbSet<Authenticator> Authenticators => db.Set<Authenticator>();
        public DbSet<RecoveryCode> RecoveryCodes => db.Set<RecoveryCode>();
        public DbSet<Passkey> Passkeys => db.Set<Passkey>();
        public DbSet<RoleRight> RoleRights => db.Set<RoleRight>();
        public DbSet<AccessRequest> AccessRequests => db.Set<AccessRequest>();
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
        public DbSet<AuditSeal> AuditSeals => db.Set<AuditSeal>();
    }
}
