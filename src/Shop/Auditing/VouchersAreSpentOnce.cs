namespace Shop.Auditing;

/// <summary>INV-12: vouchers and gift cards are not spent more often or for more than they are good for. The shop has none yet; the day it has, this must know their tables.</summary>
internal sealed class VouchersAreSpentOnce : Invariant
{
    protected override string Id => "INV-12";
    protected override string Promise => "vouchers and gift cards are spent within their limits";
    protected override string Things => "vouchers and gift cards";
    protected override string CountSql => "select 0";
    protected override IReadOnlyList<Rule> Rules => [];

    public override Task<AuditedInvariant> Check(Books books, CancellationToken ct)
    {
        var unknown = books.TablesLike("promotions_").ToList();
        return Task.FromResult(new AuditedInvariant(Id, Promise, 0, Things, [.. unknown.Select(t => $"Nobody checks the table {t}.")], unknown.Count == 0 ? "nothing to check yet: there are no vouchers and gift cards" : null));
    }
}
