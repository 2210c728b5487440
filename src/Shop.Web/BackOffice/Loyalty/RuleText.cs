using System.Globalization;
using System.Text.Json.Nodes;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>Turns values of the rules into what people type and read, and back.</summary>
internal sealed class RuleText(Currency currency, TimeZoneInfo zone, IReadOnlyDictionary<Guid, string> names)
{
    private const decimal Largest = 1_000_000_000_000;

    public string Zone => zone.Id;

    /// <summary>As it stands in a field.</summary>
    public string Typed(RuleField field, JsonNode? value) => (value, field.Kind) switch
    {
        (null, _) => "",
        (JsonArray days, _) => string.Join(", ", days.Select(d => d!.ToString())),
        (_, RuleFieldKind.Percent) => Plain(value.GetValue<long>() / 100m),
        (_, RuleFieldKind.Times) => Plain(value.GetValue<long>() / 10_000m),
        (_, RuleFieldKind.Amount) => Plain((decimal)value.GetValue<long>() / currency.UnitsPerWhole),
        (_, RuleFieldKind.Tick) => value.GetValue<bool>() ? "true" : "",
        (_, RuleFieldKind.Moment) => value.GetValue<DateTime>() is { Year: > 2000 } at ? BackOffice.Typed.Local(at, zone) : "",
        (_, RuleFieldKind.Named) => names.GetValueOrDefault(value.GetValue<Guid>()) ?? value.ToString(),
        _ => value.ToString(),
    };

    /// <summary>As it stands in a sentence.</summary>
    public string Shown(RuleField field, JsonNode? value) => (value, field.Kind) switch
    {
        (null, _) => "",
        (_, RuleFieldKind.Percent) => Typed(field, value) + " %",
        (_, RuleFieldKind.Times) => Typed(field, value) + " ×",
        (_, RuleFieldKind.Amount) => currency.Format(new Money(value.GetValue<long>())),
        (_, RuleFieldKind.Tick) => value.GetValue<bool>() ? "yes" : "no",
        (_, RuleFieldKind.Whole) => value.GetValue<long>().ToString("N0", CultureInfo.InvariantCulture),
        (_, RuleFieldKind.Moment) => Html.DateText.Moment(value.GetValue<DateTime>(), zone),
        (_, RuleFieldKind.Choice) => field.Choices.FirstOrDefault(c => c.Value == value.ToString()).Words ?? value.ToString(),
        _ => Typed(field, value),
    };

    /// <summary>What was meant; a text that is none of its kind is told, and nothing is returned.</summary>
    public JsonNode? Read(RuleField field, string typed, Action<string> complain)
    {
        switch (field.Kind)
        {
            case RuleFieldKind.Tick: return typed.Length > 0;
            case RuleFieldKind.Text: return typed;
            case RuleFieldKind.Choice when field.Choices.Any(c => c.Value == typed): return typed;
            case RuleFieldKind.Choice: return Refuse("Choose one of the list.");
            case RuleFieldKind.Days: return Days(typed) is { } days ? days : Refuse("Enter days with commas between them, like 60, 14.");
            case RuleFieldKind.Moment:
                var moment = BackOffice.Typed.Moment(typed, "", field.Label, zone, (_, text) => complain(text + "."));
                return moment is { } at ? JsonValue.Create(at) : null;
            case RuleFieldKind.Percent: return Scaled(100, "Enter a number with at most two decimals, like 12.5.");
            case RuleFieldKind.Times: return Scaled(10_000, "Enter a number with at most four decimals, like 1.25.");
            case RuleFieldKind.Amount: return Scaled(currency.UnitsPerWhole, currency.Decimals == 0 ? "Enter a whole amount, like 12." : "Enter an amount, like 12.50.");
            default: return Scaled(1, "Enter a whole number.");
        }

        JsonNode? Scaled(long by, string ask) =>
            decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Largest && number * by is var whole && whole == decimal.Truncate(whole)
                ? JsonValue.Create((long)whole) : Refuse(ask);

        JsonNode? Refuse(string text)
        {
            complain(text);
            return null;
        }
    }

    private static JsonArray? Days(string typed)
    {
        var days = new JsonArray();
        foreach (var day in typed.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(day, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return null;
            days.Add(number);
        }
        return days;
    }

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
