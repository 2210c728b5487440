using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Data;

namespace Shop.Catalog;

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> product)
    {
        product.ToTable("catalog_products");
        product.Property(p => p.Slug).HasMaxLength(Product.SlugMaxLength);
        product.Property(p => p.Name).HasMaxLength(Product.NameMaxLength);
        product.Property(p => p.Summary).HasMaxLength(Product.SummaryMaxLength);
        product.Property(p => p.Description).HasMaxLength(Product.DescriptionMaxLength);
        product.Property(p => p.Season).HasMaxLength(Product.SeasonMaxLength);
        product.Property(p => p.Status).HasConversion<string>().HasMaxLength(20);
        product.Property(p => p.TaxClass).HasConversion<string>().HasMaxLength(20);
        product.Property(p => p.Details).HasConversion<JsonListConverter<string>, ListComparer<string>>().HasMaxLength(Product.ListMaxLength);
        product.Property(p => p.Tags).HasConversion<JsonListConverter<string>, ListComparer<string>>().HasMaxLength(Product.ListMaxLength);
        product.Property(p => p.EarlySold).HasDefaultValue(0); // the column came to rows that were there
        product.HasIndex(p => p.Slug).IsUnique();
        product.HasIndex(p => p.PublicFrom);
        product.HasIndex(p => new { p.Name, p.Id }); // the desk's list, in its orders
        product.HasIndex(p => new { p.Status, p.Name, p.Id });
        product.HasIndex(p => new { p.CategoryId, p.Name, p.Id });
        product.HasIndex(p => new { p.SoldLately, p.Id });
        product.HasIndex(p => new { p.PublishedAt, p.Id });
        product.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        product.HasOne<Brand>().WithMany().HasForeignKey(p => p.BrandId).OnDelete(DeleteBehavior.Restrict);
        product.HasMany(p => p.Variants).WithOne().HasForeignKey(v => v.ProductId).OnDelete(DeleteBehavior.Cascade);

        product.OwnsMany(p => p.Pictures, picture =>
        {
            picture.ToTable("catalog_product_pictures");
            picture.WithOwner().HasForeignKey("ProductId");
            picture.HasKey(p => p.Id);
            picture.Property(p => p.File).HasMaxLength(ProductPicture.FileMaxLength);
            picture.Property(p => p.Alt).HasMaxLength(ProductPicture.AltMaxLength);
            picture.Property(p => p.Colour).HasMaxLength(ProductAttribute.ValueMaxLength);
            picture.HasIndex(p => p.File);
        });
        product.OwnsMany(p => p.Attributes, attribute =>
        {
            attribute.ToTable("catalog_product_attributes");
            attribute.WithOwner().HasForeignKey("ProductId");
            attribute.HasKey(a => a.Id);
            attribute.Property(a => a.Code).HasMaxLength(ProductAttribute.CodeMaxLength);
            attribute.Property(a => a.Value).HasMaxLength(ProductAttribute.ValueMaxLength);
            attribute.HasIndex(a => new { a.Code, a.Value });
        });
    }
}

