using Shop.Loyalty;

namespace Shop.Auditing;

/// <summary>INV-13: each member has the tier, and for as long, that the evaluation of their history says.</summary>
internal sealed class TiersFollowHistory : Invariant
{
    protected override string Id => "INV-13";
    protected override string Promise => "each tier is what its member's history says";
    protected override string Things => "members";
    protected override string CountSql => """select count(*) from loyalty_members where "State" = 'Active'""";

    protected override IReadOnlyList<Rule> Rules => [];

    protected override async IAsyncEnumerable<string> More(Books books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (_, sentence, _) in Standings.Misplaced(books.Db, books.AsOf, ct)) yield return sentence;
    }
}
