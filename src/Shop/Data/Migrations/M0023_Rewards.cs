using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What members can have for points, what they took, and codes with an end of their own.</summary>
[DbContext(typeof(ShopDb)), Migration("0023_Rewards")]
public sealed class M0023Rewards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("EndsAt", "promotions_codes", nullable: true);

        migrationBuilder.CreateTable("loyalty_rewards", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 80),
            Words = t.Column<string>(maxLength: 500),
            Kind = t.Column<string>(maxLength: 20),
            Cost = t.Column<long>(),
            From = t.Column<DateTime>(),
            Until = t.Column<DateTime>(nullable: true),
            Quota = t.Column<int>(nullable: true),
            Taken = t.Column<int>(),
            LowestTier = t.Column<string>(maxLength: 10),
            LimitPerMember = t.Column<int>(nullable: true),
            ValidDays = t.Column<int>(),
            Amount = t.Column<long>(),
            BasisPoints = t.Column<int>(),
            Minimum = t.Column<long>(nullable: true),
            ProductId = t.Column<Guid>(nullable: true),
            PromotionId = t.Column<Guid>(nullable: true),
            CreatedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_rewards", x => x.Id);
            t.ForeignKey("FK_loyalty_rewards_promotions_promotions_PromotionId", x => x.PromotionId, "promotions_promotions", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_rewards_PromotionId", "loyalty_rewards", "PromotionId");

        migrationBuilder.CreateTable("loyalty_claims", t => new
        {
            Id = t.Column<Guid>(),
            RewardId = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            AccountId = t.Column<Guid>(),
            Once = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 80),
            Kind = t.Column<string>(maxLength: 20),
            Cost = t.Column<long>(),
            At = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 10),
            CodeId = t.Column<Guid>(nullable: true),
            ExpiresAt = t.Column<DateTime>(nullable: true),
            TransactionId = t.Column<Guid>(),
            SettledAt = t.Column<DateTime>(nullable: true),
            SettledBy = t.Column<string>(maxLength: 200, nullable: true),
            Note = t.Column<string>(maxLength: 300, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_claims", x => x.Id);
            t.ForeignKey("FK_loyalty_claims_loyalty_accounts_AccountId", x => x.AccountId, "loyalty_accounts", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_claims_loyalty_members_MemberId", x => x.MemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_claims_loyalty_rewards_RewardId", x => x.RewardId, "loyalty_rewards", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_claims_loyalty_transactions_TransactionId", x => x.TransactionId, "loyalty_transactions", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_claims_promotions_codes_CodeId", x => x.CodeId, "promotions_codes", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_claims_AccountId", "loyalty_claims", "AccountId");
        migrationBuilder.CreateIndex("IX_loyalty_claims_CodeId", "loyalty_claims", "CodeId");
        migrationBuilder.CreateIndex("IX_loyalty_claims_MemberId_Once", "loyalty_claims", ["MemberId", "Once"], unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_claims_RewardId", "loyalty_claims", "RewardId");
        migrationBuilder.CreateIndex("IX_loyalty_claims_State_At", "loyalty_claims", ["State", "At"]);
        migrationBuilder.CreateIndex("IX_loyalty_claims_TransactionId", "loyalty_claims", "TransactionId", unique: true);
    }
}
