using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Friends who joined by an invitation, and what became of it.</summary>
[DbContext(typeof(ShopDb)), Migration("0026_Referrals")]
public sealed class M0026Referrals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_referrals", t => new
        {
            Id = t.Column<Guid>(),
            AdvocateId = t.Column<Guid>(),
            FriendCustomerId = t.Column<Guid>(),
            FriendName = t.Column<string>(maxLength: 40),
            RuleSetId = t.Column<Guid>(),
            State = t.Column<string>(maxLength: 10),
            JoinedAt = t.Column<DateTime>(),
            OrderId = t.Column<Guid>(nullable: true),
            VoucherCodeId = t.Column<Guid>(nullable: true),
            Points = t.Column<long>(),
            SettledAt = t.Column<DateTime>(nullable: true),
            Reason = t.Column<string>(maxLength: 200, nullable: true),
            DecidedBy = t.Column<string>(maxLength: 200, nullable: true),
            Decision = t.Column<string>(maxLength: 200, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_referrals", x => x.Id);
            t.ForeignKey("FK_loyalty_referrals_customers_customers_FriendCustomerId", x => x.FriendCustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_referrals_loyalty_members_AdvocateId", x => x.AdvocateId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_referrals_loyalty_rule_sets_RuleSetId", x => x.RuleSetId, "loyalty_rule_sets", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_referrals_promotions_codes_VoucherCodeId", x => x.VoucherCodeId, "promotions_codes", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_referrals_AdvocateId_JoinedAt", "loyalty_referrals", ["AdvocateId", "JoinedAt"]);
        migrationBuilder.CreateIndex("IX_loyalty_referrals_FriendCustomerId", "loyalty_referrals", "FriendCustomerId", unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_referrals_RuleSetId", "loyalty_referrals", "RuleSetId");
        migrationBuilder.CreateIndex("IX_loyalty_referrals_State", "loyalty_referrals", "State");
        migrationBuilder.CreateIndex("IX_loyalty_referrals_VoucherCodeId", "loyalty_referrals", "VoucherCodeId");
    }
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("loyalty_referrals");
}
