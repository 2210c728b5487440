using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0018_Newsletter")]
public sealed class M0018Newsletter : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("crm_newsletter_subscribers", t => new
        {
            Id = t.Column<Guid>(),
            Email = t.Column<string>(maxLength: 254),
            State = t.Column<string>(maxLength: 20),
            Source = t.Column<string>(maxLength: 40),
            AskedAt = t.Column<DateTime>(),
            ConfirmedAt = t.Column<DateTime>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            ConfirmPrint = t.Column<string>(maxLength: 64, nullable: true),
            EndKey = t.Column<string>(maxLength: 64),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_crm_newsletter_subscribers", x => x.Id));
        migrationBuilder.CreateIndex("IX_crm_newsletter_subscribers_Email", "crm_newsletter_subscribers", "Email", unique: true);
        migrationBuilder.CreateIndex("IX_crm_newsletter_subscribers_ConfirmPrint", "crm_newsletter_subscribers", "ConfirmPrint", unique: true);
        migrationBuilder.CreateIndex("IX_crm_newsletter_subscribers_EndKey", "crm_newsletter_subscribers", "EndKey", unique: true);
        migrationBuilder.CreateIndex("IX_crm_newsletter_subscribers_State_AskedAt", "crm_newsletter_subscribers", ["State", "AskedAt"]);

        migrationBuilder.AddColumn<string>("AnswerText", "crm_contact_messages", maxLength: 4000, nullable: true);
        migrationBuilder.AddColumn<string>("AnsweredBy", "crm_contact_messages", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<DateTime>("AnsweredAt", "crm_contact_messages", nullable: true);

        migrationBuilder.AddColumn<string>("Unsubscribe", "mail_outgoing", maxLength: 500, nullable: true);
    }
}
