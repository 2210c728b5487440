using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0007_Payments")]
public sealed class M0007Payments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("payments_notices", t => new
        {
            Id = t.Column<Guid>(),
            Provider = t.Column<string>(maxLength: 20),
            EventId = t.Column<string>(maxLength: 120),
            Type = t.Column<string>(maxLength: 80),
            IntentId = t.Column<string>(maxLength: 120, nullable: true),
            Body = t.Column<string>(),
            ReceivedAt = t.Column<DateTime>(),
            Attempts = t.Column<int>(),
            NextTryAt = t.Column<DateTime>(nullable: true),
            ProcessedAt = t.Column<DateTime>(nullable: true),
            DeadAt = t.Column<DateTime>(nullable: true),
            Error = t.Column<string>(maxLength: 2000, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_notices", x => x.Id));
        migrationBuilder.CreateIndex("IX_payments_notices_ProcessedAt_DeadAt_NextTryAt", "payments_notices", ["ProcessedAt", "DeadAt", "NextTryAt"]);
        migrationBuilder.CreateIndex("IX_payments_notices_Provider_EventId", "payments_notices", ["Provider", "EventId"], unique: true);
    }
}
