using System.Text.Json;

namespace Shop.Demo;

/// <summary>
/// What the demo's history was drawn from, so that whoever learns from the history can be checked against it.
/// Purchase rates are Gamma(<see cref="RateShape"/>, <see cref="RateScale"/>) per busy week, the chance to be lost after each purchase is Beta(<see cref="DropA"/>, <see cref="DropB"/>) (BG/NBD);
/// what a basket is aimed at is Gamma(<see cref="SpendP"/>) with a scale that is Gamma(<see cref="SpendQ"/>, <see cref="SpendV"/>) over customers (Gamma-Gamma), in cents.
/// A busy week is a week of the calendar stretched or shortened by the season.
/// </summary>
public sealed record DemoTruth(IReadOnlyList<DemoTruth.Buyer> Buyers, IReadOnlyList<IReadOnlyList<string>> Bundles)
{
    public const double RateShape = 0.75;
    public const double RateScale = 4.1;
    public const double DropA = 0.6;
    public const double DropB = 5.2;
    public const double SpendP = 5;
    public const double SpendQ = 4.2;
    public const double SpendV = 4_900;

    /// <summary>How often a basket with a piece of a bundle gets another piece of it because of that.</summary>
    public const double BundlePull = 0.4;

    /// <summary>One customer's true figures.</summary>
    /// <param name="Rate">Purchases per busy week while they are customers.</param>
    /// <param name="DropOut">The chance to be lost after each purchase.</param>
    /// <param name="Spend">What their baskets are worth on average, in cents.</param>
    /// <param name="IsActive">Whether they will come again.</param>
    /// <param name="First">The day of their first purchase.</param>
    public sealed record Buyer(string Email, double Rate, double DropOut, double Spend, bool IsActive, DateOnly First, int Purchases);

    public void WriteTo(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
}
