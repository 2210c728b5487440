using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>A place in a sorted list: the row's own key and id. Rows that come and go before it do not shift it.</summary>
public sealed record Place(string? Key, Guid Id)
{
    public override string ToString() => $"{Id:N}{(Key is null ? "" : "." + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(Key)))}";

    /// <summary>Null for what is no place.</summary>
    public static Place? Read(string? text)
    {
        if (text is null || text.Length is < 32 or > 2000 || !Guid.TryParseExact(text.AsSpan(0, 32), "N", out var id)) return null;
        if (text.Length == 32) return new Place(null, id);
        try
        {
            return text[32] == '.' ? new Place(System.Text.Encoding.UTF8.GetString(Convert.FromHexString(text[33..])), id) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>An order of rows that is the same each time: by a key, and by the id among equals. Rows without the key come last.</summary>
public abstract class RowSort<T>
{
    /// <summary>Reads rows in order from a place on; backwards gives those before it, nearest first.</summary>
    internal abstract Task<List<T>> Read(IQueryable<T> rows, Expression<Func<T, Guid>> id, bool descending, Place? from, bool backwards, int take, CancellationToken ct);

    internal abstract Place PlaceOf(T row, Func<T, Guid> id);
}

/// <summary>Makes the orders a list can stand in.</summary>
public static class RowSorts
{
    public static RowSort<T> By<T, TKey>(Expression<Func<T, TKey>> key) => new Keyed<T, TKey>(key);

    private sealed class Keyed<T, TKey>(Expression<Func<T, TKey>> key) : RowSort<T>
    {
        private static readonly Type Bare = Nullable.GetUnderlyingType(typeof(TKey)) ?? typeof(TKey);
        private static readonly bool MayLack = Bare != typeof(TKey);
        private readonly Func<T, TKey> _key = key.Compile();

        internal override async Task<List<T>> Read(IQueryable<T> rows, Expression<Func<T, Guid>> id, bool descending, Place? from, bool backwards, int take, CancellationToken ct)
        {
            var found = new List<T>();
            // What lacks the key is asked for by itself: one question with both could use no index.
            foreach (var lacking in !MayLack ? [false] : backwards ? new[] { true, false } : [false, true])
            {
                if (from is not null && lacking != from.Key is null && lacking == backwards) continue; // on the far side of the place
                var rest = MayLack ? rows.Where(Row(lacking ? Expression.Equal(key.Body, Nothing) : Expression.NotEqual(key.Body, Nothing))) : rows;
                if (from is not null && lacking == from.Key is null) rest = rest.Where(Beyond(id, from, lacking, descending != backwards));
                rest = (lacking, descending != backwards) switch
                {
                    (true, false) => rest.OrderBy(id),
                    (true, true) => rest.OrderByDescending(id),
                    (_, false) => rest.OrderBy(key).ThenBy(id),
                    _ => rest.OrderByDescending(key).ThenByDescending(id),
                };
                found.AddRange(await rest.Take(take - found.Count).ToListAsync(ct));
                if (found.Count == take) break;
            }
            return found;
        }

        internal override Place PlaceOf(T row, Func<T, Guid> id) => new(Written(_key(row)), id(row));

        private static ConstantExpression Nothing => Expression.Constant(null, typeof(TKey));

        // key <= place and (key < place or id < place): the first half is what an index is asked for.
        private Expression<Func<T, bool>> Beyond(Expression<Func<T, Guid>> id, Place from, bool lacking, bool down)
        {
            var row = key.Parameters[0];
            var ownId = new Swap(id.Parameters[0], row).Visit(id.Body);
            var (idText, ownGuid) = (RowFilters.Given(from.Id), ownId);
            Expression furtherId = down ? Expression.LessThan(ownGuid, idText) : Expression.GreaterThan(ownGuid, idText);
            if (lacking) return Row(furtherId);
            var place = RowFilters.Given(ReadKey(from.Key!));
            var (notBefore, further) = typeof(TKey) == typeof(string)
                ? (Text(down ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual, place), Text(down ? ExpressionType.LessThan : ExpressionType.GreaterThan, place))
                : (Expression.MakeBinary(down ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual, key.Body, place), Expression.MakeBinary(down ? ExpressionType.LessThan : ExpressionType.GreaterThan, key.Body, place));
            return Row(Expression.AndAlso(notBefore, Expression.OrElse(further, furtherId)));
        }

        private BinaryExpression Text(ExpressionType compare, Expression place) =>
            Expression.MakeBinary(compare, Expression.Call(typeof(string), nameof(string.Compare), Type.EmptyTypes, key.Body, place), Expression.Constant(0));

        private Expression<Func<T, bool>> Row(Expression body) => Expression.Lambda<Func<T, bool>>(body, key.Parameters);

        private static string? Written(TKey value) => value switch
        {
            null => null,
            DateTime at => at.Ticks.ToString(CultureInfo.InvariantCulture),
            DateOnly day => day.DayNumber.ToString(CultureInfo.InvariantCulture),
            Money money => money.Minor.ToString(CultureInfo.InvariantCulture),
            Enum or string => value.ToString(),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"A list cannot be sorted by a {Bare.Name}."),
        };

        private static TKey ReadKey(string text)
        {
            try
            {
                return (TKey)(Bare == typeof(string) ? text : Bare.IsEnum ? Enum.Parse(Bare, text) : Bare == typeof(int) ? int.Parse(text, CultureInfo.InvariantCulture)
                    : long.Parse(text, CultureInfo.InvariantCulture) is var number && Bare == typeof(DateTime) ? new DateTime(number, DateTimeKind.Utc)
                    : Bare == typeof(DateOnly) ? DateOnly.FromDayNumber((int)number) : Bare == typeof(Money) ? new Money(number) : (object)number);
            }
            catch (Exception typed) when (typed is FormatException or OverflowException or ArgumentException)
            {
                throw new RuleBroken("This page of the list is none. Start again from the first page.");
            }
        }
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
