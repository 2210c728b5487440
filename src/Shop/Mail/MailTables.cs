using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Mail;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class MailTables
{
    extension(ShopDb db)
    {
        public DbSet<OutgoingMail> OutgoingMails => db.Set<OutgoingMail>();
    }
}
