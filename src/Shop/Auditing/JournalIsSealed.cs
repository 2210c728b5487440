using System.Runtime.CompilerServices;

namespace Shop.Auditing;

/// <summary>INV-7: the journal is as it was written. Its seals hold from the first entry of every account to the last, and the database refuses to change it.</summary>
internal sealed class JournalIsSealed : Invariant
{
    private static readonly string[] Guarded = ["loyalty_transactions", "loyalty_postings", "loyalty_earned_lines", "loyalty_tier_changes", "loyalty_lent_tiers"];

    protected override string Id => "INV-7";
    protected override string Promise => "the points journal is whole, sealed and guarded";
    protected override string Things => "transactions";
    protected override string CountSql => """select count(*) from loyalty_transactions""";
    protected override IReadOnlyList<Rule> Rules => [];

    protected override async IAsyncEnumerable<string> More(Books books, [EnumeratorCancellation] CancellationToken ct)
    {
        var stand = new HashSet<string>();
        await foreach (var row in books.Rows(books.IsSqlite
            ? """select "name" from sqlite_master where "type" = 'trigger' and "sql" like '%RAISE(ABORT%'"""
            : """select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and t.tgenabled in ('O', 'A')""", ct))
            stand.Add(row[0]);
        foreach (var table in Guarded)
            foreach (var guard in books.IsSqlite ? [$"{table}_no_update", $"{table}_no_delete"] : new[] { $"{table}_append_only", $"{table}_no_truncate" })
                if (!stand.Contains(guard)) yield return $"The guard {guard} of {table} is gone: the database no longer refuses to change it.";

        foreach (var found in (await books.Journal(ct)).Seals) yield return found;
    }
}
