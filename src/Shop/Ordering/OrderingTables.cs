using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class OrderingTables
{
    extension(ShopDb db)
    {
        public DbSet<Cart> Carts => db.Set<Cart>();
        public DbSet<Order> Orders => db.Set<Order>();
        public DbSet<Shipment> Shipments => db.Set<Shipment>();
        public DbSet<Return> Returns => db.Set<Return>();
        public DbSet<ReturnRequest> ReturnRequests => db.Set<ReturnRequest>();
        public DbSet<PaymentAttempt> PaymentAttempts => db.Set<PaymentAttempt>();
    }
}
