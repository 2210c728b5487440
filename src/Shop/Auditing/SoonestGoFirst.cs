namespace Shop.Auditing;

/// <summary>INV-5: whenever points were spent or taken away, those that would expire next went first.</summary>
internal sealed class SoonestGoFirst : Invariant
{
    protected override string Id => "INV-5";
    protected override string Promise => "the points that expire soonest are spent first";
    protected override string Things => "payments and withdrawals";
    protected override string CountSql => """select count(*) from loyalty_transactions where "Kind" in ('Reserved', 'Sent', 'Adjusted', 'Redeemed')""";
    protected override IReadOnlyList<Rule> Rules => [];

    protected override async IAsyncEnumerable<string> More(Books books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var found in (await books.Journal(ct)).Order) yield return found;
    }
}
