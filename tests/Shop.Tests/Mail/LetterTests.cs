using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shop.Mail;

namespace Shop.Tests.Mail;

/// <summary>Each letter of the shop can be written: with everything it may tell, and with only what it must.</summary>
public sealed partial class LetterTests
{
    private static readonly string[] Optional = ["promised", "discount", "options", "refund", "trackingNumber", "trackingUrl", "returnUntil", "payBy", "shopEmail", "gift", "worth", "missing", "grace", "validUntil"];
    private static readonly string[] Addresses = ["shopUrl", "link", "signIn", "forgotten", "contact", "orderUrl", "payUrl", "trackingUrl", "productUrl", "stopUrl", "clubUrl", "planUrl", "statementUrl"];

    public static TheoryData<string> Names => [.. MailTemplates.Names];

    [Fact]
    public void The_letters_of_accounts_and_orders_are_all_there() =>
        Assert.Superset(new HashSet<string>
        {
            "confirm-email", "already-registered", "reset-password", "password-changed", "email-changed", "order-confirmed", "order-cancelled", "order-shipped", "order-delivered", "payment-failed", "contact-received",
        }, new HashSet<string>(MailTemplates.Names));

    [Theory, MemberData(nameof(Names))]
    public void A_letter_tells_everything_in_both_parts(string name)
    {
        var letter = Templates().Render(name, Values(name, full: true));
        Assert.DoesNotContain("{{", letter.Subject + letter.Html + letter.Text, StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlEncode("Åse & Co"), letter.Html, StringComparison.Ordinal);
        Assert.Contains("Åse & Co", letter.Text, StringComparison.Ordinal);
        Assert.True(letter.Text.Length > 100);
        Assert.DoesNotContain('\n', letter.Subject);
        foreach (var link in Links(letter.Text)) Assert.Contains(System.Net.WebUtility.HtmlEncode(link), letter.Html, StringComparison.Ordinal);
        if (letter.Html.Contains("<body", StringComparison.Ordinal)) Assert.DoesNotContain("<script", letter.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_letter_leaves_out_what_there_is_not(string name)
    {
        var letter = Templates().Render(name, Values(name, full: false));
        Assert.DoesNotContain("{{", letter.Html + letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_letter_has_a_word_of_its_own_for_what_the_club_counts() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "wwwroot-assets/mail")).Where(f => f.EndsWith(".txt", StringComparison.Ordinal) || f.EndsWith(".mjml", StringComparison.Ordinal)),
        file => Assert.DoesNotMatch("(?i)\\bpoints?\\b", Hole().Replace(File.ReadAllText(file), "")));

    private static MailTemplates Templates() => new(Options.Create(new MailOptions { Templates = Path.Combine(Repository.Root, "src/Shop.Web/wwwroot/dist/mail") }), NullLogger<MailTemplates>.Instance);

    private static IEnumerable<string> Links(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith("https://", StringComparison.Ordinal));

    private static MailValues Values(string name, bool full)
    {
        var values = new MailValues();
        foreach (var hole in Holes(name))
            values.Add(hole, !full && Optional.Contains(hole) ? "" : Addresses.Contains(hole) ? $"https://shop.example/{hole}?a=1&b=2" : "Åse & Co");
        values.Add("address", [new() { { "line", "Havnegata 4" } }, new() { { "line", "5003 Bergen" } }]);
        values.Add("lines", [new() { { "quantity", "2" }, { "product", "Still mug" }, { "options", full ? "Moss" : "" }, { "total", "€48.00" } }]);
        return values;
    }

    // Whatever the text names; the HTML may name nothing else, but for the shop's own.
    private static IEnumerable<string> Holes(string name)
    {
        using var reader = new StreamReader(typeof(MailTemplates).Assembly.GetManifestResourceStream($"mail/{name}.txt")!);
        return [.. Hole().Matches(reader.ReadToEnd()).Select(m => m.Groups[1].Value), "shop", "shopUrl", "shopLegal", "shopEmail"];
    }

    [GeneratedRegex(@"\{\{[#^/]?(\w+)\}\}")]
    private static partial Regex Hole();
}
