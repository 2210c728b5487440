using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0010_Crm")]
public sealed class M0010Crm : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("crm_contact_messages", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 120),
            Email = t.Column<string>(maxLength: 254),
            Topic = t.Column<string>(maxLength: 20),
            OrderNumber = t.Column<string>(maxLength: 30, nullable: true),
            Text = t.Column<string>(maxLength: 4000),
            State = t.Column<string>(maxLength: 20),
            WrittenAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_crm_contact_messages", x => x.Id));
        migrationBuilder.CreateIndex("IX_crm_contact_messages_State_WrittenAt", "crm_contact_messages", ["State", "WrittenAt"]);
    }
}
