using System.Globalization;
using Shop.Desk;
using Shop.Kernel;

namespace Shop.Web.BackOffice;

/// <summary>Reads numbers and moments that staff typed; what cannot be read is told with its field, and stays as it was typed.</summary>
internal static class Typed
{
    private const string MomentFormat = "yyyy-MM-ddTHH:mm";

    public static string Local(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString(MomentFormat, CultureInfo.InvariantCulture);

    public static decimal? Number(string? typed, string field, string label, Action<string, string> complain)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000) return number;
        complain(field, $"“{label}”: enter a number, like 12.50");
        return null;
    }

    public static Money? Amount(string? typed, string field, Currency currency, Action<string, string> complain)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        try
        {
            if (FilterReader.Money(typed, currency) is var amount && amount >= Money.Zero) return amount;
            complain(field, "An amount is not below zero.");
        }
        catch (RuleBroken mistake)
        {
            complain(field, mistake.Message);
        }
        return null;
    }

    public static int? Whole(string? typed, string field, string ask, Action<string, string> complain)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        complain(field, ask);
        return null;
    }

    public static DateTime? Moment(string? typed, string field, string label, TimeZoneInfo zone, Action<string, string> complain)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (DateTime.TryParseExact(typed.Trim(), [MomentFormat, "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 2000 and < 2200)
        {
            while (zone.IsInvalidTime(local)) local = local.AddMinutes(15); // an hour that summer time leaps over
            return TimeZoneInfo.ConvertTimeToUtc(local, zone);
        }
        complain(field, $"“{label}”: enter a date and time, like 2026-12-01 09:00");
        return null;
    }

    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Plain(Money amount, Currency currency) => ((decimal)amount.Minor / currency.UnitsPerWhole).ToString("0." + new string('#', currency.Decimals), CultureInfo.InvariantCulture);
}
