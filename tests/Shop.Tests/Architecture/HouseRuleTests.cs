using System.Text.RegularExpressions;

namespace Shop.Tests.Architecture;

/// <summary>Rules that a reader would otherwise have to watch for, read off the source.</summary>
public sealed partial class HouseRuleTests
{
    [Fact]
    public void The_shop_itself_does_not_know_the_web() =>
        Assert.Empty(SourceTree.Files("src/Shop", "*.cs").SelectMany(f => Found(AspNetCore(), f)));

    [Fact]
    public void Only_a_clock_that_can_be_set_tells_the_time() =>
        Assert.Empty(SourceTree.Files("src", "*.cs", "*.cshtml").SelectMany(f => Found(SystemClock(), f)));

    [Fact]
    public void Pages_have_no_inline_script_or_style() =>
        Assert.Empty(SourceTree.Files("src/Shop.Web", "*.cshtml").Where(f => !IsLetter(f.Path)).SelectMany(f => Found(Inline(), f)));

    [Fact]
    public void Every_public_type_says_in_a_sentence_what_it_promises() =>
        Assert.Empty(SourceTree.Files("src", "*.cs").SelectMany(f => Unexplained(f.Text).Select(line => $"{f.Path}: {line}")));

    [Fact]
    public void Types_are_named_for_what_they_are() =>
        Assert.Empty(SourceTree.Files("src", "*.cs").SelectMany(f => Found(EmptyName(), f)));

    [Theory]
    [InlineData("using Microsoft.AspNetCore.Http;", true)]
    [InlineData("using Microsoft.AspNetCore.Identity.EntityFrameworkCore;", false)]
    [InlineData("using Microsoft.EntityFrameworkCore;", false)]
    public void The_web_is_noticed(string source, bool found) => Assert.Equal(found, AspNetCore().IsMatch(source));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;", true)]
    [InlineData("var now = DateTimeOffset.Now;", true)]
    [InlineData("var now = System.DateTime.Today;", true)]
    [InlineData("update x set at = CURRENT_TIMESTAMP", true)]
    [InlineData("select datetime('now')", true)]
    [InlineData("clock.GetUtcNow().UtcDateTime", false)]
    public void A_clock_of_the_system_is_noticed(string source, bool found) => Assert.Equal(found, SystemClock().IsMatch(source));

    [Theory]
    [InlineData("<script>alert(1)</script>", true)]
    [InlineData("<script type=\"module\">go()</script>", true)]
    [InlineData("<script type=\"module\" src=\"~/dist/shop.js\"></script>", false)]
    [InlineData("<script type=\"application/ld+json\">@Model.Data</script>", false)]
    [InlineData("<style>p { color: red }</style>", true)]
    [InlineData("<p style=\"color: red\">", true)]
    [InlineData("<p\n   data-a=\"b\"\n   style='x'>", true)]
    [InlineData("<button type=\"submit\" onclick=\"go()\">", true)]
    [InlineData("<a href=\"javascript:go()\">", true)]
    [InlineData("<input name=\"on\" value=\"one\" data-on=\"x\">", false)]
    [InlineData("<p class=\"style\" title=\"no style= here is hard\">", false)]
    public void Inline_script_and_style_are_noticed(string source, bool found) => Assert.Equal(found, Inline().IsMatch(source));

    [Fact]
    public void A_type_without_its_sentence_is_noticed()
    {
        Assert.Equal(["public sealed class A;"], Unexplained("namespace N;\n\npublic sealed class A;\n"));
        Assert.Equal(["public interface IB"], Unexplained("[Serializable]\npublic interface IB\n{\n}\n"));
        Assert.Empty(Unexplained("/// <summary>Good.</summary>\n[Serializable, Obsolete]\npublic sealed record A;\ninternal sealed class B;\n"));
    }

    private static IEnumerable<string> Found(Regex rule, (string Path, string Text) file) =>
        rule.Matches(file.Text).Select(m => $"{file.Path}:{file.Text.AsSpan(0, m.Index).Count('\n') + 1}: {m.Value.Trim()}");

    // Mail programs know only inline styles, so letters are the exception.
    private static bool IsLetter(string path) => path.StartsWith("src/Shop.Web/Mail/", StringComparison.Ordinal);

    private static IEnumerable<string> Unexplained(string source)
    {
        var lines = source.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!PublicType().IsMatch(lines[i])) continue;
            var above = i - 1;
            while (above >= 0 && lines[above].StartsWith('[')) above--;
            if (above < 0 || !lines[above].StartsWith("///", StringComparison.Ordinal)) yield return lines[i].TrimEnd();
        }
    }

    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\.(?!Identity\b)\w+")]
    private static partial Regex AspNetCore();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|CURRENT_TIMESTAMP|\bnow\(\)|datetime\('now'")]
    private static partial Regex SystemClock();

    [GeneratedRegex("""<script\b(?![^>]*\bsrc=)(?![^>]*type="application/(ld\+)?json")|<style\b|<\w[\w-]*(\s+[\w:@.-]+(\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?)*\s+(style|on[a-z]+)\s*=|(href|action|src)\s*=\s*["']\s*javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"\b(class|record|struct|interface) \w+(Service|Manager|(?<!Tag)Helper|Dto|Impl)\b")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^public [\w ]*\b(class|record|struct|interface|enum)\b")]
    private static partial Regex PublicType();
}
