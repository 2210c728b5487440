using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;

namespace Shop.Web.BackOffice.Lists;

/// <summary>A list as a file, written row by row while it is read. No cell of it is a formula to a spreadsheet.</summary>
public sealed class ListFile(IOfficeList list, ListQuery query, bool json, bool bom) : ActionResult
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is taken out of the shop, for the audit trail.</summary>
    public (string Key, Shop.Accounts.Area Area) List => (list.Key, list.Area);

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var (response, ct) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
        var zone = context.HttpContext.RequestServices.GetRequiredService<CurrentShop>().Zone;
        response.ContentType = json ? "application/json; charset=utf-8" : "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{list.Key}-{Period.LocalDay(query.Context.Now, zone):yyyy-MM-dd}.{(json ? "json" : "csv")}\"";
        await (json ? Json(response.Body, ct) : Csv(response.Body, ct));
    }

    private async Task Csv(Stream body, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: bom), leaveOpen: true);
        await writer.WriteAsync(CsvLine(query.Columns.Select(key => (object?)list.ColumnHeads.First(h => h.Key == key).Heading)));
        await foreach (var row in list.Values(query, ct))
        {
            ct.ThrowIfCancellationRequested();
            await writer.WriteAsync(CsvLine(row));
        }
    }

    private async Task Json(Stream body, CancellationToken ct)
    {
        await using var writer = new Utf8JsonWriter(body, Readable);
        writer.WriteStartArray();
        await foreach (var row in list.Values(query, ct))
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Count; i++)
            {
                writer.WritePropertyName(query.Columns[i]);
                Write(writer, row[i]);
            }
            writer.WriteEndObject();
            if (writer.BytesPending > 32_000) await writer.FlushAsync(ct);
        }
        writer.WriteEndArray();
        await writer.FlushAsync(ct);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool yes: writer.WriteBooleanValue(yes); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case DateTime at: writer.WriteStringValue(at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)); break;
            case DateOnly day: writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            default: writer.WriteStringValue(value.ToString()); break;
        }
    }

    internal static string CsvLine(IEnumerable<object?> values) => string.Join(',', values.Select(CsvCell)) + "\r\n";

    internal static string CsvCell(object? value)
    {
        var text = value switch
        {
            null => "",
            DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool yes => yes ? "yes" : "no",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        // A spreadsheet takes what begins like this for a formula; numbers of our own are none.
        if (value is string && text.Length > 0 && "=+-@\t\r".Contains(text[0])) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
