using System.Text;
using CsvHelper;
using Shop.Kernel;

namespace Shop.Imports.Goods;

/// <summary>A row as it stands in the file. Row 1 is the header, as in a spreadsheet.</summary>
public sealed record GoodsRawRow(int Row, IReadOnlyList<string> Cells)
{
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>A file of goods on its shelf: what separates its cells, in which letters it is written, and its rows one by one.</summary>
public sealed class GoodsFile
{
    public const long MostBytes = 64 * 1024 * 1024;
    public const int MostRows = 1_000_000;
    public const int MostColumns = 200;
    private const int LongestRecord = 1 << 20;

    private readonly OrderFile _file;

    private GoodsFile(OrderFile file) => _file = file;

    public IReadOnlyList<string> Headers { get; private set; } = [];
    public string ContentHash => _file.ContentHash;

    /// <summary>Without the header.</summary>
    public int Rows { get; private set; }

    public string Separator => _file.Delimiter switch { ',' => "commas", ';' => "semicolons", '\t' => "tabs", _ => "|" };
    public string Letters => _file.Encoding is UTF8Encoding ? "UTF-8" : "Windows-1252";

    /// <summary>Writes what was sent to its place, in letters that can be read on; whoever reads it later reads a whole file.</summary>
    /// <exception cref="RuleBroken">It is no such file.</exception>
    public static async Task Keep(Stream sent, string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var kept = File.Create(path + ".part")) await sent.CopyToAsync(kept, ct);
        try
        {
            Recognise(path + ".part");
            File.Move(path + ".part", path, overwrite: true);
        }
        catch
        {
            File.Delete(path + ".part");
            throw;
        }
    }

    /// <summary>Reads it through once.</summary>
    /// <exception cref="RuleBroken">It is no CSV file, or one that cannot be read to its end.</exception>
    public static GoodsFile Examine(string path, string name)
    {
        var file = new GoodsFile(OrderFile.Examine(path, name));
        using (var csv = file.Open(name)) file.Headers = [.. csv.Headers.Select((h, i) => h.Trim().TrimStart('\uFEFF') is { Length: > 0 } header ? header : $"Column {i + 1}")];
        if (file.Headers.Count == 1) throw new RuleBroken($"Only one column was found: “{Short(file.Headers[0])}”. Save the file with commas, semicolons or tabs between the columns, and the names of the columns in the first row.");
        if (file.Headers.Count > MostColumns) throw new RuleBroken($"The file has {file.Headers.Count} columns. At most {MostColumns} can be read.");
        GoodsRawRow? last = null;
        foreach (var row in file.Read(name))
        {
            if (++file.Rows > MostRows) throw new RuleBroken($"The file has more than {MostRows:N0} rows. Split it.");
            last = row;
        }
        if (last?.Cells.Any(c => c.Contains('\n', StringComparison.Ordinal)) == true && file.HasOddQuotes()) throw new RuleBroken($"The file cannot be read to its end: in row {last.Row} or before a quotation mark is never closed.");
        return file.Rows == 0 ? throw new RuleBroken("There are only the names of the columns in the file, and no rows.") : file;
    }

    public IEnumerable<GoodsRawRow> Read(string name)
    {
        using var csv = Open(name);
        while (true)
        {
            try
            {
                if (!csv.Read()) yield break;
            }
            catch (CsvFormatException wrong)
            {
                throw new RuleBroken($"The file cannot be read on from row {wrong.RecordNumber + 1}: perhaps a quotation mark is never closed.");
            }
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++) cells[i] = csv.GetString(i);
            yield return new GoodsRawRow((int)csv.RowNumber + 1, cells);
        }
    }

    private CsvReader Open(string name)
    {
        try
        {
            return CsvReader.Create(_file.Open(), new CsvReaderOptions { Separator = _file.Delimiter, Encoding = _file.Encoding, SkipEmptyLines = false, MaxRecordSize = LongestRecord });
        }
        catch (CsvFormatException)
        {
            throw new RuleBroken($"The names of the columns in {name} cannot be read: perhaps a quotation mark is never closed.");
        }
    }

    // Each that opens is closed, and one inside is written twice: of those that count there are always two.
    private bool HasOddQuotes()
    {
        using var bytes = _file.Open();
        var (buffer, odd) = (new byte[1 << 16], false);
        while (bytes.Read(buffer) is var read and > 0) odd ^= buffer.AsSpan(0, read).Count((byte)'"') % 2 == 1;
        return odd;
    }

    // What spreadsheets save by themselves, and what they call “Unicode text”.
    private static void Recognise(string path)
    {
        var start = new byte[4096];
        int read;
        using (var file = File.OpenRead(path)) read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var head = start.AsSpan(0, read);
        if (read == 0) throw new RuleBroken("The file is empty.");
        if (head.StartsWith("PK"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) throw new RuleBroken("This is a workbook and not a CSV file. Open it in the spreadsheet program, choose “Save as” and then CSV.");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) throw new RuleBroken("The file is packed. Unpack it first: what is in it is the CSV file.");
        if (head.StartsWith("%PDF"u8)) throw new RuleBroken("This is a PDF and not a CSV file.");
        var wide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode : null;
        if (wide is null && head.Contains((byte)0)) throw new RuleBroken("This is not a CSV file: it holds more than text.");
        if (wide is null) return;
        using (var reader = new StreamReader(path, wide))
        using (var writer = new StreamWriter(path + ".utf8", append: false, new UTF8Encoding(false)))
        {
            var buffer = new char[1 << 16];
            while (reader.Read(buffer, 0, buffer.Length) is var some and > 0) writer.Write(buffer, 0, some);
        }
        File.Move(path + ".utf8", path, overwrite: true);
    }

    private static string Short(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
