using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

/// <summary>Brings the database to the schema this version needs, whatever state an earlier, perhaps killed, start left it in.</summary>
public sealed class SchemaUpdate(ShopDb db, DatabaseLock databaseLock)
{
    public async Task Run(CancellationToken ct)
    {
        databaseLock.Take();
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
            await ForgetLockOfADeadProcess(ct);
        }
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>True when this version's schema is all there: what a tool may ask that changes nothing.</summary>
    public async Task<bool> IsCurrent(CancellationToken ct) => !(await db.Database.GetPendingMigrationsAsync(ct)).Any();

    // We hold the database alone, so a lock row can only be that of a process killed while migrating; EF would wait for it for ever.
    private async Task ForgetLockOfADeadProcess(CancellationToken ct)
    {
        var exists = await db.Database.SqlQueryRaw<int>("select count(*) as \"Value\" from sqlite_master where type = 'table' and name = '__EFMigrationsLock'").SingleAsync(ct);
        if (exists == 1) await db.Database.ExecuteSqlRawAsync("delete from \"__EFMigrationsLock\"", ct);
    }
}
