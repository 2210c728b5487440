using Shop.Kernel;

namespace Shop.Catalog.Pricing;

/// <summary>Which of an article's two prices is changed.</summary>
public enum PriceTarget { Price, OldPrice }

/// <summary>What a change is counted in.</summary>
public enum PriceStep { Percent, Amount }

/// <summary>How a changed price ends; anything but the first rounds to the nearest that does.</summary>
public enum PriceEnding { AsItComes, Whole, Half, Ninety }

/// <summary>What becomes of the struck-through price beside a changed one.</summary>
public enum OldPriceRule { Keep, ShowToday, TakeAway }

/// <summary>How many prices are changed at once. Pure: prices in, prices out.</summary>
/// <param name="Value">Ten-thousandths for a percentage, else the currency's smallest unit; below zero lowers.</param>
public sealed record PriceTerms(PriceTarget Target, PriceStep Step, long Value, PriceEnding Ending, OldPriceRule Old)
{
    public const int LeastPercent = -9_999, MostPercent = 100_000;

    /// <summary>What an article would cost, or why it is left alone.</summary>
    public PriceAnswer For(Money price, Money? old, Currency currency)
    {
        if (Target == PriceTarget.OldPrice)
        {
            var changed = Changed(old ?? price, currency);
            return changed <= price ? PriceAnswer.No("The old price would not be above the price.") : Sensible(price, changed);
        }
        var cost = Changed(price, currency);
        if (cost <= Money.Zero) return PriceAnswer.No("It would cost nothing or less.");
        var before = Old switch { OldPriceRule.TakeAway => null, OldPriceRule.ShowToday => old ?? price, _ => old };
        if (before <= cost) return PriceAnswer.No(Old == OldPriceRule.ShowToday ? "It would not cost less than the old price shown beside it." : $"Its old price, {currency.Format(before.Value)}, would not be above it any more.");
        return Sensible(cost, before);
    }

    private static PriceAnswer Sensible(Money price, Money? old) => price.Minor > Variant.DearestMinor || old?.Minor > Variant.DearestMinor ? PriceAnswer.No("No article costs as much as that.") : new PriceAnswer(price, old, null);

    private Money Changed(Money from, Currency currency)
    {
        var raw = Step == PriceStep.Amount ? from + new Money(Value) : from + new Money((long)decimal.Round((decimal)from.Minor * Value / 10_000m, MidpointRounding.AwayFromZero));
        return Ending == PriceEnding.AsItComes || currency.UnitsPerWhole == 1 ? raw : Rounded(raw, from, currency.UnitsPerWhole);
    }

    // To the nearest, but what is raised never gets cheaper by it, and what is lowered never dearer.
    private Money Rounded(Money raw, Money from, long unit)
    {
        var offset = Ending switch { PriceEnding.Half => unit / 2, PriceEnding.Ninety => unit * 9 / 10, _ => 0 };
        var below = (long)Math.Floor((decimal)(raw.Minor - offset) / unit) * unit + offset;
        var above = below + unit;
        var nearest = raw.Minor - below < above - raw.Minor ? below : above;
        if (Value > 0 && nearest < from.Minor) nearest = above;
        if (Value < 0 && nearest > from.Minor) nearest = below;
        return new Money(nearest);
    }
}

/// <summary>What an article costs after a change, or the sentence why it is not changed.</summary>
public sealed record PriceAnswer(Money Price, Money? Old, string? Refusal)
{
    public static PriceAnswer No(string why) => new(Money.Zero, null, why);
}
