using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Shop.Mail;

/// <summary>
/// A text with holes and no logic: <c>{{name}}</c> is filled, <c>{{#lines}}…{{/lines}}</c> repeats for each row of a list or stays when a text is not empty,
/// <c>{{^note}}…{{/note}}</c> stays when it is. A hole nobody fills is a mistake and says so.
/// </summary>
internal sealed partial class Template
{
    private readonly List<Part> _parts;

    private Template(List<Part> parts) => _parts = parts;

    /// <exception cref="FormatException">A block is not closed, or closed twice.</exception>
    public static Template Parse(string text)
    {
        var open = new Stack<(string? Name, bool Negated, List<Part> Parts)>();
        open.Push((null, false, []));
        var at = 0;
        foreach (Match hole in Holes().Matches(text))
        {
            if (hole.Index > at) open.Peek().Parts.Add(new Words(text[at..hole.Index]));
            at = hole.Index + hole.Length;
            var name = hole.Groups["name"].Value;
            switch (hole.Groups["mark"].Value)
            {
                case "#": open.Push((name, false, [])); break;
                case "^": open.Push((name, true, [])); break;
                case "/":
                    var block = open.Pop();
                    if (block.Name != name) throw new FormatException($"{{{{/{name}}}}} closes {block.Name ?? "nothing"}.");
                    open.Peek().Parts.Add(new Block(name, block.Negated, new Template(block.Parts)));
                    break;
                default: open.Peek().Parts.Add(new Hole(name)); break;
            }
        }
        if (at < text.Length) open.Peek().Parts.Add(new Words(text[at..]));
        if (open.Count > 1) throw new FormatException($"{{{{#{open.Peek().Name}}}}} is not closed.");
        return new Template(open.Pop().Parts);
    }

    public string FillHtml(MailValues values) => Fill([values], v => WebUtility.HtmlEncode(v));

    /// <summary>The template's own empty lines are at most one at a time, whatever was left out between them; those of a value stay.</summary>
    public string FillText(MailValues values) => Fill([values], v => v, closeGaps: true);

    private string Fill(IReadOnlyList<MailValues> scopes, Func<string, string> encode, bool closeGaps = false)
    {
        var text = new StringBuilder();
        Write(text, scopes, encode, closeGaps);
        return text.ToString();
    }

    private void Write(StringBuilder into, IReadOnlyList<MailValues> scopes, Func<string, string> encode, bool closeGaps)
    {
        foreach (var part in _parts)
            switch (part)
            {
                case Words words when closeGaps:
                    foreach (var letter in words.Text)
                        if (letter != '\n' || !EndsWithEmptyLine(into)) into.Append(letter);
                    break;
                case Words words:
                    into.Append(words.Text);
                    break;
                case Hole hole:
                    into.Append(encode(Find(hole.Name, scopes) as string ?? throw new InvalidOperationException($"{{{{{hole.Name}}}}} is a list, not a text.")));
                    break;
                case Block block when Find(block.Name, scopes) is List<MailValues> rows && !block.Negated:
                    foreach (var row in rows) block.Inner.Write(into, [.. scopes, row], encode, closeGaps);
                    break;
                case Block block when IsEmpty(Find(block.Name, scopes)) == block.Negated:
                    block.Inner.Write(into, scopes, encode, closeGaps);
                    break;
            }
    }

    private static bool EndsWithEmptyLine(StringBuilder text) => text.Length == 0 || text.Length > 1 && text[^1] == '\n' && text[^2] == '\n';

    // The innermost row knows best.
    private static object Find(string name, IReadOnlyList<MailValues> scopes) =>
        scopes.Reverse().Select(s => s.Find(name)).FirstOrDefault(v => v is not null) ?? throw new InvalidOperationException($"Nobody fills {{{{{name}}}}}.");

    private static bool IsEmpty(object value) => value is "" or List<MailValues> { Count: 0 };

    private abstract record Part;
    private sealed record Words(string Text) : Part;
    private sealed record Hole(string Name) : Part;
    private sealed record Block(string Name, bool Negated, Template Inner) : Part;

    [GeneratedRegex(@"\{\{(?<mark>[#^/]?)(?<name>[A-Za-z]\w*)\}\}")]
    private static partial Regex Holes();
}
