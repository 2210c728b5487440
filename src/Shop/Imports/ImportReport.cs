using System.Globalization;
using System.Text;
using CsvHelper;

namespace Shop.Imports;

/// <summary>Tells what became of each line: a file with every line that was not used, and a table whose numbers add up to the file's lines.</summary>
public sealed record ImportReport(IReadOnlyDictionary<LineFate, int> Lines, int Total, int Products, int Customers, int Orders, int Returns)
{
    public int Used => Lines.Where(l => l.Key.IsUsed()).Sum(l => l.Value);
    public int Unused => Lines.Where(l => !l.Key.IsUsed()).Sum(l => l.Value);

    public string Table()
    {
        var text = new StringBuilder();
        Row("Lines in the file", Total);
        text.AppendLine();
        foreach (var fate in LineFates.All.Where(f => f.IsUsed())) Row(fate.InWords(), Lines.GetValueOrDefault(fate));
        Row("Used", Used);
        text.AppendLine();
        foreach (var fate in LineFates.All.Where(f => !f.IsUsed() && Lines.GetValueOrDefault(f) > 0)) Row(fate.InWords(), Lines[fate]);
        Row("Not used", Unused);
        text.AppendLine();
        Row("Used and not used", Used + Unused);
        text.AppendLine();
        Row("Products", Products);
        Row("Customers", Customers);
        Row("Orders", Orders);
        Row("Returns", Returns);
        return text.ToString().TrimEnd();

        void Row(string what, int number) => text.AppendLine(CultureInfo.InvariantCulture, $"  {what,-72}{number,12:N0}");
    }

    internal static void WriteUnused(IEnumerable<UnusedLine> lines, string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        using var csv = CsvWriter.ToFile(path);
        csv.WriteRecord("row", "invoice", "code", "description", "reason");
        foreach (var line in lines.OrderBy(l => l.Row))
            csv.WriteRecord(line.Row.ToString(CultureInfo.InvariantCulture), line.Invoice, line.Code, line.Description, line.Fate.InWords());
    }
}
