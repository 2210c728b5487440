using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>A rule set as it stands in the form: every field as it was typed, rows that come and go, and what is wrong with each.</summary>
internal sealed partial class RuleSheet
{
    private const int MostRows = 200;

    private readonly Dictionary<string, string> _typed = [];
    private readonly Dictionary<string, int> _rows = [];
    private readonly Dictionary<string, string> _wrong = [];

    /// <summary>The row that was added just now.</summary>
    public string? Fresh { get; private set; }

    /// <summary>What is wrong, by path, in the order in which it was found.</summary>
    public IReadOnlyDictionary<string, string> Wrong => _wrong;

    public string this[string path] => _typed.GetValueOrDefault(path, "");

    public int Rows(string path) => _rows.GetValueOrDefault(path);

    public string? WrongAt(string path) => _wrong.GetValueOrDefault(path);

    public static RuleSheet Of(ProgrammeRules rules, RuleText text)
    {
        var (sheet, root) = (new RuleSheet(), JsonNode.Parse(rules.ToJson())!);
        foreach (var part in RuleFields.Parts)
        {
            foreach (var field in part.Fields) sheet._typed[field.Path] = text.Typed(field, At(root, field.Path));
            foreach (var rows in part.Rows) sheet.Take(rows, rows.Path, At(root, rows.Path) as JsonArray, text);
        }
        return sheet;
    }

