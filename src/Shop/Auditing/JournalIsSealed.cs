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
        foreach (var missing in await Guards.Missing(books, Guarded, ct)) yield return missing;
        foreach (var found in (await books.Journal(ct)).Seals) yield return found;
    }
}
