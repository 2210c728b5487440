using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Crm;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class CrmTables
{
    extension(ShopDb db)
    {
        public DbSet<Adviser> Advisers => db.Set<Adviser>();
        public DbSet<ContactMessage> ContactMessages => db.Set<ContactMessage>();
        public DbSet<CustomerNote> CustomerNotes => db.Set<CustomerNote>();
        public DbSet<Likeness> Likenesses => db.Set<Likeness>();
        public DbSet<NewsletterSubscriber> NewsletterSubscribers => db.Set<NewsletterSubscriber>();
    }
}
