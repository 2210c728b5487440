using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>
/// The only doors of stock. Every change is a conditional update whose affected rows are counted, inside the caller's transaction:
/// never more is promised or sold than is there, and being told twice changes nothing.
/// </summary>
public sealed class StockRoom(ShopDb db)
{
    /// <summary>Promises articles to an order until the deadline (UTC). All of them, or the first article that is short is named and the caller rolls back.</summary>
    public async Task<StockAnswer> Reserve(Guid heldFor, IReadOnlyDictionary<Guid, int> quantities, DateTime deadline, CancellationToken ct)
    {
        RequireTransaction();
        foreach (var (variantId, quantity) in quantities.OrderBy(q => q.Key)) // one order of locks for all: no deadlocks
        {
            if (quantity <= 0) throw new RuleBroken("A quantity is at least one.");
            if (await db.StockReservations.AnyAsync(r => r.HeldFor == heldFor && r.VariantId == variantId, ct)) continue;
            var rows = await db.StockLevels.Where(l => l.VariantId == variantId && l.OnHand - l.Reserved >= quantity)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Reserved, x => x.Reserved + quantity), ct);
            if (rows == 0)
            {
                var left = await db.StockLevels.Where(l => l.VariantId == variantId).Select(l => l.OnHand - l.Reserved).FirstOrDefaultAsync(ct);
                return new StockAnswer(false, variantId, Math.Max(0, left));
            }
            db.Add(new StockReservation { HeldFor = heldFor, VariantId = variantId, Quantity = quantity, Deadline = deadline });
        }
        await db.SaveChangesAsync(ct);
        await Announce(quantities.ToDictionary(q => q.Key, q => -q.Value), ct);
        return StockAnswer.Enough;
    }

    /// <summary>Turns the open reservations of an order into sales. Returns false when one of them was no longer open: the caller must reserve anew or refund.</summary>
    public async Task<bool> Take(Guid heldFor, DateTime now, CancellationToken ct)
    {
        RequireTransaction();
        var held = await db.StockReservations.AsNoTracking().Where(r => r.HeldFor == heldFor).OrderBy(r => r.VariantId).ToListAsync(ct);
        if (held.Any(r => r.State == ReservationState.Released)) return false;
        foreach (var reservation in held.Where(r => r.State == ReservationState.Open))
        {
            var mine = await db.StockReservations.Where(r => r.Id == reservation.Id && r.State == ReservationState.Open)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, ReservationState.Taken), ct);
            if (mine == 0) return false;
            await db.StockLevels.Where(l => l.VariantId == reservation.VariantId).ExecuteUpdateAsync(l => l
                .SetProperty(x => x.OnHand, x => x.OnHand - reservation.Quantity).SetProperty(x => x.Reserved, x => x.Reserved - reservation.Quantity), ct);
            db.Add(Movement(reservation.VariantId, StockMovementKind.Sale, -reservation.Quantity, heldFor, null, now));
        }
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>For an order paid after its reservation was given back: sells the same articles if all of them are still there. All or nothing.</summary>
    public async Task<bool> TakeFromShelf(Guid heldFor, DateTime now, CancellationToken ct)
    {
        RequireTransaction();
        var wanted = await db.StockReservations.AsNoTracking().Where(r => r.HeldFor == heldFor && r.State == ReservationState.Released).OrderBy(r => r.VariantId).ToListAsync(ct);
        var sold = new List<StockReservation>();
        foreach (var reservation in wanted)
        {
            var rows = await db.StockLevels.Where(l => l.VariantId == reservation.VariantId && l.OnHand - l.Reserved >= reservation.Quantity)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.OnHand, x => x.OnHand - reservation.Quantity), ct);
            if (rows == 0)
            {
                foreach (var taken in sold)
                    await db.StockLevels.Where(l => l.VariantId == taken.VariantId).ExecuteUpdateAsync(l => l.SetProperty(x => x.OnHand, x => x.OnHand + taken.Quantity), ct);
                return false;
            }
            sold.Add(reservation);
        }
        foreach (var reservation in sold)
        {
            await db.StockReservations.Where(r => r.Id == reservation.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, ReservationState.Taken), ct);
            db.Add(Movement(reservation.VariantId, StockMovementKind.Sale, -reservation.Quantity, heldFor, null, now));
        }
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Keeps what is promised to an order for longer: its payment is still under way.</summary>
    public async Task Extend(Guid heldFor, DateTime deadline, CancellationToken ct)
    {
        RequireTransaction();
        await db.StockReservations.Where(r => r.HeldFor == heldFor && r.State == ReservationState.Open).ExecuteUpdateAsync(r => r.SetProperty(x => x.Deadline, deadline), ct);
    }

    /// <summary>Gives the open reservations of an order back to the shelf.</summary>
    public async Task Release(Guid heldFor, CancellationToken ct)
    {
        RequireTransaction();
        var open = await db.StockReservations.AsNoTracking().Where(r => r.HeldFor == heldFor && r.State == ReservationState.Open).OrderBy(r => r.VariantId).ToListAsync(ct);
        foreach (var reservation in open)
        {
            var mine = await db.StockReservations.Where(r => r.Id == reservation.Id && r.State == ReservationState.Open)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, ReservationState.Released), ct);
            if (mine == 0) continue; // somebody else was quicker; he gave it back
            await db.StockLevels.Where(l => l.VariantId == reservation.VariantId)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Reserved, x => x.Reserved - reservation.Quantity), ct);
        }
        await Announce(open.ToDictionary(r => r.VariantId, r => r.Quantity), ct);
    }

    /// <summary>Changes what is on hand: a receipt, a return, a write-off or a correction; never below what is promised.</summary>
    /// <exception cref="RuleBroken">There is not that much to take away.</exception>
    public async Task Move(Guid variantId, StockMovementKind kind, int quantity, Guid? sourceId, string? reason, DateTime now, CancellationToken ct, string? by = null)
    {
        RequireTransaction();
        var rows = await db.StockLevels.Where(l => l.VariantId == variantId && l.OnHand + quantity >= l.Reserved)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.OnHand, x => x.OnHand + quantity), ct);
        if (rows == 0) throw new RuleBroken("There is not that much in stock that is not promised to somebody.");
        db.Add(Movement(variantId, kind, quantity, sourceId, reason, now, by));
        await db.SaveChangesAsync(ct);
        await Announce(new Dictionary<Guid, int> { [variantId] = quantity }, ct);
    }

    /// <summary>Starts the count of a new article. Saved with the article.</summary>
    public void Open(Guid variantId, int onHand, DateTime now)
    {
        db.Add(new StockLevel { VariantId = variantId, OnHand = onHand });
        if (onHand != 0) db.Add(Movement(variantId, StockMovementKind.Initial, onHand, null, null, now));
    }

    private static StockMovement Movement(Guid variantId, StockMovementKind kind, int quantity, Guid? sourceId, string? reason, DateTime now, string? by = null) =>
        new() { VariantId = variantId, Kind = kind, Quantity = quantity, SourceId = sourceId, Reason = reason, By = by, At = now };

    // Listing pages and the search index show whether a thing can be bought; they hear of it when that turned.
    private async Task Announce(Dictionary<Guid, int> changes, CancellationToken ct)
    {
        var ids = changes.Keys.ToList();
        var levels = await db.Variants.Where(v => ids.Contains(v.Id))
            .Join(db.StockLevels, v => v.Id, l => l.VariantId, (v, l) => new { v.ProductId, l.VariantId, Left = l.OnHand - l.Reserved }).ToListAsync(ct);
        foreach (var level in levels.Where(l => l.Left > 0 != l.Left - changes[l.VariantId] > 0))
            db.SavedEvents.Add(SavedEvent.From(new StockTurned(level.ProductId, level.VariantId, level.Left > 0)));
        await db.SaveChangesAsync(ct);
    }

    private void RequireTransaction()
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Stock changes with the order it is for: begin a transaction first.");
    }
}

/// <summary>Whether there was enough; if not, of which article and how many are left.</summary>
public sealed record StockAnswer(bool IsEnough, Guid? ShortOf, int Left)
{
    public static readonly StockAnswer Enough = new(true, null, 0);
}
