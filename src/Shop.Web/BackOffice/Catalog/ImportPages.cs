using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Shop.Imports.Goods;
using Shop.Kernel;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>The files of late.</summary>
public sealed record ImportsPage(IReadOnlyList<ImportsPage.Row> Rows)
{
    public sealed record Row(Guid Id, string FileName, string ByName, DateTime UploadedAt, GoodsRunState State, int Rows, int Cursor, int Created, int Updated, int Rejected);
}

/// <summary>What each column of a file holds, with some of its cells to tell by.</summary>
public sealed record ColumnsPage(Guid Id, string FileName, int Rows, IReadOnlyList<ColumnsPage.Column> Columns, GoodsTerms Terms, string? Profile, IReadOnlyList<KeyValuePair<Guid, string>> Profiles)
{
    public sealed record Column(int Number, string Header, GoodsField? Field, IReadOnlyList<string> Samples);

    public static ColumnsPage Of(GoodsRun run, GoodsMapping mapping, GoodsTerms terms, string? profile, IReadOnlyList<GoodsProfile> profiles, IReadOnlyList<GoodsRawRow> first) => new(run.Id, run.FileName, run.Rows,
        [.. run.Headers.Select((header, i) => new Column(i, header, mapping.FieldOf(i), [.. first.Select(r => i < r.Cells.Count ? Short(r.Cells[i]) : "").Where(s => s.Length > 0)]))], terms, profile, [.. profiles.Select(p => KeyValuePair.Create(p.Id, p.Name))]);

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}

/// <summary>What each column holds, as chosen.</summary>
public sealed class ColumnsForm
{
    /// <summary>By column, in their order; empty for one that is left out.</summary>
    public IReadOnlyList<string?>? Columns { get; set; }
    public bool AddNew { get; set; }
    public bool ChangeKnown { get; set; }
    public bool Publish { get; set; }
    public string? Profile { get; set; }

    /// <exception cref="RuleBroken">Two columns would hold the same.</exception>
    public GoodsMapping Read()
    {
        var chosen = Chosen().ToList();
        if (chosen.GroupBy(c => c.Field).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new RuleBroken($"“{GoodsFieldInfo.Of(twice.Key).Words}” is chosen for {twice.Count()} columns. Choose one of them.");
        return new GoodsMapping(chosen.ToDictionary(c => c.Field, c => c.Column));
    }

    /// <summary>What was chosen, right or wrong, to be shown again.</summary>
    public GoodsMapping Loosely() => new(Chosen().DistinctBy(c => c.Field).ToDictionary(c => c.Field, c => c.Column));

    private IEnumerable<(GoodsField Field, int Column)> Chosen() => (Columns ?? []).Select((name, i) => (Name: name, i)).Where(c => Enum.TryParse<GoodsField>(c.Name, out var field) && Enum.IsDefined(field)).Select(c => (Enum.Parse<GoodsField>(c.Name!), c.i));
}

/// <summary>How far a file is, what became of its rows, and some of them.</summary>
public sealed record ImportPage(Guid Id, string FileName, string ByName, GoodsRunState State, int Rows, int Cursor, IReadOnlyDictionary<GoodsFate, int> Counts, string? Error, DateTime? EndedAt, GoodsFate? Fate, IReadOnlyList<ImportPage.Line> Lines, ImportPage.Line? Last)
{
    public const int PageSize = 100;

    public sealed record Line(int Row, int Part, GoodsFate Fate, string Sku, string Name, string? Column, string? Found, string? Expected, string? Note);

    /// <summary>The file and what was told of its rows are not kept any more.</summary>
    public bool IsTidied { get; private init; }

    public bool IsWorking => State is GoodsRunState.Checking or GoodsRunState.Importing;
    public int Percent => Rows == 0 ? 100 : (int)(100L * Cursor / Rows);
    public bool MayImport => State == GoodsRunState.Checked && !IsTidied && Counts[GoodsFate.Create] + Counts[GoodsFate.Update] > 0;

    /// <summary>Whether it tells what would become of the rows, and not what did.</summary>
    public bool IsLook => State is GoodsRunState.Checking or GoodsRunState.Checked;

    public static ImportPage Of(GoodsRun run, GoodsFate? fate, IReadOnlyList<Line> lines) => new(run.Id, run.FileName, run.ByName, run.State, run.Rows, run.Cursor, new Dictionary<GoodsFate, int>
    {
        [GoodsFate.Create] = run.Created, [GoodsFate.Update] = run.Updated, [GoodsFate.Unchanged] = run.Unchanged, [GoodsFate.Skip] = run.Skipped, [GoodsFate.Error] = run.Rejected,
    }, run.Error, run.EndedAt, fate, [.. lines.Take(PageSize)], lines.Count > PageSize ? lines[PageSize - 1] : null)
    { IsTidied = run.TidiedAt is not null };
}

/// <summary>Imports in words.</summary>
internal static class ImportWords
{
    public static (string Text, string Badge) Of(GoodsRunState state) => state switch
    {
        GoodsRunState.Uploaded => ("Waits for its columns", "secondary"),
        GoodsRunState.Checking => ("Being looked through", "info"),
        GoodsRunState.Checked => ("Looked through", "info"),
        GoodsRunState.Importing => ("Being brought in", "info"),
        GoodsRunState.Done => ("Brought in", "success"),
        GoodsRunState.CalledOff => ("Called off", "secondary"),
        _ => ("Stopped", "danger"),
    };

    public static (string Text, string Badge) Of(GoodsFate fate, bool look) => fate switch
    {
        GoodsFate.Create => (look ? "Would be added" : "Added", "success"),
        GoodsFate.Update => (look ? "Would be changed" : "Changed", "info"),
        GoodsFate.Unchanged => ("Unchanged", "secondary"),
        GoodsFate.Skip => (look ? "Would be left out" : "Left out", "secondary"),
        _ => ("Has a mistake", "danger"),
    };
}

/// <summary>Rows that were not taken, as they stood in the file, with the reason behind them. No cell of it is a formula to a spreadsheet.</summary>
internal sealed class RejectedFile(string name, IReadOnlyList<string> headers, IEnumerable<(GoodsRawRow Row, string Why)> rows) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        var bare = new string([.. Path.GetFileNameWithoutExtension(name).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
        response.Headers.ContentDisposition = $"attachment; filename=\"{(bare.Length == 0 ? "file" : bare)}-rejected.csv\"";
        await using var writer = new StreamWriter(response.Body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(ListFile.CsvLine([.. headers, "Row", "Why it was not taken"]));
        foreach (var (row, why) in rows)
        {
            context.HttpContext.RequestAborted.ThrowIfCancellationRequested();
            // A row that is too short or too long stays readable: its cells stand where the first row says, what is beyond goes into the reason.
            var cells = headers.Select((_, i) => (object?)(i < row.Cells.Count ? row.Cells[i] : ""));
            await writer.WriteAsync(ListFile.CsvLine([.. cells, row.Row.ToString(CultureInfo.InvariantCulture), why]));
        }
    }
}
