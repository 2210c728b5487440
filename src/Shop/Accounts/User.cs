using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Somebody who can sign in. Whatever ends the trust in a sign-in (another password, a block) changes the security stamp, and with it every session opened before is over.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int NameMaxLength = 120;
    public const int InvitationMaxLength = 20;
    private const int HashMaxLength = 200;

    private User() { }

    public string DisplayName { get; private set; } = "";
    public DateTime CreatedAt { get; private init; }
    public DateTime PasswordChangedAt { get; private set; }
    public bool IsDisabled { get; private set; }

    /// <summary>The address with which this person signs in instead, since two accounts of theirs became one.</summary>
    public string? MovedTo { get; private set; }

    /// <summary>Whether they asked to be in the club when they registered, and by whose invitation: each link that confirms their address remembers it.</summary>
    public bool? JoinsClub { get; private set; }
    public string? Invitation { get; private set; }

    /// <exception cref="RuleBroken">The name or the e-mail address is not one.</exception>
    public static User Register(string email, string name, string passwordHash, DateTime now)
    {
        var user = new User { Id = NewId.Next(), CreatedAt = now };
        user.Call(name);
        user.UseEmail(email);
        user.EmailConfirmed = false;
        user.UsePassword(passwordHash, now);
        return user;
    }

    public void Call(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameMaxLength) throw new RuleBroken($"A name has 1 to {NameMaxLength} characters.");
        DisplayName = name;
        Touch();
    }

    public void AskToJoin(bool join, string? invitation) => (JoinsClub, Invitation) = (join, join && invitation?.Length <= InvitationMaxLength ? invitation : null);

    /// <summary>The person showed that mail to the address reaches them.</summary>
    public void ConfirmEmail()
    {
        EmailConfirmed = true;
        Touch();
    }

    /// <summary>The person showed that mail to the new address reaches them.</summary>
    public void ChangeEmail(string email)
    {
        UseEmail(email);
        EmailConfirmed = true;
        Distrust();
    }

    /// <summary>Every session opened with the old password is over.</summary>
    public void UsePassword(string hash, DateTime now)
    {
        (PasswordHash, PasswordChangedAt) = (hash, now);
        Distrust();
    }

    /// <summary>The same password under a stronger hash; no session ends.</summary>
    public void StrengthenHash(string hash)
    {
        PasswordHash = hash;
        Touch();
    }

    public void Disable()
    {
        IsDisabled = true;
        Distrust();
    }

    /// <summary>Two accounts of one person became one: this one signs nobody in any more, and tells its owner which one does.</summary>
    public void MoveTo(string email)
    {
        MovedTo = email;
        Disable();
    }

    public void Enable()
    {
        (IsDisabled, MovedTo) = (false, null);
        Touch();
    }

    /// <summary>Ends the trust in every session opened so far.</summary>
    public void Distrust()
    {
        SecurityStamp = Secret.New();
        Touch();
    }

    private void UseEmail(string email)
    {
        if (!EmailAddress.IsValid(email)) throw new RuleBroken($"“{email}” is not an e-mail address.");
        Email = UserName = EmailAddress.Normalise(email);
        NormalizedEmail = NormalizedUserName = Email.ToUpperInvariant();
        Touch();
    }

    private void Touch() => ConcurrencyStamp = NewId.Next().ToString("N");

    internal sealed class Mapping : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> user)
        {
            user.ToTable("accounts_users");
            user.Property(u => u.UserName).HasMaxLength(EmailAddress.MaxLength).IsRequired();
            user.Property(u => u.NormalizedUserName).HasMaxLength(EmailAddress.MaxLength).IsRequired();
            user.Property(u => u.Email).HasMaxLength(EmailAddress.MaxLength).IsRequired();
            user.Property(u => u.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength).IsRequired();
            user.Property(u => u.PasswordHash).HasMaxLength(HashMaxLength).IsRequired();
            user.Property(u => u.SecurityStamp).HasMaxLength(Secret.PrintLength).IsRequired();
            user.Property(u => u.ConcurrencyStamp).HasMaxLength(Secret.PrintLength).IsRequired().IsConcurrencyToken();
            user.Property(u => u.MovedTo).HasMaxLength(EmailAddress.MaxLength);
            user.Property(u => u.Invitation).HasMaxLength(InvitationMaxLength);
            user.Property(u => u.DisplayName).HasMaxLength(NameMaxLength);
            user.HasIndex(u => u.NormalizedUserName).IsUnique();
            user.HasIndex(u => u.NormalizedEmail).IsUnique();
            // Guesses are counted per account, device, address and shop in accounts_sign_in_tries, so that nobody can be locked out; phones belong to customers.
            user.Ignore(u => u.LockoutEnabled).Ignore(u => u.LockoutEnd).Ignore(u => u.AccessFailedCount);
            user.Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed).Ignore(u => u.TwoFactorEnabled);
        }
    }
}
