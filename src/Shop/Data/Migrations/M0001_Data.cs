using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0001_Data")]
public sealed class M0001Data : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("data_saved_events", t => new
        {
            Id = t.Column<Guid>(),
            Type = t.Column<string>(maxLength: 200),
            Json = t.Column<string>(),
            Attempts = t.Column<int>(),
            NextTryAt = t.Column<DateTime>(nullable: true),
            DeliveredAt = t.Column<DateTime>(nullable: true),
            DeadAt = t.Column<DateTime>(nullable: true),
            Error = t.Column<string>(maxLength: 2000, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_data_saved_events", x => x.Id));
        migrationBuilder.CreateIndex("IX_data_saved_events_DeliveredAt_DeadAt_NextTryAt", "data_saved_events", ["DeliveredAt", "DeadAt", "NextTryAt"]);

        migrationBuilder.CreateTable("data_job_runs", t => new
        {
            Id = t.Column<Guid>(),
            Job = t.Column<string>(maxLength: 100),
            ScheduledFor = t.Column<DateTime>(),
            StartedAt = t.Column<DateTime>(),
            FinishedAt = t.Column<DateTime>(nullable: true),
            Node = t.Column<string>(maxLength: 100),
            Error = t.Column<string>(maxLength: 2000, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_data_job_runs", x => x.Id));
        migrationBuilder.CreateIndex("IX_data_job_runs_Job_ScheduledFor", "data_job_runs", ["Job", "ScheduledFor"], unique: true);

        migrationBuilder.CreateTable("data_shop_profiles", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 200),
            LegalName = t.Column<string>(maxLength: 200),
            OrganisationNumber = t.Column<string>(maxLength: 200),
            VatNumber = t.Column<string>(maxLength: 200),
            Street = t.Column<string>(maxLength: 200),
            Postcode = t.Column<string>(maxLength: 200),
            City = t.Column<string>(maxLength: 200),
            Country = t.Column<string>(maxLength: 2),
            Email = t.Column<string>(maxLength: 200),
            Phone = t.Column<string>(maxLength: 200),
            Currency = t.Column<string>(maxLength: 3),
            TimeZone = t.Column<string>(maxLength: 200),
            IsDemo = t.Column<bool>(),
            OpenedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_data_shop_profiles", x => x.Id));
    }
}
