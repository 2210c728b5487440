using System.Linq.Expressions;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>Something a list can be narrowed by. A value that cannot be read is refused with a sentence.</summary>
/// <param name="Narrow">What the operator and the typed value mean for a row.</param>
public sealed record RowFilter<T>(string Key, string Words, FilterKind Kind, Func<FilterOperator, string, ListContext, Expression<Func<T, bool>>> Narrow)
{
    /// <summary>What can be chosen, with its words; empty where something is typed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; } = [];
}

/// <summary>Makes the filters of a list from what its rows have.</summary>
public static class RowFilters
{
    /// <param name="exact">As it is kept: an index may find it. Otherwise large and small letters are the same.</param>
    public static RowFilter<T> Text<T>(string key, string words, Expression<Func<T, string?>> field, bool exact = false) => new(key, words, FilterKind.Text, (compare, typed, _) =>
    {
        var text = FilterReader.Text(typed);
        var lower = Expression.Call(field.Body, nameof(string.ToLower), Type.EmptyTypes);
        var sought = exact ? Given(text) : Given(text.ToLowerInvariant());
        Expression same = Expression.Equal(exact ? field.Body : lower, sought);
        return Row(field, compare switch
        {
            FilterOperator.Contains => Expression.AndAlso(Expression.NotEqual(field.Body, Expression.Constant(null, typeof(string))), Expression.Call(lower, nameof(string.Contains), Type.EmptyTypes, Given(text.ToLowerInvariant()))),
            FilterOperator.Is => same,
            _ => Expression.Not(same),
        });
    });

    public static RowFilter<T> Number<T, TNumber>(string key, string words, Expression<Func<T, TNumber>> field) => new(key, words, FilterKind.Number, (compare, typed, _) =>
        Ordered(field, compare, typed, text => Fitting<TNumber>(FilterReader.Number(text))));

    public static RowFilter<T> Money<T>(string key, string words, Expression<Func<T, Money>> field) => new(key, words, FilterKind.Money, (compare, typed, context) =>
        Ordered(field, compare, typed, text => FilterReader.Money(text, context.Currency)));

    /// <summary>An instant, asked for by days of the shop's calendar; the last seven days are today and the six before it, whenever that is asked.</summary>
    public static RowFilter<T> Date<T, TDate>(string key, string words, Expression<Func<T, TDate>> field) => new(key, words, FilterKind.Date, (compare, typed, context) =>
    {
        var (from, to) = Days(compare, typed, context);
        var (start, end) = (from is { } f ? Bound(f) : null, to is { } t ? Bound(t.AddDays(1)) : null);
        return Row(field, (start, end) switch
        {
            ({ } s, { } e) => Expression.AndAlso(Expression.GreaterThanOrEqual(field.Body, s), Expression.LessThan(field.Body, e)),
            ({ } s, null) => Expression.GreaterThanOrEqual(field.Body, s),
            (_, var e) => Expression.LessThan(field.Body, e!),
        });

        Expression Bound(DateOnly day) => (Nullable.GetUnderlyingType(typeof(TDate)) ?? typeof(TDate)) == typeof(DateOnly)
            ? Expression.Convert(Given(day), typeof(TDate)) : Expression.Convert(Given(Period.StartOf(day, context.Zone)), typeof(TDate));
    });

    /// <summary>Something that happened to a row, perhaps more than once, asked for by days as a date is.</summary>
    /// <param name="between">From an instant on, and before another.</param>
    public static RowFilter<T> Happened<T>(string key, string words, Func<DateTime, DateTime, Expression<Func<T, bool>>> between) => new(key, words, FilterKind.Date, (compare, typed, context) =>
    {
        var (from, to) = Days(compare, typed, context);
        return between(from is { } first ? Period.StartOf(first, context.Zone) : FirstInstant, to is { } last ? Period.StartOf(last.AddDays(1), context.Zone) : LastInstant);
    });

