using System.Runtime.CompilerServices;

namespace Shop.Auditing;

/// <summary>INV-7: the journal is as it was written. Its seals hold from the first entry of every account to the last, and the database refuses to change it.</summary>
internal sealed class JournalIsSealed : Invariant
{
    private static readonly string[] Guarded = ["loyalty_transactions", "loyalty_postings", "loyalty_earned_lines", "loyalty_tier_changes", "loyalty_lent_tiers", "loyalty_notices"];

    protected override string Id => "INV-7";
    protected override string Promise => "the points journal is whole, sealed and guarded";
    protected override string Things => "transactions";
    protected override string CountSql => """select count(*) from loyalty_transactions""";
    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Entry {0} says that it moved {1} points that can be spent, but its postings {2}.", """
            select t."SourceKey", t."Moved", coalesce(p.moved, 0) from loyalty_transactions t
            left join (select "TransactionId", cast(sum("Amount") as bigint) as moved from loyalty_postings where "Unit" = 'Points' and "Book" = 'Available' group by "TransactionId") p on p."TransactionId" = t."Id"
            where t."Moved" is null or t."Moved" <> coalesce(p.moved, 0)
            """),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var missing in await Guards.Missing(books, Guarded, ct)) yield return missing;
        foreach (var found in await books.MonthSums(ct)) yield return found;
        foreach (var found in (await books.Journal(ct)).Seals) yield return found;
    }
}
