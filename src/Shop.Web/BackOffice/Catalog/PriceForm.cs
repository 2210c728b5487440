using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Catalog.Pricing;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>How prices are to change, as typed.</summary>
public sealed class PriceForm
{
    public PriceTarget Target { get; set; }
    public bool Lower { get; set; }
    public PriceStep Step { get; set; }
    public string? Value { get; set; }
    public PriceEnding Ending { get; set; }
    public OldPriceRule Old { get; set; }

    /// <summary>Null when something cannot be read; it is told with its field.</summary>
    public PriceTerms? Read(Currency currency, ModelStateDictionary state)
    {
        var value = Typed.Number(Value, nameof(Value), "By how much", (field, text) => state.AddModelError($"Form.{field}", text));
        if (!state.IsValid) return null;
        if (value is not > 0)
        {
            state.AddModelError($"Form.{nameof(Value)}", "Enter by how much, like 10 or 2.50.");
            return null;
        }
        var exact = value.Value * (Step == PriceStep.Percent ? 100 : currency.UnitsPerWhole);
        if (exact != decimal.Truncate(exact)) state.AddModelError($"Form.{nameof(Value)}", Step == PriceStep.Percent ? "A percentage has at most two decimals." : $"An amount has at most {currency.Decimals} decimals.");
        else if (Step == PriceStep.Percent && (Lower ? exact > -PriceTerms.LeastPercent : exact > PriceTerms.MostPercent)) state.AddModelError($"Form.{nameof(Value)}", Lower ? "Prices are lowered by less than 100 per cent." : $"Prices are raised by at most {PriceTerms.MostPercent / 100} per cent.");
        return state.IsValid ? new PriceTerms(Target, Step, (long)exact * (Lower ? -1 : 1), Ending, Old) : null;
    }
}

/// <summary>Changes of prices in words.</summary>
internal static class PriceWords
{
    public static IReadOnlyList<SelectListItem> Targets { get; } = [new("The price", nameof(PriceTarget.Price)), new("The old price, shown struck through", nameof(PriceTarget.OldPrice))];
    public static IReadOnlyList<SelectListItem> Ways { get; } = [new("Raise", "false"), new("Lower", "true")];
    public static IReadOnlyList<SelectListItem> Olds { get; } = [new("Stays as it is", nameof(OldPriceRule.Keep)), new("Becomes today's price, where there is none", nameof(OldPriceRule.ShowToday)), new("Is taken away", nameof(OldPriceRule.TakeAway))];

    public static IReadOnlyList<SelectListItem> Steps(Currency currency) => [new("%", nameof(PriceStep.Percent)), new(currency.Code, nameof(PriceStep.Amount))];

    public static IReadOnlyList<SelectListItem> Endings(Currency currency) => currency.UnitsPerWhole == 1 ? [new("As it comes", nameof(PriceEnding.AsItComes))]
        : [new("As it comes", nameof(PriceEnding.AsItComes)), .. new[] { PriceEnding.Whole, PriceEnding.Half, PriceEnding.Ninety }.Select(e => new SelectListItem($"Ends in {EndingOf(e)}", e.ToString()))];

    /// <summary>“Prices raised by 10 %, ending in .90”.</summary>
    public static string Of(PriceTerms terms, MoneyText money)
    {
        var what = terms.Target == PriceTarget.Price ? "Prices" : "Old prices";
        var by = terms.Step == PriceStep.Percent ? $"{(Math.Abs(terms.Value) / 100m).ToString("0.##", CultureInfo.CurrentCulture)} %" : money.Of(new Money(Math.Abs(terms.Value)));
        var old = terms is { Target: PriceTarget.Price, Old: not OldPriceRule.Keep } ? terms.Old == OldPriceRule.ShowToday ? ", the old price shown" : ", the old price taken away" : "";
        return $"{what} {(terms.Value < 0 ? "lowered" : "raised")} by {by}{(terms.Ending == PriceEnding.AsItComes ? "" : $", ending in {EndingOf(terms.Ending)}")}{old}";
    }

    public static string Of(Money price, Money? old, MoneyText money) => old is { } before ? $"{money.Of(price)} (before {money.Of(before)})" : money.Of(price);

    private static string EndingOf(PriceEnding ending) => ending switch { PriceEnding.Half => ".50", PriceEnding.Ninety => ".90", _ => ".00" };
}
