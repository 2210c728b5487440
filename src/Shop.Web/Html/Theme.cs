namespace Shop.Web.Html;

/// <summary>Light, dark, or as the device says; remembered in a cookie, so the server writes it on the page and nothing flashes.</summary>
public static class Theme
{
    public const string Cookie = "__Host-theme";
    public const string Auto = "auto";

    public static IReadOnlyList<(string Value, string Label, string Icon)> All { get; } =
        [("light", "Light", "sun"), ("dark", "Dark", "moon"), (Auto, "Auto", "device-desktop")];

    public static string Chosen(HttpRequest request) =>
        request.Cookies[Cookie] is { } kept && All.Any(t => t.Value == kept) ? kept : Auto;
}
