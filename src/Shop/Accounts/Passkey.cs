using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>A key pair of somebody's device whose public half the shop knows. The device asks for finger, face or PIN before it uses the other half, so it stands for both factors.</summary>
public sealed class Passkey
{
    public const int NameMaxLength = 100;
    public const int MostPerUser = 10;
    public const int CredentialIdMaxLength = 1023; // what the standard allows
    private const int TransportsMaxLength = 100;

    private Passkey() { }

    public Guid Id { get; private init; } = NewId.Next();
    public Guid UserId { get; private init; }
    public string Name { get; private init; } = "";
    public byte[] CredentialId { get; private init; } = [];
    public byte[] PublicKey { get; private init; } = [];
    public long SignCount { get; private init; }
    public string Transports { get; private init; } = "";
    public bool IsBackupEligible { get; private init; }
    public bool IsBackedUp { get; private init; }
    public DateTime CreatedAt { get; private init; }
    public DateTime? LastUsedAt { get; private init; }

    internal static Passkey Of(Guid userId, string name, UserPasskeyInfo key, DateTime now) => new()
    {
        UserId = userId, Name = name, CredentialId = key.CredentialId, PublicKey = key.PublicKey, SignCount = key.SignCount,
        Transports = string.Join(' ', key.Transports ?? []) is { Length: <= TransportsMaxLength } transports ? transports : "",
        IsBackupEligible = key.IsBackupEligible, IsBackedUp = key.IsBackedUp, CreatedAt = now,
    };

    /// <exception cref="RuleBroken">Too long.</exception>
    internal static string Named(string? name) => name?.Trim() switch
    {
        null or "" => "Passkey",
        { Length: > NameMaxLength } => throw new RuleBroken($"A name has at most {NameMaxLength} characters."),
        var given => given,
    };

    // What the device sent when the key was made proves nothing later, so it is not kept.
    internal UserPasskeyInfo ToInfo() => new(CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, IsBackupEligible, IsBackedUp, attestationObject: [], clientDataJson: [])
    { Name = Name };

    internal sealed class Mapping : IEntityTypeConfiguration<Passkey>
    {
        public void Configure(EntityTypeBuilder<Passkey> key)
        {
            key.ToTable("accounts_passkeys");
            key.Property(k => k.Name).HasMaxLength(NameMaxLength);
            key.Property(k => k.CredentialId).HasMaxLength(CredentialIdMaxLength);
            key.Property(k => k.Transports).HasMaxLength(TransportsMaxLength);
            key.HasIndex(k => k.CredentialId).IsUnique();
            key.HasIndex(k => k.UserId);
            key.HasOne<User>().WithMany().HasForeignKey(k => k.UserId);
        }
    }
}

/// <summary>A challenge that a passkey has answered: it is not accepted again.</summary>
public sealed class SpentChallenge
{
    private SpentChallenge() { }

    public string Print { get; private init; } = "";
    public DateTime At { get; private init; }

    internal static SpentChallenge Of(string challenge, DateTime now) => new() { Print = Secret.PrintOf(challenge), At = now };

    internal sealed class Mapping : IEntityTypeConfiguration<SpentChallenge>
    {
        public void Configure(EntityTypeBuilder<SpentChallenge> challenge)
        {
            challenge.ToTable("accounts_spent_challenges");
            challenge.HasKey(c => c.Print);
            challenge.Property(c => c.Print).HasMaxLength(Secret.PrintLength);
            challenge.HasIndex(c => c.At);
        }
    }
}
