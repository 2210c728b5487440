using System.Text.Json.Nodes;
using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>One thing that two rule sets say differently, or that one of them does not say.</summary>
public sealed record RuleChange(string Part, string What, string Before, string After);

/// <summary>Tells in plain words what one rule set says otherwise than another. Rows are known by what they are, not by their place.</summary>
internal static class RuleChanges
{
    public static IReadOnlyList<RuleChange> Between(ProgrammeRules before, ProgrammeRules after, RuleText text)
    {
        var (old, young) = (JsonNode.Parse(before.ToJson())!, JsonNode.Parse(after.ToJson())!);
        var changes = new List<RuleChange>();
        foreach (var part in RuleFields.Parts)
        {
            Fields(part.Fields, old, young, part.Title, "", text, changes);
            foreach (var rows in part.Rows) Rows(rows, RuleSheet.At(old, rows.Path) as JsonArray, RuleSheet.At(young, rows.Path) as JsonArray, part.Title, rows.IsBare ? rows.Title : "", text, changes);
        }
        return changes;
    }

    /// <summary>All that a rule set says, part by part.</summary>
    public static IReadOnlyList<RuleChange> All(ProgrammeRules rules, RuleText text)
    {
        var root = JsonNode.Parse(rules.ToJson())!;
        var all = new List<RuleChange>();
        foreach (var part in RuleFields.Parts)
        {
            Fields(part.Fields, null, root, part.Title, "", text, all);
            foreach (var rows in part.Rows) Rows(rows, null, RuleSheet.At(root, rows.Path) as JsonArray, part.Title, rows.IsBare ? rows.Title : "", text, all);
        }
        return all;
    }

    private static void Fields(IReadOnlyList<RuleField> fields, JsonNode? before, JsonNode? after, string part, string of, RuleText text, List<RuleChange> changes)
    {
        foreach (var field in fields)
        {
            var (old, young) = (text.Shown(field, RuleSheet.At(before, field.Path)), text.Shown(field, RuleSheet.At(after, field.Path)));
            if (old == young) continue;
            var label = field.Group is { } group && group.StartsWith("To ", StringComparison.Ordinal) ? $"{group.Split(" (")[0]}, {char.ToLowerInvariant(field.Label[0])}{field.Label[1..]}" : field.Label;
            changes.Add(new RuleChange(part, of.Length == 0 ? label : $"{of}: {label}", old, young));
        }
    }

    private static void Rows(RuleRows rows, JsonArray? before, JsonArray? after, string part, string of, RuleText text, List<RuleChange> changes)
    {
        var (old, young) = (ByKey(rows, before, text), ByKey(rows, after, text));
        foreach (var key in old.Keys.Union(young.Keys))
        {
            var (was, now) = (old.GetValueOrDefault(key), young.GetValueOrDefault(key));
            var name = Name(rows, (now ?? was)!, text);
            var whole = of.Length == 0 ? name : $"{of}: {name}";
            if (was is null || now is null)
            {
                var said = rows.IsBare ? name : Said(rows, (now ?? was)!, text);
                changes.Add(new RuleChange(part, rows.IsBare ? of : whole, was is null ? "" : said, now is null ? "" : said));
                continue;
            }
            if (rows.IsBare) continue;
            Fields(rows.Fields, was, now, part, whole, text, changes);
            foreach (var inner in rows.Within) Rows(inner, RuleSheet.At(was, inner.Path) as JsonArray, RuleSheet.At(now, inner.Path) as JsonArray, part, whole, text, changes);
        }
    }

    private static Dictionary<string, JsonNode> ByKey(RuleRows rows, JsonArray? all, RuleText text)
    {
        var found = new Dictionary<string, JsonNode>();
        foreach (var row in all ?? [])
        {
            var key = rows.Key.Length > 0 ? RuleSheet.At(row, rows.Key)?.ToString() ?? "" : Name(rows, row!, text);
            while (!found.TryAdd(key, row!)) key += "′"; // the same twice
        }
        return found;
    }

    private static string Name(RuleRows rows, JsonNode row, RuleText text)
    {
        if (rows.IsBare) return text.Shown(rows.Fields[0], row);
        if (RuleSheet.At(row, "on") is { } on)
        {
            var id = RuleSheet.At(row, "id");
            return "Bonus on " + (id is null ? text.Shown(rows.Fields[0], on) : text.Shown(rows.Fields[1], id));
        }
        var named = RuleSheet.At(row, "name")?.ToString() is { Length: > 0 } name ? name : text.Shown(rows.Fields[0], RuleSheet.At(row, rows.Key));
        return named.Length == 0 ? "–" : char.ToUpperInvariant(named[0]) + named[1..];
    }

    // What a row says, without what it does not: “Points 50; Ever 1”.
    private static string Said(RuleRows rows, JsonNode row, RuleText text)
    {
        var said = rows.Fields.Where(f => f.Path != rows.Key && f.Path is not ("on" or "id" or "name")).Select(f => (f, Value: text.Shown(f, RuleSheet.At(row, f.Path)))).Where(f => f.Value is not ("" or "0" or "0 %" or "1 ×" or "no"))
            .Select(f => $"{(f.f.Group is { } group && group.StartsWith("To ", StringComparison.Ordinal) ? group.Split(" (")[0] + ": " : "")}{f.f.Label} {f.Value}").ToList();
        foreach (var inner in rows.Within)
            foreach (var each in RuleSheet.At(row, inner.Path) as JsonArray ?? []) said.Add($"{Name(inner, each!, text)} ({Said(inner, each!, text)})");
        return said.Count == 0 ? "nothing further" : string.Join("; ", said);
    }
}
