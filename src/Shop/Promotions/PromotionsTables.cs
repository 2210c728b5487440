using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Promotions;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class PromotionsTables
{
    extension(ShopDb db)
    {
        public DbSet<Promotion> Promotions => db.Set<Promotion>();
        public DbSet<PromotionCode> PromotionCodes => db.Set<PromotionCode>();
        public DbSet<Redemption> Redemptions => db.Set<Redemption>();
        public DbSet<CustomerUse> CustomerUses => db.Set<CustomerUse>();
    }
}
