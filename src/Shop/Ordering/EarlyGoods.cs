using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>A product that comes out later, and what of its quota is used.</summary>
internal sealed record ComingProduct(Guid Id, DateTime PublicFrom, int? Quota, int Sold);

/// <summary>What a customer may have at this moment of products that are not for everybody yet. Cart and order say the same by it; what counts are the doors of <see cref="EarlySales"/>.</summary>
public sealed class EarlyGoods(ShopDb db, CurrentShop shop, TimeProvider clock)
{
    /// <summary>By product. One question, and only when there is something coming and the customer has the right.</summary>
    /// <param name="cartId">What an unpaid order made of this cart holds is the customer's own.</param>
    internal async Task<IReadOnlyDictionary<Guid, EarlyStanding>> Of(IReadOnlyCollection<ComingProduct> products, EarlyRight right, Guid? customerId, Guid? cartId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var standings = new Dictionary<Guid, EarlyStanding>();
        var open = products.Where(p => customerId is not null && right.Hours > 0 && right.OpensAt(p.PublicFrom) <= now).Select(p => p.Id).ToList();
        var orders = db.Orders.Where(o => o.CartId == cartId && o.State == OrderState.Placed).Select(o => o.Id);
        var taken = open.Count == 0 ? [] : await db.EarlySales.AsNoTracking().Where(s => open.Contains(s.ProductId) && s.CustomerId == customerId && s.GivenBackAt == null)
            .Select(s => new { s.ProductId, s.Quantity, IsThis = orders.Contains(s.HeldFor) }).ToListAsync(ct);
        foreach (var product in products)
        {
            var own = taken.Where(t => t.ProductId == product.Id).ToList();
            var held = own.Where(t => t.IsThis).Sum(t => t.Quantity);
            int? ofAll = product.Quota is { } quota ? Math.Max(0, quota - product.Sold + held) : null, ofMine = right.Each is { } each ? Math.Max(0, each - (own.Sum(t => t.Quantity) - held)) : null;
            standings[product.Id] = new EarlyStanding(product.PublicFrom, right.Hours > 0 ? right.OpensAt(product.PublicFrom) : null, open.Contains(product.Id), ofAll, ofMine, right, shop.Zone);
        }
        return standings;
    }
}

/// <summary>How a customer stands to a product that is not for everybody yet.</summary>
/// <param name="OpensAt">When they may buy it; null: with everybody.</param>
/// <param name="LeftOfAll">What is left of the quota of all members; null: no limit.</param>
/// <param name="LeftOfMine">What is left of the customer's own; null: no limit.</param>
public sealed record EarlyStanding(DateTime PublicFrom, DateTime? OpensAt, bool IsOpen, int? LeftOfAll, int? LeftOfMine, EarlyRight Right, TimeZoneInfo Zone)
{
    /// <summary>How many they may have before everybody; null: as many as are in stock.</summary>
    public int? Left => !IsOpen ? 0 : LeftOfAll is { } all && LeftOfMine is { } mine ? Math.Min(all, mine) : LeftOfAll ?? LeftOfMine;

    /// <summary>Why not one more, as the end of a sentence that begins with the product's name.</summary>
    public string Reason => this switch
    {
        { IsOpen: false, OpensAt: { } mine } => $"can be bought from {Say(PublicFrom)}, by you as {Right.From} from {Say(mine)}.",
        { IsOpen: false } => $"can be bought from {Say(PublicFrom)}.",
        { LeftOfAll: not null } when LeftOfAll <= (LeftOfMine ?? int.MaxValue) => LeftOfAll == 0 ? $"has no pieces left for members. Everybody can buy it from {Say(PublicFrom)}." : $"has only {LeftOfAll} {Pieces(LeftOfAll.Value)} left for members. There are more for everybody from {Say(PublicFrom)}.",
        _ => $"is limited to {Right.Each} {Pieces(Right.Each ?? 0)} for each member until everybody can buy it, from {Say(PublicFrom)}.",
    };

    private string Say(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    private static string Pieces(int count) => count == 1 ? "piece" : "pieces";
}
