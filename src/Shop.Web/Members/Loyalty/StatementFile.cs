using System.Globalization;
using System.Text;
using Shop.Loyalty;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>A statement for a spreadsheet: its last line adds the others up. Text that a spreadsheet would take for a formula stays text.</summary>
public static class StatementFile
{
    public static async Task Write(Stream to, IAsyncEnumerable<StatementLine> lines, Club club, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        var zone = club.Terms.Zone;
        await text.WriteLineAsync($"Number,Date,What,Reason,Order,Pending,{Cell(club.PointsFirst)},Balance,Spend from,Spend until".AsMemory(), ct);
        long pending = 0, points = 0;
        await foreach (var line in lines.WithCancellation(ct))
        {
            (pending, points) = (pending + line.Pending, points + line.Available);
            await text.WriteLineAsync(string.Join(',', Whole(line.Number), Local(line.At, zone, "yyyy-MM-dd HH:mm"), Cell(MoveWords.Title(line, club.Words)), Cell(line.Reason), Cell(line.OrderNumber), Whole(line.Pending), Whole(line.Available), Whole(line.AvailableAfter),
                Local(line.DueAt, zone, "yyyy-MM-dd"), line.ExpiresAt is { } ends ? Expiries.LastDay(ends, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "").AsMemory(), ct);
        }
        await text.WriteLineAsync($",,Sum,,,{Whole(pending)},{Whole(points)},,,".AsMemory(), ct);
    }

    /// <summary>Quoted; and with an apostrophe before what begins like a formula.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text = "'" + text;
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Local(DateTime? at, TimeZoneInfo zone, string format) => at is { } known ? TimeZoneInfo.ConvertTimeFromUtc(known, zone).ToString(format, CultureInfo.InvariantCulture) : "";
}
