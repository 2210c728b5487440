using System.Globalization;

namespace Shop.Web.BackOffice.Insights;

/// <summary>One thing that a chart follows.</summary>
/// <param name="Look">Its class, which differs in lightness and stroke as well as in hue.</param>
/// <param name="Values">One for each label; null where there is none.</param>
public sealed record ChartSeries(string Name, string Look, IReadOnlyList<decimal?> Values);

/// <summary>A chart that is drawn by the server: its shape, what it says in a sentence, and every value as a table.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Say">How a value is written.</param>
public sealed record Chart(string Id, string Title, string Summary, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series, Func<decimal, string> Say)
{
    public const int Width = 720, Height = 200;

    /// <summary>Whether values stand beside one another as bars instead of being a line.</summary>
    public bool AsBars { get; init; }

    /// <summary>What the highest line of the grid stands for.</summary>
    public decimal Top => RoundedUp(AsBars
        ? Labels.Select((_, i) => Series.Max(s => Math.Abs(s.Values[i] ?? 0))).DefaultIfEmpty(0).Max()
        : Series.SelectMany(s => s.Values).Select(v => v ?? 0).DefaultIfEmpty(0).Max());

    public bool IsEmpty => Series.All(s => s.Values.All(v => v is null or 0));

    /// <summary>The points of a line; a single value is drawn from side to side.</summary>
    public string Points(ChartSeries series)
    {
        var known = series.Values.Select((v, i) => (Value: v, At: i)).Where(p => p.Value is not null).ToList();
        if (known.Count == 1) known.Add((known[0].Value, Labels.Count == 1 ? 1 : known[0].At));
        return string.Join(' ', known.Select(p => $"{Plain(XOf(p.At))},{Plain(YOf(p.Value!.Value))}"));
    }

    /// <summary>The area below a line.</summary>
    public string Area(ChartSeries series) => Points(series) is { Length: > 0 } points && points.Split(' ') is var all ? $"{points} {all[^1].Split(',')[0]},{Height} {all[0].Split(',')[0]},{Height}" : "";

    /// <summary>The bars of a series, beside those of the others.</summary>
    public IEnumerable<(string X, string Y, string Width, string Height, string Words)> Bars(int series)
    {
        var (step, values) = ((decimal)Width / Labels.Count, Series[series].Values);
        var wide = step * 0.72m / Series.Count;
        for (var i = 0; i < Labels.Count; i++)
        {
            var high = Height - YOf(Math.Abs(values[i] ?? 0));
            yield return (Plain(step * i + step * 0.14m + wide * series), Plain(Height - high), Plain(Math.Max(1, wide - 1)), Plain(high), $"{Labels[i]}: {Series[series].Name} {Say(values[i] ?? 0)}");
        }
    }

    /// <summary>Where a pointer is on a label, and what is told there.</summary>
    public IEnumerable<(string X, string Width, string Words)> Spots()
    {
        var step = (decimal)Width / Labels.Count;
        for (var i = 0; i < Labels.Count; i++)
            yield return (Plain(step * i), Plain(step), $"{Labels[i]}: {string.Join(", ", Series.Where(s => s.Values[i] is not null).Select(s => $"{s.Name} {Say(s.Values[i]!.Value)}"))}");
    }

    /// <summary>The small line of a card.</summary>
    public static string Spark(IReadOnlyList<decimal> values)
    {
        const int width = 100, height = 24;
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(values.Max(), 1));
        return string.Join(' ', values.Select((v, i) => $"{Plain(values.Count == 1 ? 0 : (decimal)width * i / (values.Count - 1))},{Plain(height - 1 - (v - low) / (high - low) * (height - 2))}"));
    }

    private decimal XOf(int at) => Labels.Count == 1 ? at * Width : (decimal)Width * at / (Labels.Count - 1);

    private decimal YOf(decimal value) => Height - (Top == 0 ? 0 : Math.Clamp(value, 0, Top) / Top * (Height - 4));

    private static readonly decimal[] Round = [1, 1.5m, 2, 3, 4, 5, 6, 8, 10];

    // 1, 2 or 5 and noughts: what people read without thinking.
    private static decimal RoundedUp(decimal most)
    {
        if (most <= 0) return 0;
        var unit = 1m;
        while (unit * 10 < most) unit *= 10;
        return Round.Select(f => f * unit).First(v => v >= most);
    }

    private static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A row of bars that lie: how many of each, where they are found, and which share they are.</summary>
public sealed record BarRow(string Name, string? Url, long Count);
