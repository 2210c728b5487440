using System.Collections;

namespace Shop.Mail;

/// <summary>What fills a template: texts by name, and lists of values for its repeated blocks.</summary>
public sealed class MailValues : IEnumerable<KeyValuePair<string, object>>
{
    private readonly Dictionary<string, object> _values = [];

    /// <summary>An empty text counts as absent for <c>{{#name}}</c>.</summary>
    public void Add(string name, string? text) => _values[name] = text ?? "";

    public void Add(string name, IEnumerable<MailValues> rows) => _values[name] = rows.ToList();

    internal object? Find(string name) => _values.GetValueOrDefault(name);

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
