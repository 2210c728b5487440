using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Customers;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class CustomersTables
{
    extension(ShopDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();
        public DbSet<CustomerMerge> CustomerMerges => db.Set<CustomerMerge>();
        public DbSet<MergedThing> MergedThings => db.Set<MergedThing>();
    }
}
