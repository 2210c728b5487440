using System.Globalization;

namespace Shop.Web.Html;

/// <summary>The language and direction a page is written in, as its html element says it.</summary>
public static class Culture
{
    public static string Language => CultureInfo.CurrentUICulture is { Name.Length: > 0 } culture ? culture.Name : "en";

    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
}
