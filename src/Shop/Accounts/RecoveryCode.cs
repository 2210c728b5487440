using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>A code on paper for the day the phone is gone. It has 125 bits, works once, and the shop keeps only its print.</summary>
public sealed class RecoveryCode
{
    public const int Many = 10;
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // none that looks like another
    private const int Groups = 5;

    private RecoveryCode() { }

    public Guid Id { get; private init; } = NewId.Next();
    public Guid UserId { get; private init; }
    public string Print { get; private init; } = "";
    public DateTime? UsedAt { get; private init; }

    internal static RecoveryCode Of(Guid userId, string code) => new() { UserId = userId, Print = PrintOf(code) };

    /// <summary>Five groups of five signs.</summary>
    internal static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Signs, Groups)));

    /// <summary>However it is typed: without the strokes, in small letters, with O for 0 and I for 1.</summary>
    internal static string PrintOf(string typed) =>
        Secret.PrintOf(string.Concat(typed.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })));

    internal sealed class Mapping : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> code)
        {
            code.ToTable("accounts_recovery_codes");
            code.Property(c => c.Print).HasMaxLength(Secret.PrintLength);
            code.HasIndex(c => new { c.UserId, c.Print }).IsUnique();
            code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        }
    }
}
