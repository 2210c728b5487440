using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Simulations that are worked out in the background, and what members are told when rules change.</summary>
[DbContext(typeof(ShopDb)), Migration("0045_Simulations")]
public sealed class M0045Simulations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Notice", "loyalty_rule_sets", maxLength: 10, nullable: true);
        migrationBuilder.AddColumn<string>("NoticeText", "loyalty_rule_sets", maxLength: 1000, nullable: true);

        migrationBuilder.CreateTable("loyalty_simulations", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 10),
            RuleSetId = t.Column<Guid>(),
            RuleSetVersion = t.Column<int>(),
            AgainstId = t.Column<Guid>(nullable: true),
            AsOf = t.Column<DateTime>(nullable: true),
            State = t.Column<string>(maxLength: 10),
            Done = t.Column<int>(),
            Total = t.Column<int>(),
            RequestedBy = t.Column<string>(maxLength: 200),
            RequestedAt = t.Column<DateTime>(),
            StartedAt = t.Column<DateTime>(nullable: true),
            SeenAt = t.Column<DateTime>(nullable: true),
            Runner = t.Column<Guid>(nullable: true),
            FinishedAt = t.Column<DateTime>(nullable: true),
            Result = t.Column<string>(nullable: true),
            Error = t.Column<string>(maxLength: 500, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_simulations", x => x.Id);
            t.ForeignKey("FK_loyalty_simulations_loyalty_rule_sets_RuleSetId", x => x.RuleSetId, "loyalty_rule_sets", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_loyalty_simulations_State_RequestedAt", "loyalty_simulations", ["State", "RequestedAt"]);
        migrationBuilder.CreateIndex("IX_loyalty_simulations_RuleSetId_RequestedAt", "loyalty_simulations", ["RuleSetId", "RequestedAt"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("loyalty_simulations");
        migrationBuilder.DropColumn("NoticeText", "loyalty_rule_sets");
        migrationBuilder.DropColumn("Notice", "loyalty_rule_sets");
    }
}
