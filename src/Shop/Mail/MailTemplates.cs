using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shop.Mail;

/// <summary>The letters of the shop. Each has a text part, kept in this assembly with its subject in the first line, and an HTML part, compiled from MJML when the front end is built.</summary>
public sealed class MailTemplates(IOptions<MailOptions> options, ILogger<MailTemplates> log)
{
    private const string SubjectMark = "Subject: ";

    private readonly ConcurrentDictionary<string, Letter> _letters = new();

    /// <summary>Each template there is.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(MailTemplates).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("mail/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order()!];

    internal RenderedMail Render(string name, MailValues values)
    {
        var letter = _letters.GetOrAdd(name, Read);
        var text = letter.Text.FillText(values);
        var subject = letter.Subject.FillText(values).ReplaceLineEndings(" ");
        if (subject.Length > OutgoingMail.SubjectMaxLength) subject = subject[..OutgoingMail.SubjectMaxLength];
        return new RenderedMail(subject, letter.Html.FillHtml(values), text);
    }

    private Letter Read(string name)
    {
        using var stream = typeof(MailTemplates).Assembly.GetManifestResourceStream($"mail/{name}.txt") ?? throw new InvalidOperationException($"There is no mail template “{name}”.");
        using var reader = new StreamReader(stream);
        var first = reader.ReadLine() ?? "";
        if (!first.StartsWith(SubjectMark, StringComparison.Ordinal)) throw new InvalidOperationException($"Template {name} does not start with “{SubjectMark}”.");
        var text = reader.ReadToEnd().Trim().ReplaceLineEndings("\n") + "\n";
        return new Letter(Template.Parse(first[SubjectMark.Length..]), Template.Parse(ReadHtml(name, text)), Template.Parse(text));
    }

    // Without a built front end a letter still goes out, plainly: better than an order nobody hears of.
    private string ReadHtml(string name, string text)
    {
        if (options.Value.Templates is { } folder && Path.Combine(folder, name + ".html") is var file && File.Exists(file)) return File.ReadAllText(file);
        log.LogWarning("The HTML of mail template {Template} is not built; its text is sent instead.", name);
        return $"<!doctype html><meta charset=\"utf-8\"><pre style=\"font:16px/1.5 sans-serif;white-space:pre-wrap\">{System.Net.WebUtility.HtmlEncode(text)}</pre>";
    }

    private sealed record Letter(Template Subject, Template Html, Template Text);
}

internal sealed record RenderedMail(string Subject, string Html, string Text);
