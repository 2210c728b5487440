using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Payments;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class PaymentsTables
{
    extension(ShopDb db)
    {
        public DbSet<PaymentNotice> PaymentNotices => db.Set<PaymentNotice>();
    }
}