    public static RowFilter<T> Choice<T, TChoice>(string key, string words, Expression<Func<T, TChoice>> field, IEnumerable<(TChoice Value, string Words)> choices)
    {
        var all = choices.Select(c => (Name: c.Value?.ToString() ?? "none", c.Value, c.Words)).ToList();
        return new(key, words, FilterKind.Choice, (compare, typed, _) =>
        {
            var names = typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (names.Length == 0) throw new RuleBroken("Choose at least one.");
            var values = names.Distinct(StringComparer.OrdinalIgnoreCase).Select(n => all.FindIndex(c => c.Name.Equals(n, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? all[at].Value : throw new RuleBroken($"“{n}” cannot be chosen.")).ToArray();
            var any = values.Select(v => (Expression)Expression.Equal(field.Body, Expression.Convert(Given(v), field.Body.Type))).Aggregate(Expression.OrElse);
            return Row(field, compare == FilterOperator.Not ? Expression.Not(any) : any);
        })
        { Choices = [.. all.Select(c => KeyValuePair.Create(c.Name, c.Words))] };
    }

    public static RowFilter<T> YesNo<T>(string key, string words, Func<ListContext, Expression<Func<T, bool>>> which) => new(key, words, FilterKind.YesNo, (_, typed, context) =>
    {
        var yes = which(context);
        return typed switch { "yes" => yes, "no" => Row(yes, Expression.Not(yes.Body)), _ => throw new RuleBroken("Choose yes or no.") };
    })
    { Choices = [KeyValuePair.Create("yes", "yes"), KeyValuePair.Create("no", "no")] };

    /// <summary>A value as the database's parameter, so that the same question with other values is the same statement.</summary>
    internal static Expression Given<TValue>(TValue value) => Expression.Property(Expression.Constant(new Box<TValue>(value)), nameof(Box<>.Value));

    private static readonly DateTime FirstInstant = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc), LastInstant = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Both belong to it; null where it is open.
    private static (DateOnly? From, DateOnly? To) Days(FilterOperator compare, string typed, ListContext context) => compare switch
    {
        FilterOperator.Last => (context.Today.AddDays(1 - FilterReader.Days(typed)), context.Today),
        FilterOperator.Before => (null, FilterReader.Day(typed).AddDays(-1)),
        FilterOperator.After => (FilterReader.Day(typed).AddDays(1), null),
        FilterOperator.Between => FilterReader.Range(typed, FilterReader.Day) is var (first, last) ? (first, last) : default,
        _ => FilterReader.Day(typed) is var day ? (day, day) : default,
    };

    private static Expression<Func<T, bool>> Ordered<T, TValue>(Expression<Func<T, TValue>> field, FilterOperator compare, string typed, Func<string, TValue> read)
    {
        if (compare == FilterOperator.Between)
        {
            if (typed.Split(AskedFilter.To) is not [var a, var b]) throw new RuleBroken("Enter both ends.");
            var (from, to) = (read(a), read(b));
            if (Comparer<TValue>.Default.Compare(from, to) > 0) throw new RuleBroken("The first is more than the second.");
            return Row(field, Expression.AndAlso(Expression.GreaterThanOrEqual(field.Body, Given(from)), Expression.LessThanOrEqual(field.Body, Given(to))));
        }
        var value = Given(read(typed));
        return Row(field, compare switch { FilterOperator.More => Expression.GreaterThan(field.Body, value), FilterOperator.Less => Expression.LessThan(field.Body, value), _ => Expression.Equal(field.Body, value) });
    }

    private static TNumber Fitting<TNumber>(long number)
    {
        var type = Nullable.GetUnderlyingType(typeof(TNumber)) ?? typeof(TNumber);
        if (type == typeof(int) && number is > int.MaxValue or < int.MinValue) throw new RuleBroken("That number is too large.");
        return (TNumber)Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Expression<Func<T, bool>> Row<T, TField>(Expression<Func<T, TField>> field, Expression body) => Expression.Lambda<Func<T, bool>>(body, field.Parameters);

    private sealed class Box<TValue>(TValue value)
    {
        public TValue Value { get; } = value;
    }
}
