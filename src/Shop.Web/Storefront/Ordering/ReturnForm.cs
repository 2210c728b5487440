using System.Globalization;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What somebody wants to send back, as they chose it.</summary>
public sealed class ReturnForm
{
    public List<ReturnPieceForm> Pieces { get; set; } = [];
    public string? Comment { get; set; }

    /// <summary>The same for the lines the order has, whatever was sent.</summary>
    public ReturnForm For(IReadOnlyList<ReturnableLine> lines) => new()
    {
        Comment = Comment, Pieces = [.. lines.Select(l => Pieces.Find(p => p?.Line == l.Line.Id) ?? new ReturnPieceForm { Line = l.Line.Id })],
    };

    // Where the first choice can be made.
    private static int First(IReadOnlyList<ReturnableLine> lines) => Math.Max(0, lines.ToList().FindIndex(l => l.Quantity > 0));

    /// <summary>What is wrong, field by field.</summary>
    public IEnumerable<(string Field, string Text)> Complaints(IReadOnlyList<ReturnableLine> lines)
    {
        for (var i = 0; i < Pieces.Count; i++)
        {
            var (piece, line) = (Pieces[i], lines[i]);
            if (piece.Count is not { } count) yield return ($"Pieces[{i}].Quantity", "Choose how many, or none");
            else if (count > line.Quantity) yield return ($"Pieces[{i}].Quantity", line.Quantity == 0 ? ReturnWords.Of(line.Bar) : $"At most {line.Quantity} can be sent back");
            else if (count > 0 && piece.Reason is null) yield return ($"Pieces[{i}].Reason", "Choose why");
        }
        if (Pieces.TrueForAll(p => p.Count is 0)) yield return ($"Pieces[{First(lines)}].Quantity", "Choose what you want to send back");
        if (Comment?.Trim().Length > ReturnRequest.TextMaxLength) yield return (nameof(Comment), $"Use at most {ReturnRequest.TextMaxLength} characters");
    }
}

/// <summary>How many of one line, and why.</summary>
public sealed class ReturnPieceForm
{
    public Guid Line { get; set; }
    public string? Quantity { get; set; }
    public ReturnReason? Reason { get; set; }

    /// <summary>Null for what is no number.</summary>
    public int? Count => string.IsNullOrWhiteSpace(Quantity) ? 0 : int.TryParse(Quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}

/// <summary>The page on which somebody chooses what to send back.</summary>
/// <param name="Earlier">The order's returns so far.</param>
public sealed record ReturnPage(OrderDetails Order, string Home, IReadOnlyList<ReturnableLine> Lines, ReturnForm Form, IReadOnlyList<ReturnDetails> Earlier, DateTime Now)
{
    public bool CanSend => Lines.Any(l => l.Quantity > 0);

    public ReturnPreview? Preview { get; init; }
}

/// <summary>A return, and the address of its order.</summary>
public sealed record ReturnShownPage(ShownReturn Return, string Home);
