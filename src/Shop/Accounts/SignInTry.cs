using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>One guess at a password that was looked at. Account and address are kept as prints.</summary>
public sealed class SignInTry
{
    private SignInTry() { }

    public Guid Id { get; private init; } = NewId.Next();
    public DateTime At { get; private init; }
    public string Account { get; private init; } = "";
    public string Address { get; private init; } = "";

    /// <summary>The device, when this account has signed in on it before.</summary>
    public Guid? Device { get; private init; }
    public bool Succeeded { get; private init; }

    internal static SignInTry Of(string email, string address, Guid? device, DateTime now) =>
        new() { At = now, Account = Secret.PrintOf(email), Address = Secret.PrintOf(Network.Of(address)), Device = device };

    internal sealed class Mapping : IEntityTypeConfiguration<SignInTry>
    {
        public void Configure(EntityTypeBuilder<SignInTry> guess)
        {
            guess.ToTable("accounts_sign_in_tries");
            guess.Property(t => t.Account).HasMaxLength(Secret.PrintLength);
            guess.Property(t => t.Address).HasMaxLength(Secret.PrintLength);
            guess.HasIndex(t => new { t.Account, t.At });
            guess.HasIndex(t => new { t.Address, t.At });
            guess.HasIndex(t => t.At);
        }
    }
}
