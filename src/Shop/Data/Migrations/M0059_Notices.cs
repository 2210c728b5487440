using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Colleagues are told what concerns them; a question about all members knows who asked it.</summary>
[DbContext(typeof(ShopDb)), Migration("0059_Notices")]
public sealed class M0059Notices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("RequestedById", "loyalty_simulations", nullable: true);
        migrationBuilder.CreateTable("office_notices", t => new
        {
            Id = t.Column<Guid>(),
            ForId = t.Column<Guid>(),
            Source = t.Column<string>(maxLength: 120),
            Text = t.Column<string>(maxLength: 300),
            Url = t.Column<string>(maxLength: 300),
            Needs = t.Column<string>(maxLength: 40, nullable: true),
            At = t.Column<DateTime>(),
            SeenAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_office_notices", x => x.Id));
        migrationBuilder.CreateIndex("IX_office_notices_Source_ForId", "office_notices", ["Source", "ForId"], unique: true);
        migrationBuilder.CreateIndex("IX_office_notices_ForId_SeenAt_Needs", "office_notices", ["ForId", "SeenAt", "Needs"]);
        migrationBuilder.CreateIndex("IX_office_notices_ForId_At_Id", "office_notices", ["ForId", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_office_notices_At", "office_notices", "At");
    }
}
