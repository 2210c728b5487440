using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Members who share their points.</summary>
[DbContext(typeof(ShopDb)), Migration("0029_Households")]
public sealed class M0029Households : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in (string[])["HouseholdId", "HomeAccountId"]) migrationBuilder.AddColumn<Guid>(column, "loyalty_members", nullable: true);
        migrationBuilder.CreateIndex("IX_loyalty_members_HouseholdId", "loyalty_members", "HouseholdId");
        migrationBuilder.CreateIndex("IX_loyalty_lots_MemberId", "loyalty_lots", "MemberId");

        migrationBuilder.CreateTable("loyalty_households", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 60),
            OwnerId = t.Column<Guid>(),
            AccountId = t.Column<Guid>(),
            CreatedAt = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true),
            HeirId = t.Column<Guid>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_households", x => x.Id);
            t.ForeignKey("FK_loyalty_households_loyalty_accounts_AccountId", x => x.AccountId, "loyalty_accounts", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_households_loyalty_members_OwnerId", x => x.OwnerId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_households_AccountId", "loyalty_households", "AccountId");
        migrationBuilder.CreateIndex("IX_loyalty_households_OwnerId", "loyalty_households", "OwnerId");

        migrationBuilder.CreateTable("loyalty_household_seats", t => new
        {
            Id = t.Column<Guid>(),
            HouseholdId = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            State = t.Column<string>(maxLength: 10),
            InvitedAt = t.Column<DateTime>(),
            JoinedAt = t.Column<DateTime>(nullable: true),
            LeftAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_household_seats", x => x.Id);
            t.ForeignKey("FK_loyalty_household_seats_loyalty_households_HouseholdId", x => x.HouseholdId, "loyalty_households", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_household_seats_loyalty_members_MemberId", x => x.MemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_household_seats_HouseholdId", "loyalty_household_seats", "HouseholdId");
        migrationBuilder.CreateIndex("IX_loyalty_household_seats_MemberId", "loyalty_household_seats", "MemberId", unique: true, filter: "\"State\" = 'In'");
    }
}
