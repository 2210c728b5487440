using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0014_Reviews")]
public sealed class M0014Reviews : Migration
{
    private const string Reviews = "catalog_reviews";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("ChangedAt", Reviews, nullable: true);
        migrationBuilder.AddColumn<DateTime>("JudgedAt", Reviews, nullable: true);
        migrationBuilder.AddColumn<string>("JudgedBy", Reviews, maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>("Reason", Reviews, maxLength: 500, nullable: true);
        migrationBuilder.AddColumn<string>("Answer", Reviews, maxLength: 2000, nullable: true);
        migrationBuilder.AddColumn<DateTime>("AnsweredAt", Reviews, nullable: true);
        migrationBuilder.AddColumn<string>("AnsweredBy", Reviews, maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<int>("Helpful", Reviews, defaultValue: 0);
        migrationBuilder.CreateIndex("IX_catalog_reviews_ProductId_CustomerId", Reviews, ["ProductId", "CustomerId"], unique: true);
        migrationBuilder.CreateIndex("IX_catalog_reviews_CustomerId", Reviews, "CustomerId");

        migrationBuilder.CreateTable("catalog_review_photos", t => new
        {
            Id = t.Column<Guid>(),
            ReviewId = t.Column<Guid>(),
            File = t.Column<string>(maxLength: 60),
            Alt = t.Column<string>(maxLength: 200),
            Width = t.Column<int>(),
            Height = t.Column<int>(),
            Position = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_review_photos", x => x.Id);
            t.ForeignKey("FK_catalog_review_photos_catalog_reviews_ReviewId", x => x.ReviewId, Reviews, "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_review_photos_ReviewId", "catalog_review_photos", "ReviewId");
        migrationBuilder.CreateIndex("IX_catalog_review_photos_File", "catalog_review_photos", "File", unique: true);

        migrationBuilder.CreateTable("catalog_review_votes", t => new
        {
            Id = t.Column<Guid>(),
            ReviewId = t.Column<Guid>(),
            Voter = t.Column<string>(maxLength: 80),
            At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_review_votes", x => x.Id);
            t.ForeignKey("FK_catalog_review_votes_catalog_reviews_ReviewId", x => x.ReviewId, Reviews, "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_review_votes_ReviewId_Voter", "catalog_review_votes", ["ReviewId", "Voter"], unique: true);
    }
}
