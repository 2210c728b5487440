using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What staff do for members by hand, how much each role may do alone, and how much was done on a day.</summary>
[DbContext(typeof(ShopDb)), Migration("0041_Corrections")]
public sealed class M0041Corrections : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_corrections", t => new
        {
            Id = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 12),
            Points = t.Column<long>(),
            EndingBefore = t.Column<DateTime>(nullable: true),
            Until = t.Column<DateTime>(nullable: true),
            Tier = t.Column<string>(maxLength: 10, nullable: true),
            Grant = t.Column<string>(maxLength: 12, nullable: true),
            Words = t.Column<string>(maxLength: 200),
            Note = t.Column<string>(maxLength: 500, nullable: true),
            AskedById = t.Column<Guid>(),
            AskedBy = t.Column<string>(maxLength: 200),
            AskedAt = t.Column<DateTime>(),
            Beyond = t.Column<string>(maxLength: 500, nullable: true),
            State = t.Column<string>(maxLength: 12),
            DecidedById = t.Column<Guid>(nullable: true),
            DecidedBy = t.Column<string>(maxLength: 200, nullable: true),
            DecidedAt = t.Column<DateTime>(nullable: true),
            Answer = t.Column<string>(maxLength: 500, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_corrections", x => x.Id);
            t.ForeignKey("FK_loyalty_corrections_loyalty_members_MemberId", x => x.MemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_corrections_State_AskedAt", "loyalty_corrections", ["State", "AskedAt"]);
        migrationBuilder.CreateIndex("IX_loyalty_corrections_MemberId_AskedAt", "loyalty_corrections", ["MemberId", "AskedAt"]);

        migrationBuilder.CreateTable("loyalty_correction_limits", t => new
        {
            Role = t.Column<string>(maxLength: 60),
            PointsADay = t.Column<long>(),
            HighestTier = t.Column<string>(maxLength: 10, nullable: true),
            Months = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_loyalty_correction_limits", x => x.Role));

        migrationBuilder.CreateTable("loyalty_correction_days", t => new
        {
            PersonId = t.Column<Guid>(),
            Day = t.Column<DateOnly>(),
            Points = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_loyalty_correction_days", x => new { x.PersonId, x.Day }));
    }
}