    /// <summary>As it was sent: only fields that there are count.</summary>
    public static RuleSheet Sent(IFormCollection form)
    {
        var sheet = new RuleSheet();
        foreach (var part in RuleFields.Parts)
        {
            foreach (var field in part.Fields) Field(field.Path);
            foreach (var rows in part.Rows) List(rows, rows.Path);
        }
        return sheet;

        void Field(string path) => sheet._typed[path] = form[path].ToString().Trim();

        void List(RuleRows rows, string path)
        {
            sheet._rows[path] = int.TryParse(form[path + ".rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, MostRows) : 0;
            for (var i = 0; i < sheet.Rows(path); i++)
            {
                foreach (var field in rows.Fields) Field(Join($"{path}[{i}]", field.Path));
                foreach (var inner in rows.Within) List(inner, Join($"{path}[{i}]", inner.Path));
            }
        }
    }

    /// <summary>One more row at the end of a list that there is.</summary>
    public void Add(string path)
    {
        if (Find(path) is not { } rows || Rows(path) >= MostRows) return;
        var row = $"{path}[{Rows(path)}]";
        foreach (var field in rows.Fields)
            _typed[Join(row, field.Path)] = field.Kind switch { RuleFieldKind.Choice => field.Choices[0].Value, RuleFieldKind.Times => "1", RuleFieldKind.Whole or RuleFieldKind.Percent when !field.MayBeEmpty => "0", _ => "" };
        foreach (var inner in rows.Within) _rows[Join(row, inner.Path)] = 0;
        _rows[path] = Rows(path) + 1;
        Fresh = Join(row, rows.Fields[0].Path);
    }

    /// <summary>Takes a row away; those after it move up.</summary>
    public void Remove(string row)
    {
        if (RowPath().Match(row) is not { Success: true } match || Find(match.Groups["list"].Value) is null) return;
        var (list, gone) = (match.Groups["list"].Value, int.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture));
        if (gone >= Rows(list)) return;
        for (var i = gone; i < Rows(list) - 1; i++) Move($"{list}[{i + 1}]", $"{list}[{i}]");
        Forget($"{list}[{Rows(list) - 1}]");
        _rows[list] = Rows(list) - 1;
    }

    /// <summary>Names that were typed, each with what it is to be the name of.</summary>
    public IEnumerable<(BonusOn On, string Name)> Names() => Each().Where(f => f.Field.Kind == RuleFieldKind.Named && this[f.Path].Length > 0).Select(f => (OnOf(f.Field, f.Path), this[f.Path]));

    /// <summary>The rules as typed; null when a field cannot be read, which is then told.</summary>
    public ProgrammeRules? Read(RuleText text, IReadOnlyDictionary<(BonusOn On, string Name), FoundName> found)
    {
        var root = new JsonObject();
        foreach (var list in Lists()) Put(root, list, new JsonArray());
        foreach (var (field, path, row) in Each())
        {
            if (field.Whole is { } whole && IsEmpty(Join(row, whole), row))
            {
                Put(root, Join(row, whole), null);
                continue;
            }
            var typed = this[path];
            if (typed.Length == 0 && field.Kind is not (RuleFieldKind.Tick or RuleFieldKind.Text or RuleFieldKind.Days))
            {
                if (field.MayBeEmpty) Put(root, path, null);
                else if (field.Kind == RuleFieldKind.Moment) Complain(path, "Enter a date and time.");
                else Complain(path, field.Kind == RuleFieldKind.Choice ? "Choose one of the list." : field.Kind == RuleFieldKind.Named ? "Enter a name, or take the row away." : "Enter a number.");
                continue;
            }
            if (field.Kind == RuleFieldKind.Named) Put(root, path, Named(field, path, typed, found));
            else if (text.Read(field, typed, wrong => Complain(path, wrong)) is { } value) Put(root, path, value);
        }
        if (_wrong.Count > 0) return null;
        try
        {
            return ProgrammeRules.FromJson(root.ToJsonString());
        }
        catch (RuleBroken broken)
        {
            Complain("", broken.Message);
            return null;
        }
    }

    /// <summary>Puts a fault to the field it is about, or to the first one within.</summary>
    public void Complain(string path, string text)
    {
        if (!Each().Any(f => f.Path == path) && !Lists().Contains(path)) path = Each().Where(f => f.Path.StartsWith(path, StringComparison.Ordinal) && path.Length > 0).Select(f => f.Path).FirstOrDefault() ?? "";
        _wrong.TryAdd(path, text is [.., '.' or '…'] ? text : text + ".");
    }

    public static string Join(string row, string path) => row.Length == 0 ? path : path.Length == 0 ? row : $"{row}.{path}";

    internal static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries)) node = (node as JsonObject)?[step];
        return node;
    }

    private JsonValue? Named(RuleField field, string path, string typed, IReadOnlyDictionary<(BonusOn On, string Name), FoundName> found)
    {
        var on = OnOf(field, path);
        if (on == BonusOn.Everything) Complain(path, "A bonus on everything names nothing: leave this empty, or choose what it is on.");
        else if (!found.TryGetValue((on, typed), out var name) || name.Id is null) Complain(path, name?.Sentence ?? "There is nothing of this name.");
        else return JsonValue.Create(name.Id.Value);
        return null;
    }

    private BonusOn OnOf(RuleField field, string path) => field.On ?? (Enum.TryParse<BonusOn>(this[path[..path.LastIndexOf('.')] + ".on"], out var on) ? on : BonusOn.Everything);

    private bool IsEmpty(string whole, string row) => Each().Where(f => f.Row == row && f.Field.Whole is { } own && Join(row, own) == whole && f.Field.Kind != RuleFieldKind.Tick).All(f => this[f.Path].Length == 0);

    private void Take(RuleRows rows, string path, JsonArray? values, RuleText text)
    {
        _rows[path] = values?.Count ?? 0;
        for (var i = 0; i < Rows(path); i++)
        {
            foreach (var field in rows.Fields) _typed[Join($"{path}[{i}]", field.Path)] = text.Typed(field, At(values![i], field.Path));
            foreach (var inner in rows.Within) Take(inner, Join($"{path}[{i}]", inner.Path), At(values![i], inner.Path) as JsonArray, text);
        }
    }

    // Every field there is now, with the row it stands in.
    private IEnumerable<(RuleField Field, string Path, string Row)> Each() => RuleFields.Parts.SelectMany(p => p.Fields.Select(f => (f, f.Path, "")).Concat(p.Rows.SelectMany(r => Each(r, r.Path))));

    private IEnumerable<(RuleField, string, string)> Each(RuleRows rows, string path) => Enumerable.Range(0, Rows(path)).Select(i => $"{path}[{i}]")
        .SelectMany(row => rows.Fields.Select(f => (f, Join(row, f.Path), row)).Concat(rows.Within.SelectMany(inner => Each(inner, Join(row, inner.Path)))));

    private IEnumerable<string> Lists() => _rows.Keys.Order(StringComparer.Ordinal);

    private static RuleRows? Find(string path)
    {
        var plain = Index().Replace(path, "");
        foreach (var rows in RuleFields.Parts.SelectMany(p => p.Rows))
        {
            if (rows.Path == plain) return rows;
            if (rows.Within.FirstOrDefault(inner => Join(rows.Path, inner.Path) == plain) is { } found) return found;
        }
        return null;
    }

    private void Move(string from, string to)
    {
        Forget(to);
        foreach (var (path, value) in _typed.Where(t => IsOf(t.Key, from)).ToList()) _typed[to + path[from.Length..]] = value;
        foreach (var (path, count) in _rows.Where(t => IsOf(t.Key, from)).ToList()) _rows[to + path[from.Length..]] = count;
    }

    private void Forget(string row)
    {
        foreach (var path in _typed.Keys.Where(p => IsOf(p, row)).ToList()) _typed.Remove(path);
        foreach (var path in _rows.Keys.Where(p => IsOf(p, row)).ToList()) _rows.Remove(path);
    }

    private static bool IsOf(string path, string row) => path == row || path.StartsWith(row + ".", StringComparison.Ordinal);

    private static void Put(JsonObject root, string path, JsonNode? value)
    {
        JsonNode at = root;
        var steps = Steps().Matches(path);
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, isLast) = (steps[i].Value.Trim('[', ']'), i == steps.Count - 1);
            var next = isLast ? value : null;
            if (at is JsonArray array)
            {
                var index = int.Parse(step, CultureInfo.InvariantCulture);
                while (array.Count <= index) array.Add((JsonNode?)null);
                if (isLast) array[index] = next;
                else at = array[index] ??= new JsonObject();
            }
            else if (isLast) ((JsonObject)at)[step] = next;
            else at = ((JsonObject)at)[step] ??= new JsonObject();
        }
    }

    [GeneratedRegex(@"^(?<list>.+)\[(?<at>\d{1,3})\]$")]
    private static partial Regex RowPath();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex(@"[^.\[\]]+|\[\d+\]")]
    private static partial Regex Steps();
}
