using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0004_Mail")]
public sealed class M0004Mail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("mail_outgoing", t => new
        {
            Id = t.Column<Guid>(),
            To = t.Column<string>(maxLength: 254),
            Subject = t.Column<string>(maxLength: 200),
            Html = t.Column<string>(),
            Text = t.Column<string>(),
            Template = t.Column<string>(maxLength: 60),
            Key = t.Column<string>(maxLength: 200),
            MessageId = t.Column<string>(maxLength: 200),
            CreatedAt = t.Column<DateTime>(),
            Attempts = t.Column<int>(),
            NextTryAt = t.Column<DateTime>(nullable: true),
            SentAt = t.Column<DateTime>(nullable: true),
            DeadAt = t.Column<DateTime>(nullable: true),
            Error = t.Column<string>(maxLength: 2000, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_mail_outgoing", x => x.Id));
        migrationBuilder.CreateIndex("IX_mail_outgoing_Key", "mail_outgoing", "Key", unique: true);
        migrationBuilder.CreateIndex("IX_mail_outgoing_SentAt_DeadAt_NextTryAt", "mail_outgoing", ["SentAt", "DeadAt", "NextTryAt"]);
        migrationBuilder.CreateIndex("IX_mail_outgoing_CreatedAt", "mail_outgoing", "CreatedAt");
    }
}
