using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Letters are listed in the order they were written, however many there are.</summary>
[DbContext(typeof(ShopDb)), Migration("0051_MailList")]
public sealed class M0051MailList : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_mail_outgoing_CreatedAt", "mail_outgoing");
        migrationBuilder.CreateIndex("IX_mail_outgoing_CreatedAt_Id", "mail_outgoing", ["CreatedAt", "Id"]);
    }
}