internal sealed class VariantMapping : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> variant)
    {
        variant.ToTable("catalog_variants");
        variant.Property(v => v.Sku).HasMaxLength(Variant.SkuMaxLength);
        variant.Property(v => v.Options).HasConversion<JsonListConverter<OptionChoice>, ListComparer<OptionChoice>>().HasMaxLength(Variant.OptionsMaxLength);
        variant.Ignore(v => v.Name);
        variant.Ignore(v => v.OwnPrice);
        variant.Ignore(v => v.OwnCompareAt);
        variant.HasIndex(v => v.Sku).IsUnique();
        variant.Property(v => v.Barcode).HasMaxLength(Variant.BarcodeMaxLength);
        variant.HasIndex(v => v.ReducedBy);
        variant.HasIndex(v => new { v.ProductId, v.Price }); // the cheapest article of a product, without looking at the articles
        variant.HasIndex(v => new { v.CompareAt, v.ProductId }).HasFilter("\"CompareAt\" IS NOT NULL");
        variant.HasMany(v => v.PastPrices).WithOne().HasForeignKey(p => p.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.ToTable("catalog_categories");
        category.Property(c => c.Slug).HasMaxLength(Category.SlugMaxLength);
        category.Property(c => c.Name).HasMaxLength(Category.NameMaxLength);
        category.Property(c => c.Tagline).HasMaxLength(Category.TextMaxLength);
        category.Property(c => c.Description).HasMaxLength(Category.TextMaxLength);
        category.Property(c => c.Tint).HasMaxLength(Category.TintMaxLength);
        category.Property(c => c.PictureFile).HasMaxLength(ProductPicture.FileMaxLength);
        category.HasIndex(c => c.Slug).IsUnique();
        category.HasOne<Category>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BrandMapping : IEntityTypeConfiguration<Brand>
{
    public void Configure(EntityTypeBuilder<Brand> brand)
    {
        brand.ToTable("catalog_brands");
        brand.Property(b => b.Slug).HasMaxLength(Brand.SlugMaxLength);
        brand.Property(b => b.Name).HasMaxLength(Brand.NameMaxLength);
        brand.Property(b => b.Place).HasMaxLength(Brand.NameMaxLength);
        brand.Property(b => b.Story).HasMaxLength(Brand.TextMaxLength);
        brand.HasIndex(b => b.Slug).IsUnique();
    }
}

internal sealed class AttributeDefinitionMapping : IEntityTypeConfiguration<AttributeDefinition>
{
    public void Configure(EntityTypeBuilder<AttributeDefinition> attribute)
    {
        attribute.ToTable("catalog_attribute_definitions");
        attribute.Property(a => a.Code).HasMaxLength(ProductAttribute.CodeMaxLength);
        attribute.Property(a => a.Name).HasMaxLength(AttributeDefinition.NameMaxLength);
        attribute.HasIndex(a => a.Code).IsUnique();
    }
}

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.ToTable("catalog_reviews");
        review.Property(r => r.Author).HasMaxLength(Review.AuthorMaxLength);
        review.Property(r => r.Country).HasMaxLength(Review.CountryMaxLength);
        review.Property(r => r.Title).HasMaxLength(Review.TitleMaxLength);
        review.Property(r => r.Text).HasMaxLength(Review.TextMaxLength);
        review.Property(r => r.Status).HasConversion<string>().HasMaxLength(20);
        review.Property(r => r.JudgedBy).HasMaxLength(Kernel.Actor.NameMaxLength);
        review.Property(r => r.Reason).HasMaxLength(Review.ReasonMaxLength);
        review.Property(r => r.Answer).HasMaxLength(Review.AnswerMaxLength);
        review.Property(r => r.AnsweredBy).HasMaxLength(Kernel.Actor.NameMaxLength);
        review.Property(r => r.Helpful).HasDefaultValue(0); // the column came to rows that were there
        review.HasIndex(r => new { r.ProductId, r.CustomerId }).IsUnique(); // one review each; those of nobody do not count
        review.HasIndex(r => r.CustomerId);
        review.HasIndex(r => new { r.ProductId, r.Status, r.WrittenAt });
        review.HasIndex(r => new { r.Status, r.WrittenAt }); // the latest, on the front page
        review.HasOne<Product>().WithMany().HasForeignKey(r => r.ProductId).OnDelete(DeleteBehavior.Cascade);

        review.OwnsMany(r => r.Photos, photo =>
        {
            photo.ToTable("catalog_review_photos");
            photo.WithOwner().HasForeignKey("ReviewId");
            photo.HasKey(p => p.Id);
            photo.Property(p => p.File).HasMaxLength(ReviewPhoto.FileMaxLength);
            photo.Property(p => p.Alt).HasMaxLength(ReviewPhoto.AltMaxLength);
            photo.HasIndex(p => p.File).IsUnique();
        });
    }
}

internal sealed class ReviewVoteMapping : IEntityTypeConfiguration<ReviewVote>
{
    public void Configure(EntityTypeBuilder<ReviewVote> vote)
    {
        vote.ToTable("catalog_review_votes");
        vote.Property(v => v.Voter).HasMaxLength(ReviewVote.VoterMaxLength);
        vote.HasIndex(v => new { v.ReviewId, v.Voter }).IsUnique(); // one person, one vote, even in a race
        vote.HasOne<Review>().WithMany().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Cascade);
    }
}
