using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Advisers of customers, and whose message is answered first.</summary>
[DbContext(typeof(ShopDb)), Migration("0061_Advisers")]
public sealed class M0061Advisers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("crm_advisers", t => new
        {
            Id = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(),
            UserId = t.Column<Guid>(nullable: true),
            Since = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_crm_advisers", x => x.Id);
            t.ForeignKey("FK_crm_advisers_customers_customers_CustomerId", x => x.CustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_crm_advisers_CustomerId", "crm_advisers", "CustomerId", unique: true);
        migrationBuilder.CreateIndex("IX_crm_advisers_UserId", "crm_advisers", "UserId");
        migrationBuilder.AddColumn<int>("Priority", "crm_contact_messages", nullable: true);
        migrationBuilder.AddColumn<long>("Turn", "crm_contact_messages", nullable: true);
        // What was written before waits by its day alone: its id grows with time.
        migrationBuilder.Sql("""update crm_contact_messages set "Priority" = 0, "Turn" = 1000000000000000000""");
        migrationBuilder.CreateIndex("IX_crm_contact_messages_Turn_Id", "crm_contact_messages", ["Turn", "Id"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_crm_contact_messages_Turn_Id", "crm_contact_messages");
        migrationBuilder.DropColumn("Turn", "crm_contact_messages");
        migrationBuilder.DropColumn("Priority", "crm_contact_messages");
        migrationBuilder.DropTable("crm_advisers");
    }
}
