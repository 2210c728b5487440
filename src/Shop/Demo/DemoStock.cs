using Shop.Catalog;

namespace Shop.Demo;

/// <summary>Works out from an article's sales how it was stocked: a first delivery and later ones, each before it ran out, and what was written off, so that today as much is left as the catalogue says.</summary>
internal static class DemoStock
{
    public static IEnumerable<StockMovement> Receipts(Guid variantId, int leftToday, DateTime openedAt, IReadOnlyList<StockMovement> movements)
    {
        var inOrder = movements.OrderBy(m => m.At).ToList();
        var (sum, lowest) = (0, 0);
        foreach (var movement in inOrder) lowest = Math.Min(lowest, sum += movement.Quantity);
        var needed = Math.Max(leftToday - sum, -lowest);
        var batch = Math.Max(24, (needed + 7) / 8);
        var onHand = Math.Min(needed, batch);
        var toCome = needed - onHand;
        if (onHand > 0) yield return Coming(StockMovementKind.Initial, onHand, openedAt);

        foreach (var movement in inOrder)
        {
            while (toCome > 0 && onHand + movement.Quantity < Math.Min(batch / 4, toCome))
            {
                var delivered = Math.Min(batch, toCome);
                yield return Coming(StockMovementKind.Receipt, delivered, movement.At.AddHours(-30) is var earlier && earlier > openedAt ? earlier : openedAt);
                (onHand, toCome) = (onHand + delivered, toCome - delivered);
            }
            onHand += movement.Quantity;
        }
        var last = inOrder.Count > 0 ? inOrder[^1].At : openedAt;
        if (toCome > 0) yield return Coming(StockMovementKind.Receipt, toCome, last);
        if (needed + sum > leftToday) yield return Coming(StockMovementKind.WriteOff, leftToday - needed - sum, last, "Came back damaged");

        StockMovement Coming(StockMovementKind kind, int quantity, DateTime at, string? reason = null) =>
            new() { VariantId = variantId, Kind = kind, Quantity = quantity, At = at, Reason = reason };
    }
}
