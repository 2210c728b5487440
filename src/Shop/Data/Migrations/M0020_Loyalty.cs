using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0020_Loyalty")]
public sealed class M0020Loyalty : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_accounts", t => new
        {
            Id = t.Column<Guid>(),
            Available = t.Column<long>(),
            Pending = t.Column<long>(),
            Reserved = t.Column<long>(),
            Debt = t.Column<long>(),
            Lifetime = t.Column<long>(),
            Credits = t.Column<long>(),
            CreditsPending = t.Column<long>(),
            LastNumber = t.Column<long>(),
            LastHash = t.Column<string>(maxLength: 64),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_loyalty_accounts", x => x.Id));

        migrationBuilder.CreateTable("loyalty_lots", t => new
        {
            Id = t.Column<Guid>(),
            AccountId = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            OrderId = t.Column<Guid>(nullable: true),
            RuleSetId = t.Column<Guid>(nullable: true),
            Granted = t.Column<long>(),
            Remaining = t.Column<long>(),
            Reserved = t.Column<long>(),
            Spent = t.Column<long>(),
            Expired = t.Column<long>(),
            Revoked = t.Column<long>(),
            CreditsGranted = t.Column<long>(),
            CreditsRevoked = t.Column<long>(),
            EarnedAt = t.Column<DateTime>(),
            DueAt = t.Column<DateTime>(nullable: true),
            ReleasedAt = t.Column<DateTime>(nullable: true),
            ExpiresAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_lots", x => x.Id);
            t.ForeignKey("FK_loyalty_lots_loyalty_accounts_AccountId", x => x.AccountId, "loyalty_accounts", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_lots_AccountId", "loyalty_lots", "AccountId");
        migrationBuilder.CreateIndex("IX_loyalty_lots_ExpiresAt_Remaining", "loyalty_lots", ["ExpiresAt", "Remaining"]);
        migrationBuilder.CreateIndex("IX_loyalty_lots_OrderId", "loyalty_lots", "OrderId");
        migrationBuilder.CreateIndex("IX_loyalty_lots_ReleasedAt_DueAt", "loyalty_lots", ["ReleasedAt", "DueAt"]);

        migrationBuilder.CreateTable("loyalty_reservations", t => new
        {
            Id = t.Column<Guid>(),
            OrderId = t.Column<Guid>(),
            AccountId = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            Points = t.Column<long>(),
            Amount = t.Column<long>(),
            State = t.Column<string>(maxLength: 10),
            HeldAt = t.Column<DateTime>(),
            PointsBack = t.Column<long>(),
            AmountBack = t.Column<long>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_reservations", x => x.Id);
            t.ForeignKey("FK_loyalty_reservations_loyalty_accounts_AccountId", x => x.AccountId, "loyalty_accounts", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_reservations_AccountId", "loyalty_reservations", "AccountId");
        migrationBuilder.CreateIndex("IX_loyalty_reservations_OrderId", "loyalty_reservations", "OrderId", unique: true);

        migrationBuilder.CreateTable("loyalty_transactions", t => new
        {
            Id = t.Column<Guid>(),
            AccountId = t.Column<Guid>(),
            Number = t.Column<long>(),
            MemberId = t.Column<Guid>(),
            SourceKey = t.Column<string>(maxLength: 120),
            Kind = t.Column<string>(maxLength: 12),
            OrderId = t.Column<Guid>(nullable: true),
            RuleSetId = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            ByKind = t.Column<string>(maxLength: 10),
            ById = t.Column<Guid>(nullable: true),
            ByName = t.Column<string>(maxLength: 200),
            Reason = t.Column<string>(maxLength: 500, nullable: true),
            AvailableAfter = t.Column<long>(),
            PendingAfter = t.Column<long>(),
            PreviousHash = t.Column<string>(maxLength: 64),
            Hash = t.Column<string>(maxLength: 64),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_transactions", x => x.Id);
            t.ForeignKey("FK_loyalty_transactions_loyalty_accounts_AccountId", x => x.AccountId, "loyalty_accounts", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_transactions_AccountId_Number", "loyalty_transactions", ["AccountId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_transactions_MemberId", "loyalty_transactions", "MemberId");
        migrationBuilder.CreateIndex("IX_loyalty_transactions_OrderId", "loyalty_transactions", "OrderId");
        migrationBuilder.CreateIndex("IX_loyalty_transactions_SourceKey", "loyalty_transactions", "SourceKey", unique: true);

        migrationBuilder.CreateTable("loyalty_members", t => new
        {
            Id = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(),
            AccountId = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 10),
            CardToken = t.Column<string>(maxLength: 32),
            ReferralCode = t.Column<string>(maxLength: 8),
            State = t.Column<string>(maxLength: 10),
            JoinedAt = t.Column<DateTime>(),
            LeftAt = t.Column<DateTime>(nullable: true),
            Tier = t.Column<string>(maxLength: 10),
            TierSince = t.Column<DateTime>(),
            TierValidUntil = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_members", x => x.Id);
            t.ForeignKey("FK_loyalty_members_customers_customers_CustomerId", x => x.CustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_members_loyalty_accounts_AccountId", x => x.AccountId, "loyalty_accounts", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_members_AccountId", "loyalty_members", "AccountId");
        migrationBuilder.CreateIndex("IX_loyalty_members_CardToken", "loyalty_members", "CardToken", unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_members_CustomerId", "loyalty_members", "CustomerId", unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_members_Number", "loyalty_members", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_members_ReferralCode", "loyalty_members", "ReferralCode", unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_members_TierValidUntil", "loyalty_members", "TierValidUntil");

        migrationBuilder.CreateTable("loyalty_earned_lines", t => new
        {
            TransactionId = t.Column<Guid>(),
            LineId = t.Column<Guid>(),
            OrderId = t.Column<Guid>(),
            Quantity = t.Column<int>(),
            Points = t.Column<long>(),
            Credits = t.Column<long>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_earned_lines", x => new { x.TransactionId, x.LineId });
            t.ForeignKey("FK_loyalty_earned_lines_loyalty_transactions_TransactionId", x => x.TransactionId, "loyalty_transactions", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_earned_lines_OrderId", "loyalty_earned_lines", "OrderId");

        migrationBuilder.CreateTable("loyalty_postings", t => new
        {
            Line = t.Column<int>(),
            TransactionId = t.Column<Guid>(),
            Book = t.Column<string>(maxLength: 12),
            Unit = t.Column<string>(maxLength: 8),
            Amount = t.Column<long>(),
            LotId = t.Column<Guid>(nullable: true),
            DueAt = t.Column<DateTime>(nullable: true),
            ExpiresAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_postings", x => new { x.TransactionId, x.Line });
            t.ForeignKey("FK_loyalty_postings_loyalty_transactions_TransactionId", x => x.TransactionId, "loyalty_transactions", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_loyalty_postings_LotId", "loyalty_postings", "LotId");

        migrationBuilder.CreateTable("loyalty_tier_changes", t => new
        {
            Id = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            Number = t.Column<int>(),
            At = t.Column<DateTime>(),
            From = t.Column<string>(maxLength: 10),
            To = t.Column<string>(maxLength: 10),
            ValidUntil = t.Column<DateTime>(nullable: true),
            RuleSetId = t.Column<Guid>(),
            WindowStart = t.Column<DateTime>(),
            WindowEnd = t.Column<DateTime>(),
            Credits = t.Column<long>(),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_tier_changes", x => x.Id);
            t.ForeignKey("FK_loyalty_tier_changes_loyalty_members_MemberId", x => x.MemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_tier_changes_MemberId_Number", "loyalty_tier_changes", ["MemberId", "Number"], unique: true);

        migrationBuilder.AddColumn<long>("PointsSpent", "ordering_orders", nullable: true);
        migrationBuilder.AddColumn<long>("PaidWithPoints", "ordering_orders", nullable: true);
        migrationBuilder.AddColumn<long>("Draft_PointsWanted", "ordering_carts", nullable: true);

        AppendOnly.Protect(migrationBuilder, "loyalty_transactions");
        AppendOnly.Protect(migrationBuilder, "loyalty_postings");
        AppendOnly.Protect(migrationBuilder, "loyalty_earned_lines");
        AppendOnly.Protect(migrationBuilder, "loyalty_tier_changes");
    }
}
