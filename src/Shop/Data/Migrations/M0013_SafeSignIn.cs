using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Second steps, recovery codes and passkeys, and how sure the shop is of each session.</summary>
[DbContext(typeof(ShopDb)), Migration("0013_SafeSignIn")]
public sealed class M0013SafeSignIn : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in (string[])["VerifiedAt", "StrongSince", "KeptUntil"]) migrationBuilder.AddColumn<DateTime>(column, "accounts_sessions", nullable: true);

        migrationBuilder.CreateTable("accounts_authenticators", t => new
        {
            UserId = t.Column<Guid>(),
            SealedKey = t.Column<string>(maxLength: 500),
            CreatedAt = t.Column<DateTime>(),
            LastStep = t.Column<long>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_authenticators", x => x.UserId);
            t.ForeignKey("FK_accounts_authenticators_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("accounts_recovery_codes", t => new
        {
            Id = t.Column<Guid>(),
            UserId = t.Column<Guid>(),
            Print = t.Column<string>(maxLength: 64),
            UsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_recovery_codes", x => x.Id);
            t.ForeignKey("FK_accounts_recovery_codes_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_accounts_recovery_codes_UserId_Print", "accounts_recovery_codes", ["UserId", "Print"], unique: true);

        migrationBuilder.CreateTable("accounts_passkeys", t => new
        {
            Id = t.Column<Guid>(),
            UserId = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 100),
            CredentialId = t.Column<byte[]>(maxLength: 1023),
            PublicKey = t.Column<byte[]>(),
            SignCount = t.Column<long>(),
            Transports = t.Column<string>(maxLength: 100),
            IsBackupEligible = t.Column<bool>(),
            IsBackedUp = t.Column<bool>(),
            CreatedAt = t.Column<DateTime>(),
            LastUsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_passkeys", x => x.Id);
            t.ForeignKey("FK_accounts_passkeys_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_accounts_passkeys_CredentialId", "accounts_passkeys", "CredentialId", unique: true);
        migrationBuilder.CreateIndex("IX_accounts_passkeys_UserId", "accounts_passkeys", "UserId");

        migrationBuilder.CreateTable("accounts_spent_challenges", t => new
        {
            Print = t.Column<string>(maxLength: 64),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_accounts_spent_challenges", x => x.Print));
        migrationBuilder.CreateIndex("IX_accounts_spent_challenges_At", "accounts_spent_challenges", "At");
    }
}
