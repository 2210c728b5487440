using Microsoft.EntityFrameworkCore;
using Shop.Catalog.Pricing;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class CatalogTables
{
    extension(ShopDb db)
    {
        public DbSet<Product> Products => db.Set<Product>();
        public DbSet<Variant> Variants => db.Set<Variant>();
        public DbSet<PastPrice> PastPrices => db.Set<PastPrice>();
        public DbSet<PriceRun> PriceRuns => db.Set<PriceRun>();
        public DbSet<PriceItem> PriceItems => db.Set<PriceItem>();
        public DbSet<Category> Categories => db.Set<Category>();
        public DbSet<Brand> Brands => db.Set<Brand>();
        public DbSet<FormerSlug> FormerSlugs => db.Set<FormerSlug>();
        public DbSet<AttributeDefinition> AttributeDefinitions => db.Set<AttributeDefinition>();
        public DbSet<Review> Reviews => db.Set<Review>();
        public DbSet<ReviewVote> ReviewVotes => db.Set<ReviewVote>();
        public DbSet<StockLevel> StockLevels => db.Set<StockLevel>();
        public DbSet<StockMovement> StockMovements => db.Set<StockMovement>();
        public DbSet<EarlySale> EarlySales => db.Set<EarlySale>();
        public DbSet<StockReservation> StockReservations => db.Set<StockReservation>();
    }
}
