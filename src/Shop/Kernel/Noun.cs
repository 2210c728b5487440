using System.Globalization;

namespace Shop.Kernel;

/// <summary>What something that is counted is called, for one and for several: “point” and “points”.</summary>
public sealed record Noun(string One, string Many)
{
    /// <summary>“Points”, for the beginning of a sentence or a heading.</summary>
    public string First { get; } = StringInfo.GetNextTextElement(Many).ToUpperInvariant() + Many[StringInfo.GetNextTextElementLength(Many)..];

    /// <summary>“points”, or “point” for one.</summary>
    public string For(long count) => Math.Abs(count) == 1 ? One : Many;

    /// <summary>“1,240 points”.</summary>
    public string Count(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {For(count)}");
}
