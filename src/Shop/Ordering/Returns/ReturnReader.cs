using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Reads returns for those who may see them: with their order for its customer, all of them for staff.</summary>
public sealed class ReturnReader(ShopDb db, IOptions<OrderingOptions> options, TimeProvider clock)
{
    /// <summary>What of an order may be sent back now.</summary>
    public async Task<IReadOnlyList<ReturnableLine>> Rights(Guid orderId, CancellationToken ct) => ReturnRights.Of(
        await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct), await db.ReturnRequests.AsNoTracking().Where(r => r.OrderId == orderId).ToListAsync(ct), options.Value.ReturnDays, clock.GetUtcNow().UtcDateTime);

    /// <summary>The returns of an order, the newest first.</summary>
    public async Task<IReadOnlyList<ReturnDetails>> Of(Guid orderId, CancellationToken ct) =>
        [.. (await db.ReturnRequests.AsNoTracking().Where(r => r.OrderId == orderId).OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.Id).ToListAsync(ct)).Select(ReturnDetails.Of)];

    /// <summary>One of an order's returns with what came of it; somebody else's is not there.</summary>
    public async Task<ShownReturn?> Find(Guid orderId, string number, CancellationToken ct) =>
        await Show(await db.ReturnRequests.AsNoTracking().SingleOrDefaultAsync(r => r.OrderId == orderId && r.Number == number, ct), ct);

    /// <summary>For staff.</summary>
    public async Task<ShownReturn?> ByNumber(string number, CancellationToken ct) => await Show(await db.ReturnRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct), ct);

    /// <summary>For letters about it.</summary>
    public async Task<ShownReturn?> ById(Guid id, CancellationToken ct) => await Show(await db.ReturnRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct), ct);

    public async Task<ShownReturn?> ByReturn(Guid returnId, CancellationToken ct) => await Show(await db.ReturnRequests.AsNoTracking().SingleOrDefaultAsync(r => r.ReturnId == returnId, ct), ct);

    /// <summary>How many wait for an answer, and how many for money that could not be given back by itself.</summary>
    public async Task<(int ToAnswer, int Owed)> Waiting(DateTime owedSince, CancellationToken ct) =>
        (await db.ReturnRequests.CountAsync(r => r.State == ReturnState.Requested, ct), await db.Returns.CountAsync(r => r.PaidBackAt == null && r.Card > Money.Zero && r.At < owedSince, ct));

    private async Task<ShownReturn?> Show(ReturnRequest? request, CancellationToken ct)
    {
        if (request is null) return null;
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == request.OrderId, ct);
        return new ShownReturn(ReturnDetails.Of(request), OrderDetails.Of(order), request.ReturnId is { } id ? PaidBack.Of(await db.Returns.AsNoTracking().SingleAsync(r => r.Id == id, ct), !await db.PaymentAttempts.AnyAsync(a => a.OrderId == request.OrderId && a.State == PaymentAttemptState.Succeeded && a.IntentId != null, ct)) : null);
    }
}

/// <summary>A return with its order, and what was given back once it has come.</summary>
public sealed record ShownReturn(ReturnDetails Request, OrderDetails Order, PaidBack? Made);

/// <summary>A return to read: what was asked, answered and found in the parcel.</summary>
public sealed record ReturnDetails(
    Guid Id, string Number, string? Comment, ReturnState State, DateTime RequestedAt, DateTime? AnsweredAt, string? Answer, string? AnsweredBy, DateTime? EndedAt, IReadOnlyList<ReturnedPieces> Lines)
{
    public bool IsOpen => State is ReturnState.Requested or ReturnState.Approved;

    internal static ReturnDetails Of(ReturnRequest r) => new(r.Id, r.Number, r.Comment, r.State, r.RequestedAt, r.AnsweredAt, r.Answer, r.AnsweredBy, r.EndedAt,
        [.. r.Lines.Select(l => new ReturnedPieces(l.Id, l.OrderLineId, l.Name, l.VariantName, l.Quantity, l.Reason, l.RefusedBecause, l.Came, l.Grade, l.Restocked))]);
}

/// <summary>One line of a return.</summary>
public sealed record ReturnedPieces(Guid Id, Guid OrderLineId, string Name, string? VariantName, int Quantity, ReturnReason Reason, string? RefusedBecause, int? Came, ReturnGrade? Grade, bool Restocked);

/// <summary>What was given back for a return.</summary>
/// <param name="IsOwed">The card does not have it yet.</param>
/// <param name="ByHand">The payment provider knows nothing of the order, so nobody gives it back by themselves.</param>
public sealed record PaidBack(Guid Id, IReadOnlyList<ReturnLine> Lines, Money Refund, Money? Delivery, Money? Card, Money InPoints, bool IsOwed, DateTime? PaidBackAt, bool ByHand)
{
    public Money Worth => Refund + (Delivery ?? Money.Zero);

    internal static PaidBack Of(Return r, bool byHand) => new(r.Id, r.Lines, r.Refund, r.Delivery, r.Card, r.InPoints, r.IsOwed, r.PaidBackAt, byHand);
}
