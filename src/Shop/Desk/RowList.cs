using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>How many rows match: exactly up to a bound, and “more” beyond it, because nobody waits for counting a million.</summary>
public sealed record RowCount(int Number, bool More)
{
    public const int CountedExactly = 10_000;

    public static async Task<RowCount> Of<T>(IQueryable<T> matching, CancellationToken ct, int exactly = CountedExactly)
    {
        var count = await matching.Take(exactly + 1).CountAsync(ct);
        return new RowCount(Math.Min(count, exactly), count > exactly);
    }
}

/// <summary>A page of rows, and the places before its first and after its last one; null where there is nothing more.</summary>
public sealed record RowPage<T>(IReadOnlyList<T> Rows, string? Before, string? After);

/// <summary>Narrows, searches, sorts and pages any rows the same way. A page is found by the place where the last one ended, in the same time however deep it is.</summary>
public sealed class RowList<T>(Expression<Func<T, Guid>> id, IReadOnlyList<RowFilter<T>> filters, Func<string, Expression<Func<T, bool>>> search)
{
    private const int MostWords = 5;
    private const int Piece = 500;

    private readonly Func<T, Guid> _id = id.Compile();

    public IReadOnlyList<RowFilter<T>> Filters => filters;

    public Guid IdOf(T row) => _id(row);

    /// <summary>What is wrong with a filter, in a sentence; null when nothing is.</summary>
    public string? MistakeIn(AskedFilter asked, ListContext context)
    {
        try
        {
            Narrow(asked, context);
            return null;
        }
        catch (RuleBroken mistake)
        {
            return mistake.Message;
        }
    }

    /// <summary>The rows that all filters let through and that have each word somewhere. A filter with a mistake narrows nothing: whoever shows the list tells it.</summary>
    public IQueryable<T> Matching(IQueryable<T> rows, IEnumerable<AskedFilter> asked, string? words, ListContext context)
    {
        foreach (var filter in asked.Where(a => MistakeIn(a, context) is null)) rows = rows.Where(Narrow(filter, context));
        foreach (var word in (words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords)) rows = rows.Where(search(word));
        return rows;
    }

    public async Task<RowPage<T>> Page(IQueryable<T> matching, RowSort<T> sort, bool descending, string? after, string? before, int size, CancellationToken ct)
    {
        var backwards = before is not null && after is null;
        var from = Place.Read(backwards ? before : after);
        var rows = await sort.Read(matching, id, descending, from, backwards && from is not null, size + 1, ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (backwards && from is not null) rows.Reverse();
        if (rows.Count == 0) return new RowPage<T>(rows, null, null);
        var (first, last) = (sort.PlaceOf(rows[0], _id).ToString(), sort.PlaceOf(rows[^1], _id).ToString());
        return backwards && from is not null ? new RowPage<T>(rows, more ? first : null, last) : new RowPage<T>(rows, from is null ? null : first, more ? last : null);
    }

    /// <summary>All rows in order, read in pieces, so that no long list is ever in memory whole.</summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> Pieces(IQueryable<T> matching, RowSort<T> sort, bool descending, [EnumeratorCancellation] CancellationToken ct)
    {
        for (Place? from = null; ;)
        {
            var rows = await sort.Read(matching, id, descending, from, backwards: false, Piece, ct);
            if (rows.Count > 0) yield return rows;
            if (rows.Count < Piece) yield break;
            from = sort.PlaceOf(rows[^1], _id);
        }
    }

    /// <summary>Only these rows.</summary>
    public IQueryable<T> Only(IQueryable<T> rows, IReadOnlyCollection<Guid> ids)
    {
        var among = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], RowFilters.Given<IEnumerable<Guid>>([.. ids]), id.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(among, id.Parameters));
    }

    private Expression<Func<T, bool>> Narrow(AskedFilter asked, ListContext context)
    {
        var filter = filters.FirstOrDefault(f => f.Key == asked.Key) ?? throw new RuleBroken($"There is no filter “{asked.Key}” here.");
        return filter.Narrow(FilterReader.Operator(filter.Kind, asked.Operator), asked.Value, context);
    }
}
