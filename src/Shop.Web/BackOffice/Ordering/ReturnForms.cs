using System.Globalization;
using Shop.Ordering;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>What staff answer: which lines may not come and why, and a few words.</summary>
public sealed class AnswerForm
{
    public List<AnswerLine> Lines { get; set; } = [];
    public string? Text { get; set; }

    public AnswerForm For(ReturnDetails request) => new() { Text = Text, Lines = [.. request.Lines.Select(l => Lines.Find(a => a?.Line == l.Id) ?? new AnswerLine { Line = l.Id })] };

    public IReadOnlyDictionary<Guid, string> Refused() => Lines.Where(l => !string.IsNullOrWhiteSpace(l.Because)).DistinctBy(l => l.Line).ToDictionary(l => l.Line, l => l.Because!.Trim());

    public IEnumerable<(string Field, string Text)> Complaints()
    {
        for (var i = 0; i < Lines.Count; i++)
            if (Lines[i].Because?.Trim().Length > ReturnRequest.TextMaxLength) yield return ($"Lines[{i}].Because", $"Use at most {ReturnRequest.TextMaxLength} characters");
        if (Text?.Trim().Length > ReturnRequest.TextMaxLength) yield return (nameof(Text), $"Use at most {ReturnRequest.TextMaxLength} characters");
    }
}

/// <summary>Why one line may not come; empty when it may.</summary>
public sealed class AnswerLine
{
    public Guid Line { get; set; }
    public string? Because { get; set; }
}

/// <summary>What was in the parcel.</summary>
public sealed class ParcelForm
{
    public List<ParcelLine> Lines { get; set; } = [];

    /// <summary>As it was written down, or all of it as new.</summary>
    public ParcelForm For(ReturnDetails request) => new()
    {
        Lines = [.. request.Lines.Where(l => l.RefusedBecause is null).Select(l => Lines.Find(p => p?.Line == l.Id) ?? Unseen(l))],
    };

    // Nothing was written down for it: all of it is there until somebody says otherwise, unless other lines were.
    private ParcelLine Unseen(ReturnedPieces line) => new() { Line = line.Id, Quantity = Lines.Count > 0 ? null : line.Quantity.ToString(CultureInfo.InvariantCulture), Restock = Lines.Count == 0 };

    public IReadOnlyDictionary<Guid, ReceivedPieces> Received() => Lines.DistinctBy(l => l.Line).ToDictionary(l => l.Line, l => new ReceivedPieces(l.Count ?? 0, l.Grade, l.Restock && l.Grade == ReturnGrade.AsNew));

    public IEnumerable<(string Field, string Text)> Complaints(ReturnDetails request)
    {
        var expected = request.Lines.Where(l => l.RefusedBecause is null).ToList();
        for (var i = 0; i < expected.Count; i++)
        {
            var line = Lines.Find(l => l.Line == expected[i].Id);
            if (line?.Count is not { } count) yield return ($"Lines[{i}].Quantity", "Enter how many were in the parcel");
            else if (count > expected[i].Quantity) yield return ($"Lines[{i}].Quantity", $"{expected[i].Quantity} were to come");
            else if (line is { Restock: true, Grade: not ReturnGrade.AsNew } && count > 0) yield return ($"Lines[{i}].Grade", "Only what is as new is sold again");
        }
        if (expected.TrueForAll(e => Lines.Find(l => l.Line == e.Id)?.Count is 0)) yield return ("Lines[0].Quantity", "If nothing came, call the return off");
    }
}

/// <summary>How many of one line came, how they are, and whether they are sold again.</summary>
public sealed class ParcelLine
{
    public Guid Line { get; set; }
    public string? Quantity { get; set; }
    public ReturnGrade Grade { get; set; }
    public bool Restock { get; set; }

    public int? Count => int.TryParse((Quantity ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
