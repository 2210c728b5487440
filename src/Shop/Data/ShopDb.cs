using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>The shop's one database. Each module maps its own tables; news and changes are saved together or not at all.</summary>
public sealed class ShopDb(DbContextOptions<ShopDb> options, CourierBell? bell = null) : DbContext(options)
{
    public DbSet<SavedEvent> SavedEvents => Set<SavedEvent>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<ShopProfile> ShopProfiles => Set<ShopProfile>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        var news = Prepare();
        var rows = base.SaveChanges(acceptAllChangesOnSuccess);
        if (news) bell?.Ring();
        return rows;
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var news = Prepare();
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (news) bell?.Ring();
        return rows;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ShopDb).Assembly);
        foreach (var key in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetKeys()).SelectMany(k => k.Properties).Where(p => p.ClrType == typeof(Guid)))
            key.ValueGenerated = ValueGenerated.Never; // ids are made in code
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(Entity))).ToList())
            modelBuilder.Entity(entity.ClrType).Property(nameof(Entity.Version)).IsConcurrencyToken();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    private bool Prepare()
    {
        var news = false;
        foreach (var entry in ChangeTracker.Entries<Entity>().ToList())
        {
            foreach (var happened in entry.Entity.Raised)
            {
                SavedEvents.Add(SavedEvent.From(happened));
                news = true;
            }
            entry.Entity.ForgetRaised();
            if (Changed(entry)) entry.Entity.Version++;
        }
        SaveWatch.Current?.Saving(this);
        return news;
    }

    // A changed part is a change of its whole: without this, two people may change the same line.
    private bool Changed(EntityEntry<Entity> root) =>
        root.State == EntityState.Modified ||
        root.State == EntityState.Unchanged && root.Collections
            .Where(c => c.Metadata.TargetEntityType.IsOwned() && c.CurrentValue is not null)
            .SelectMany(c => c.CurrentValue!.Cast<object>())
            .Any(part => Entry(part).State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
        || root.State == EntityState.Unchanged && PartChanged(root);

    private static bool PartChanged(EntityEntry whole) => whole.References
        .Where(r => r.Metadata.TargetEntityType.IsOwned() && r.TargetEntry is not null)
        .Any(r => r.TargetEntry!.State is EntityState.Added or EntityState.Modified or EntityState.Deleted || PartChanged(r.TargetEntry!));
}
