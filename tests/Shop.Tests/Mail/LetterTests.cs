using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shop.Mail;

namespace Shop.Tests.Mail;

/// <summary>Each letter of the shop can be written: with everything it may tell, and with only what it must.</summary>
public sealed partial class LetterTests
{
    private static readonly string[] Optional = ["promised", "discount", "options", "refund", "trackingNumber", "trackingUrl", "returnUntil", "payBy", "shopEmail", "gift", "worth", "missing", "keep", "more", "grace", "validUntil"];
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

    [Theory, MemberData(nameof(Names))]
    public void The_html_of_a_letter_asks_for_the_same_parts_as_its_text(string name)
    {
        var html = File.ReadAllText(Path.Combine(Built, name + ".html"));
        Assert.Equal(Sections(Text(name)), Sections(html).Except(["shopEmail"])); // the foot's
    }

    [Theory, MemberData(nameof(Names))]
    public void A_part_that_is_left_out_is_in_neither_text_nor_html(string name)
    {
        foreach (var section in Sections(Text(name)).Except(["lines", "address", "options"])) // these are of rows
        {
            var with = Templates().Render(name, Values(name, full: true, new() { [section] = "Only here" }));
            var without = Templates().Render(name, Values(name, full: true, new() { [section] = "" }));
            Assert.True(without.Html != with.Html, $"{section} changes nothing in the HTML of {name}.");
            Assert.DoesNotContain("Only here", without.Html + without.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<strong></strong>", without.Html, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_text_of_a_letter_has_no_two_empty_lines_after_one_another(string name)
    {
        Assert.DoesNotContain("\n\n\n", Templates().Render(name, Values(name, full: true)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", Templates().Render(name, Values(name, full: true, Sections(Text(name)).ToDictionary(s => s, _ => ""))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_letter_has_a_word_of_its_own_for_what_the_club_counts() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "wwwroot-assets/mail")).Where(f => f.EndsWith(".txt", StringComparison.Ordinal) || f.EndsWith(".mjml", StringComparison.Ordinal)),
        file => Assert.DoesNotMatch("(?i)\\bpoints?\\b", Hole().Replace(File.ReadAllText(file), "")));

    private static string Built => Path.Combine(Repository.Root, "src/Shop.Web/wwwroot/dist/mail");

    private static MailTemplates Templates() => new(Options.Create(new MailOptions { Templates = Built }), NullLogger<MailTemplates>.Instance);

    private static IEnumerable<string> Links(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith("https://", StringComparison.Ordinal));

    private static MailValues Values(string name, bool full, Dictionary<string, string>? but = null)
    {
        var values = new MailValues();
        foreach (var hole in Holes(name))
            values.Add(hole, !full && Optional.Contains(hole) ? "" : Addresses.Contains(hole) ? $"https://shop.example/{hole}?a=1&b=2" : "Åse & Co");
        values.Add("address", [new() { { "line", "Havnegata 4" } }, new() { { "line", "5003 Bergen" } }]);
        values.Add("lines", [new() { { "quantity", "2" }, { "product", "Still mug" }, { "options", full ? "Moss" : "" }, { "total", "€48.00" } }]);
        foreach (var (hole, value) in but ?? [])
            if (hole is "lines" or "address") values.Add(hole, new List<MailValues>());
            else values.Add(hole, value);
        return values;
    }

    private static SortedSet<string> Sections(string text) => [.. Section().Matches(text).Select(m => m.Groups[1].Value)];

    // Whatever the text names; the HTML may name nothing else, but for the shop's own.
    private static IEnumerable<string> Holes(string name) => [.. Hole().Matches(Text(name)).Select(m => m.Groups[1].Value), "shop", "shopUrl", "shopLegal", "shopEmail"];

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(MailTemplates).Assembly.GetManifestResourceStream($"mail/{name}.txt")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{[#^](\w+)\}\}")]
    private static partial Regex Section();

    [GeneratedRegex(@"\{\{[#^/]?(\w+)\}\}")]
    private static partial Regex Hole();
}
