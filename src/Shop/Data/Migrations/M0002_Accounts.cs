using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0002_Accounts")]
public sealed class M0002Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("accounts_users", t => new
        {
            Id = t.Column<Guid>(),
            UserName = t.Column<string>(maxLength: 254),
            NormalizedUserName = t.Column<string>(maxLength: 254),
            Email = t.Column<string>(maxLength: 254),
            NormalizedEmail = t.Column<string>(maxLength: 254),
            EmailConfirmed = t.Column<bool>(),
            PasswordHash = t.Column<string>(maxLength: 200),
            SecurityStamp = t.Column<string>(maxLength: 64),
            ConcurrencyStamp = t.Column<string>(maxLength: 64),
            DisplayName = t.Column<string>(maxLength: 120),
            CreatedAt = t.Column<DateTime>(),
            PasswordChangedAt = t.Column<DateTime>(),
            IsDisabled = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_accounts_users", x => x.Id));
        migrationBuilder.CreateIndex("IX_accounts_users_NormalizedUserName", "accounts_users", "NormalizedUserName", unique: true);
        migrationBuilder.CreateIndex("IX_accounts_users_NormalizedEmail", "accounts_users", "NormalizedEmail", unique: true);

        migrationBuilder.CreateTable("accounts_roles", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 60),
            NormalizedName = t.Column<string>(maxLength: 60),
            ConcurrencyStamp = t.Column<string>(maxLength: 60, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_accounts_roles", x => x.Id));
        migrationBuilder.CreateIndex("IX_accounts_roles_NormalizedName", "accounts_roles", "NormalizedName", unique: true);
        // In capitals, as SQLite compares them.
        migrationBuilder.Sql("""
            insert into accounts_roles ("Id", "Name", "NormalizedName") values
            ('0193A000-0000-7000-8000-000000000001', 'Staff', 'STAFF'), ('0193A000-0000-7000-8000-000000000002', 'Administrator', 'ADMINISTRATOR')
            """);

        migrationBuilder.CreateTable("accounts_user_roles", t => new
        {
            UserId = t.Column<Guid>(),
            RoleId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_user_roles", x => new { x.UserId, x.RoleId });
            t.ForeignKey("FK_accounts_user_roles_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_accounts_user_roles_accounts_roles_RoleId", x => x.RoleId, "accounts_roles", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_accounts_user_roles_RoleId", "accounts_user_roles", "RoleId");

        migrationBuilder.CreateTable("accounts_sessions", t => new
        {
            Id = t.Column<Guid>(),
            UserId = t.Column<Guid>(),
            Print = t.Column<string>(maxLength: 64),
            Stamp = t.Column<string>(maxLength: 64),
            CreatedAt = t.Column<DateTime>(),
            LastSeenAt = t.Column<DateTime>(),
            Device = t.Column<string>(maxLength: 200),
            Address = t.Column<string>(maxLength: 64),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_sessions", x => x.Id);
            t.ForeignKey("FK_accounts_sessions_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_accounts_sessions_Print", "accounts_sessions", "Print", unique: true);
        migrationBuilder.CreateIndex("IX_accounts_sessions_UserId", "accounts_sessions", "UserId");
        migrationBuilder.CreateIndex("IX_accounts_sessions_LastSeenAt", "accounts_sessions", "LastSeenAt");

        migrationBuilder.CreateTable("accounts_links", t => new
        {
            Id = t.Column<Guid>(),
            Purpose = t.Column<string>(maxLength: 20),
            UserId = t.Column<Guid>(nullable: true),
            Email = t.Column<string>(maxLength: 254, nullable: true),
            Print = t.Column<string>(maxLength: 64),
            CreatedAt = t.Column<DateTime>(),
            ExpiresAt = t.Column<DateTime>(),
            UsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_links", x => x.Id);
            t.ForeignKey("FK_accounts_links_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_accounts_links_Print", "accounts_links", "Print", unique: true);
        migrationBuilder.CreateIndex("IX_accounts_links_UserId_Purpose", "accounts_links", ["UserId", "Purpose"]);
        migrationBuilder.CreateIndex("IX_accounts_links_ExpiresAt", "accounts_links", "ExpiresAt");

        migrationBuilder.CreateTable("accounts_sign_in_tries", t => new
        {
            Id = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Account = t.Column<string>(maxLength: 64),
            Address = t.Column<string>(maxLength: 64),
            Device = t.Column<Guid>(nullable: true),
            Succeeded = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_accounts_sign_in_tries", x => x.Id));
        migrationBuilder.CreateIndex("IX_accounts_sign_in_tries_Account_At", "accounts_sign_in_tries", ["Account", "At"]);
        migrationBuilder.CreateIndex("IX_accounts_sign_in_tries_Address_At", "accounts_sign_in_tries", ["Address", "At"]);
        migrationBuilder.CreateIndex("IX_accounts_sign_in_tries_At", "accounts_sign_in_tries", "At");
    }
}
