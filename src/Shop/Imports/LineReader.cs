using CsvHelper;
using Shop.Kernel;

namespace Shop.Imports;

/// <summary>One line as it stands in the file. Row 1 is the header, as in a spreadsheet.</summary>
internal readonly record struct RawLine(int Row, bool IsBlank, bool IsWhole, string Invoice, string Code, string Description, string Quantity, string Date, string Price, string Customer, string Country);

/// <summary>Reads the records of a file one by one; none is skipped.</summary>
internal sealed class LineReader : IDisposable
{
    private const int LongestRecord = 1 << 20;
    private readonly OrderFile _file;
    private readonly CsvReader _csv;
    private readonly OrderColumns _columns;

    /// <exception cref="RuleBroken">The header lacks a column.</exception>
    public LineReader(OrderFile file)
    {
        _file = file;
        _csv = CsvReader.Create(file.Open(), new CsvReaderOptions { Separator = file.Delimiter, Encoding = file.Encoding, SkipEmptyLines = false, PoolStrings = true, MaxRecordSize = LongestRecord });
        try
        {
            _columns = OrderColumns.Find([.. _csv.Headers]);
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    public bool Read(out RawLine line)
    {
        line = default;
        try
        {
            if (!_csv.Read()) return false;
        }
        catch (CsvFormatException wrong)
        {
            throw new RuleBroken($"{_file.Name} cannot be read on from record {wrong.RecordNumber}: perhaps a quotation mark is never closed.");
        }
        var row = (int)_csv.RowNumber + 1;
        line = _csv.FieldCount <= 1 && _csv.GetString(0).Trim().Length == 0
            ? new RawLine(row, true, false, "", "", "", "", "", "", "", "")
            : new RawLine(row, false, _csv.FieldCount >= _columns.Count, Field(_columns.Invoice), Field(_columns.Code), Field(_columns.Description), Field(_columns.Quantity),
                Field(_columns.Date), Field(_columns.Price), Field(_columns.Customer), Field(_columns.Country));
        return true;
    }

    public void Dispose() => _csv.Dispose();

    private string Field(int column) => column >= 0 && column < _csv.FieldCount ? _csv.GetString(column) : "";
}
