using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What members were told, each once; and the day on which a customer celebrates.</summary>
[DbContext(typeof(ShopDb)), Migration("0028_ClubNotices")]
public sealed class M0028ClubNotices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_notices", t => new
        {
            Id = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 20),
            About = t.Column<string>(maxLength: 40),
            Number = t.Column<long>(),
            Until = t.Column<DateTime>(nullable: true),
            At = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_notices", x => x.Id);
            t.ForeignKey("FK_loyalty_notices_loyalty_members_MemberId", x => x.MemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_notices_MemberId_Kind_About", "loyalty_notices", ["MemberId", "Kind", "About"], unique: true);
        AppendOnly.Protect(migrationBuilder, "loyalty_notices");

        migrationBuilder.AddColumn<int>("BirthMonth", "customers_customers", nullable: true);
        migrationBuilder.AddColumn<int>("BirthDay", "customers_customers", nullable: true);
        migrationBuilder.CreateIndex("IX_customers_customers_BirthMonth_BirthDay", "customers_customers", ["BirthMonth", "BirthDay"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("loyalty_notices");
        migrationBuilder.DropIndex("IX_customers_customers_BirthMonth_BirthDay", "customers_customers");
        migrationBuilder.DropColumn("BirthMonth", "customers_customers");
        migrationBuilder.DropColumn("BirthDay", "customers_customers");
    }
}
