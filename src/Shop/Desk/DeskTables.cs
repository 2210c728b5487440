using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Desk;

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class DeskTables
{
    extension(ShopDb db)
    {
        public DbSet<OfficeView> OfficeViews => db.Set<OfficeView>();
        public DbSet<OfficeColumns> OfficeColumns => db.Set<OfficeColumns>();
        public DbSet<BulkRun> BulkRuns => db.Set<BulkRun>();
        public DbSet<BulkItem> BulkItems => db.Set<BulkItem>();
        public DbSet<DeskNotice> DeskNotices => db.Set<DeskNotice>();
    }
}
