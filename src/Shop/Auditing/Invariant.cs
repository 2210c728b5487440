using System.Globalization;

namespace Shop.Auditing;

/// <summary>A question whose answer must be empty, and the sentence that tells of each row it brings: {0} is the row's first value, and so on.</summary>
internal sealed record Rule(string Sentence, string Sql);

/// <summary>Something that is always true of the shop's rows.</summary>
internal abstract class Invariant
{
    protected abstract string Id { get; }
    protected abstract string Promise { get; }
    protected abstract string Things { get; }

    /// <summary>How many things there are to look at.</summary>
    protected abstract string CountSql { get; }
    protected abstract IReadOnlyList<Rule> Rules { get; }

    public virtual async Task<AuditedInvariant> Check(Books books, CancellationToken ct)
    {
        var violations = new List<string>();
        foreach (var rule in Rules)
            await foreach (var row in books.Rows(rule.Sql, ct)) violations.Add(string.Format(CultureInfo.InvariantCulture, rule.Sentence, row));
        await foreach (var more in More(books, ct)) violations.Add(more);
        return new AuditedInvariant(Id, Promise, await books.Count(CountSql, ct), Things, violations);
    }

    /// <summary>What one question in SQL cannot tell.</summary>
    protected virtual IAsyncEnumerable<string> More(Books books, CancellationToken ct) => AsyncEnumerable.Empty<string>();
}
