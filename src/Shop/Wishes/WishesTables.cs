using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Wishes;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class WishesTables
{
    extension(ShopDb db)
    {
        public DbSet<Wishlist> Wishlists => db.Set<Wishlist>();
        public DbSet<StockNotice> StockNotices => db.Set<StockNotice>();
    }
}
