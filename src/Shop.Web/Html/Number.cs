using System.Globalization;

namespace Shop.Web.Html;

/// <summary>Whole numbers as people read them: “12,500”.</summary>
public static class Number
{
    public static string Of(long value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
