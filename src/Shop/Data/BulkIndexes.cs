using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

/// <summary>Takes the secondary indexes off tables that are about to be filled, and puts them back afterwards: sorting once is quicker than keeping in order row by row. All in the caller's transaction.</summary>
public sealed class BulkIndexes
{
    private readonly ShopDb _db;
    private readonly IReadOnlyList<(string Name, string Sql)> _taken;

    private BulkIndexes(ShopDb db, IReadOnlyList<(string Name, string Sql)> taken) => (_db, _taken) = (db, taken);

    public int Count => _taken.Count;

    /// <param name="prefixes">Of the tables' names, for example “ordering_”.</param>
    public static async Task<BulkIndexes> TakeOff(ShopDb db, IReadOnlyCollection<string> prefixes, CancellationToken ct)
    {
        // What stands behind a primary key or another constraint stays.
        var asked = db.Database.IsNpgsql()
            ? """select tablename || ' ' || indexname || ' ' || indexdef as "Value" from pg_indexes i where schemaname = current_schema() and not exists (select 1 from pg_constraint c where c.conname = i.indexname) order by indexname"""
            : """select tbl_name || ' ' || name || ' ' || sql as "Value" from sqlite_master where type = 'index' and sql is not null order by name""";
        var taken = (await db.Database.SqlQueryRaw<string>(asked).ToListAsync(ct)).Select(i => i.Split(' ', 3)).Where(i => prefixes.Any(p => i[0].StartsWith(p, StringComparison.Ordinal))).Select(i => (i[1], i[2])).ToList();
        foreach (var (name, _) in taken) await Execute(db, $"drop index \"{name}\"", ct);
        return new BulkIndexes(db, taken);
    }

    public async Task PutBack(Action<int>? done, CancellationToken ct)
    {
        for (var i = 0; i < _taken.Count; i++)
        {
            await Execute(_db, _taken[i].Sql, ct);
            done?.Invoke(i + 1);
        }
    }

    // Names and definitions come from the database's own catalogue.
    private static async Task Execute(ShopDb db, string sql, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}
