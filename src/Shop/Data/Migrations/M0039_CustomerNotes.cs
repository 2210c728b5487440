using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Notes about customers, and what their list and their page look for.</summary>
[DbContext(typeof(ShopDb)), Migration("0039_CustomerNotes")]
public sealed class M0039CustomerNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("crm_customer_notes", t => new
        {
            Id = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(),
            AuthorId = t.Column<Guid>(),
            AuthorName = t.Column<string>(maxLength: 200),
            Text = t.Column<string>(maxLength: 2000),
            At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_crm_customer_notes", x => x.Id);
            t.ForeignKey("FK_crm_customer_notes_customers_customers_CustomerId", x => x.CustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_crm_customer_notes_CustomerId_At", "crm_customer_notes", ["CustomerId", "At"]);
        migrationBuilder.CreateIndex("IX_crm_contact_messages_Email", "crm_contact_messages", "Email");
        migrationBuilder.CreateIndex("IX_customers_customers_CreatedAt", "customers_customers", "CreatedAt");
        migrationBuilder.CreateIndex("IX_customers_customers_Name", "customers_customers", "Name");
        migrationBuilder.CreateIndex("IX_mail_outgoing_To_CreatedAt", "mail_outgoing", ["To", "CreatedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_mail_outgoing_To_CreatedAt", "mail_outgoing");
        migrationBuilder.DropIndex("IX_customers_customers_Name", "customers_customers");
        migrationBuilder.DropIndex("IX_customers_customers_CreatedAt", "customers_customers");
        migrationBuilder.DropIndex("IX_crm_contact_messages_Email", "crm_contact_messages");
        migrationBuilder.DropTable("crm_customer_notes");
    }
}
