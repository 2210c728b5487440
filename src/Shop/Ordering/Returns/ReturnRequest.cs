using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Where goods that somebody wants to send back stand.</summary>
public enum ReturnState { Requested, Approved, Refused, Finished, CalledOff }

/// <summary>Why something is sent back.</summary>
public enum ReturnReason { ChangedMind, NotAsExpected, Damaged, Faulty, WrongArticle, TooLate, Other }

/// <summary>In which state a piece came back. Only what is as new is sold again.</summary>
public enum ReturnGrade { AsNew, Used, Damaged }

/// <summary>The way of goods back to the shop: asked for, decided line by line, received, and then paid back. What came back in the end is a <see cref="Return"/>.</summary>
public sealed class ReturnRequest : Entity
{
    public const int TextMaxLength = 500;

    private readonly List<ReturnRequestLine> _lines = [];

    private ReturnRequest() { }

    public string Number { get; private init; } = "";
    public Guid OrderId { get; private init; }
    public Guid? CustomerId { get; private init; }

    /// <summary>What the customer wrote.</summary>
    public string? Comment { get; private init; }
    public ReturnState State { get; private set; }
    public DateTime RequestedAt { get; private init; }

    /// <summary>When staff answered, and what they wrote.</summary>
    public DateTime? AnsweredAt { get; private set; }
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }

    /// <summary>When the goods were looked at here, or it was called off.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>What came of it.</summary>
    public Guid? ReturnId { get; private set; }
    public IReadOnlyList<ReturnRequestLine> Lines => _lines;

    public bool IsOpen => State is ReturnState.Requested or ReturnState.Approved;

    /// <param name="mayStillSend">How many pieces of each line may be sent back now.</param>
    /// <exception cref="RuleBroken">Nothing was chosen, or more than may be sent back.</exception>
    public static ReturnRequest Ask(string number, Order order, IReadOnlyList<AskedPiece> pieces, IReadOnlyDictionary<Guid, int> mayStillSend, string? comment, DateTime now)
    {
        if (pieces.Count == 0) throw new RuleBroken("Choose what you want to send back.");
        var request = new ReturnRequest { Number = number, OrderId = order.Id, CustomerId = order.CustomerId, Comment = comment, RequestedAt = now };
        foreach (var piece in pieces)
        {
            var line = order.Lines.Single(l => l.Id == piece.OrderLineId);
            var most = mayStillSend.GetValueOrDefault(line.Id);
            if (piece.Quantity < 1 || piece.Quantity > most) throw new RuleBroken(most == 0 ? $"{line.Name} can no longer be sent back." : $"Of {line.Name} at most {most} can be sent back.");
            if (request._lines.Exists(l => l.OrderLineId == line.Id)) throw new RuleBroken($"{line.Name} is there twice.");
            request._lines.Add(ReturnRequestLine.Of(line, piece));
        }
        request.Raise(new ReturnRequested(request.Id));
        return request;
    }

    /// <summary>Staff answer: each line may come, or may not, with the reason.</summary>
    /// <param name="refused">The lines that may not, with a sentence for the customer.</param>
    public void Decide(IReadOnlyDictionary<Guid, string> refused, string? answer, DateTime now, Actor by)
    {
        if (State != ReturnState.Requested) throw new RuleBroken($"Return {Number} was answered already.");
        foreach (var line in _lines) line.RefusedBecause = refused.GetValueOrDefault(line.Id);
        State = _lines.TrueForAll(l => l.RefusedBecause is not null) ? ReturnState.Refused : ReturnState.Approved;
        (AnsweredAt, Answer, AnsweredBy) = (now, answer, by.Name);
        if (State == ReturnState.Refused) EndedAt = now;
        Raise(new ReturnAnswered(Id));
    }

    /// <summary>The customer keeps the goods after all. False when it was called off before.</summary>
    public bool CallOff(DateTime now)
    {
        if (State == ReturnState.CalledOff) return false; // told twice
        if (!IsOpen) throw new RuleBroken($"Return {Number} is finished.");
        (State, EndedAt) = (ReturnState.CalledOff, now);
        return true;
    }

    /// <summary>The parcel was opened: how many of each line were in it, and how they are. None of any is a parcel that never came.</summary>
    /// <returns>How many pieces of each line of the order came back.</returns>
    public IReadOnlyDictionary<Guid, int> Receive(IReadOnlyDictionary<Guid, ReceivedPieces> received, Guid returnId, DateTime now)
    {
        if (State != ReturnState.Approved) throw new RuleBroken(State == ReturnState.Finished ? $"Return {Number} was received already." : $"Return {Number} has to be approved first.");
        foreach (var line in _lines.Where(l => l.RefusedBecause is null))
        {
            var came = received.GetValueOrDefault(line.Id) ?? new ReceivedPieces(0, ReturnGrade.AsNew, false);
            if (came.Quantity < 0 || came.Quantity > line.Quantity) throw new RuleBroken($"Of {line.Name} {line.Quantity} were to come.");
            line.Received(came);
        }
        var back = _lines.Where(l => l.Came > 0).ToDictionary(l => l.OrderLineId, l => l.Came!.Value);
        if (back.Count == 0) throw new RuleBroken("Say what was in the parcel. If nothing came, call the return off.");
        (State, EndedAt, ReturnId) = (ReturnState.Finished, now, returnId);
        return back;
    }
}

/// <summary>One line of an order on its way back.</summary>
public sealed class ReturnRequestLine
{
    private ReturnRequestLine() { }

    public Guid Id { get; private init; } = NewId.Next();
    public Guid OrderLineId { get; private init; }
    public Guid? VariantId { get; private init; }
    public string Name { get; private init; } = "";
    public string? VariantName { get; private init; }
    public int Quantity { get; private init; }
    public ReturnReason Reason { get; private init; }

    /// <summary>Why it may not come back, as a sentence; null when it may, or nobody has answered yet.</summary>
    public string? RefusedBecause { get; internal set; }

    /// <summary>How many were in the parcel; null before it was opened.</summary>
    public int? Came { get; private set; }
    public ReturnGrade? Grade { get; private set; }

    /// <summary>Whether they went to the shelf again.</summary>
    public bool Restocked { get; private set; }

    internal static ReturnRequestLine Of(OrderLine line, AskedPiece asked) =>
        new() { OrderLineId = line.Id, VariantId = line.VariantId, Name = line.Name, VariantName = line.VariantName, Quantity = asked.Quantity, Reason = asked.Reason };

    internal void Received(ReceivedPieces pieces) => (Came, Grade, Restocked) = (pieces.Quantity, pieces.Quantity > 0 ? pieces.Grade : null, pieces is { Quantity: > 0, Restock: true });
}

/// <summary>So many of a line are to be sent back, and why.</summary>
public sealed record AskedPiece(Guid OrderLineId, int Quantity, ReturnReason Reason);

/// <summary>So many of a line were in the parcel, how they are, and whether they go back to the shelf.</summary>
public sealed record ReceivedPieces(int Quantity, ReturnGrade Grade, bool Restock);
