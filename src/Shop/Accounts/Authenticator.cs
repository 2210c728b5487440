using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Accounts;

/// <summary>The app that shows somebody's codes. Its key is kept sealed, and with it the last step whose code was taken: no code is taken twice.</summary>
public sealed class Authenticator
{
    private const int SealedMaxLength = 500;

    private Authenticator() { }

    public Guid UserId { get; private init; }
    public string SealedKey { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public long LastStep { get; private set; }

    internal static Authenticator Of(Guid userId) => new() { UserId = userId };

    /// <summary>From now on this app shows the codes; whichever did before is forgotten.</summary>
    internal void Use(string sealedKey, long step, DateTime now) => (SealedKey, LastStep, CreatedAt) = (sealedKey, step, now);

    /// <summary>Null when the key ring that sealed it is gone.</summary>
    internal string? KeyBy(IPersonalDataProtector seal)
    {
        try
        {
            return seal.Unprotect(SealedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Authenticator>
    {
        public void Configure(EntityTypeBuilder<Authenticator> app)
        {
            app.ToTable("accounts_authenticators");
            app.HasKey(a => a.UserId);
            app.Property(a => a.SealedKey).HasMaxLength(SealedMaxLength);
            app.HasOne<User>().WithOne().HasForeignKey<Authenticator>(a => a.UserId);
        }
    }
}
