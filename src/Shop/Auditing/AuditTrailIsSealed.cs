using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;

namespace Shop.Auditing;

/// <summary>INV-18: what is noted of the desk is as it was noted. Its seals hold from the first entry to the last, nothing waits long to be sealed, and the database refuses to change it.</summary>
internal sealed class AuditTrailIsSealed : Invariant
{
    protected override string Id => "INV-18";
    protected override string Promise => "the audit trail is whole, sealed and guarded";
    protected override string Things => "entries";
    protected override string CountSql => """select count(*) from audit_entries""";

    protected override IReadOnlyList<Rule> Rules { get; } =
    [
        new("Entry {0} of the audit trail ({1} by {2}) was not sealed in time.",
            """select e."Id", e."Verb", e."ByName" from audit_entries e where e."At" < @before1440 and not exists (select 1 from audit_seals s where s."EntryId" = e."Id")"""),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var missing in await Guards.Missing(books, ["audit_entries", "audit_seals"], ct)) yield return missing;

        var (number, hash) = (0L, AuditSeal.Beginning);
        var sealedEntries = from seal in books.Db.AuditSeals.AsNoTracking()
                            join entry in books.Db.AuditEntries.AsNoTracking() on seal.EntryId equals entry.Id into entries
                            from entry in entries.DefaultIfEmpty()
                            orderby seal.Number
                            select new { seal, entry };
        await foreach (var row in sealedEntries.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.seal.Number != number + 1) yield return $"Seal {row.seal.Number} of the audit trail follows seal {number}.";
            if (row.entry is null) yield return $"The entry of seal {row.seal.Number} of the audit trail is gone.";
            else if (row.entry.SealAfter(hash) != row.seal.Hash) yield return $"Entry {row.entry.Id} of the audit trail ({row.entry.Verb} by {row.entry.ByName}) is not as it was sealed.";
            (number, hash) = (row.seal.Number, row.seal.Hash);
        }
    }
}

/// <summary>The triggers by which a database refuses to change rows.</summary>
internal static class Guards
{
    /// <summary>A sentence for each that should stand and does not.</summary>
    public static async Task<IReadOnlyList<string>> Missing(Books books, IEnumerable<string> tables, CancellationToken ct)
    {
        // A guard of the right name may have been made to look away: what it does is compared too.
        var stand = new HashSet<string>();
        await foreach (var row in books.Rows(books.IsSqlite
            ? """
              select "name" from sqlite_master, (select ' BEGIN SELECT RAISE(ABORT, ''' as opens, ' is append-only''); END' as closes)
              where "type" = 'trigger' and ("sql" = 'CREATE TRIGGER ' || "name" || case when "name" = "tbl_name" || '_no_update' then ' BEFORE UPDATE ON ' else ' BEFORE DELETE ON ' end || "tbl_name" || opens || "tbl_name" || closes
                or "sql" like 'CREATE TRIGGER ' || "tbl_name" || '_no_replace BEFORE INSERT ON ' || "tbl_name" || ' WHEN EXISTS (SELECT 1 FROM ' || "tbl_name" || ' WHERE %)' || opens || "tbl_name" || closes)
              """
            : """
              select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace join pg_proc p on p.oid = t.tgfoid
              where n.nspname = current_schema() and t.tgenabled in ('O', 'A') and t.tgqual is null and t.tgtype = case when t.tgname like '%_no_truncate' then 34 else 27 end and trim(p.prosrc) = 'BEGIN RAISE EXCEPTION ''' || c.relname || ' is append-only''; END'
              """, ct))
            stand.Add(row[0]);
        return [.. from table in tables
                   from guard in books.IsSqlite ? [$"{table}_no_update", $"{table}_no_delete", $"{table}_no_replace"] : new[] { $"{table}_append_only", $"{table}_no_truncate" }
                   where !stand.Contains(guard)
                   select $"The guard {guard} of {table} is gone: the database no longer refuses to change it."];
    }
}
