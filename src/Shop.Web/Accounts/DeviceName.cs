namespace Shop.Web.Accounts;

/// <summary>Says in words a person recognises which browser and system a sign-in came from.</summary>
public static class DeviceName
{
    // The first that fits: most browsers also claim to be the ones below them.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => "An unknown device",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        userAgent is null ? null : known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
