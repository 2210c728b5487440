using Shop.Catalog;
using Shop.Data;
using Shop.Wishes;

namespace Shop.Demo;

/// <summary>What the demo's two customers wish for, one of their lists shared with others, and what one of them waits for.</summary>
internal static class DemoWishes
{
    public static async Task Write(BulkWriter bulk, IReadOnlyList<DemoProduct> products, Guid customerId, string email, Guid goldCustomerId, DateTime morning, CancellationToken ct)
    {
        var goods = products.ToDictionary(p => p.Item.Slug, p => p.Product);
        var own = Wishlist.OfCustomer(customerId, Wishlist.FirstName, morning.AddDays(-40));
        Put(own, goods, morning, ("skerry-teapot", null), ("gooseneck-kettle", null), ("fleck-blanket", "For the cabin, if it comes in smoke again"), ("slow-morning-tea", null));
        var birthday = Wishlist.OfCustomer(customerId, "Mother's birthday", morning.AddDays(-12));
        Put(birthday, goods, morning, ("chanterelle-lamp", "She liked the one at Nina's"), ("still-pour-over", null), ("keeping-tin", null));
        birthday.Share("Gifts for a tea drinker");
        var gold = Wishlist.OfCustomer(goldCustomerId, "The new kitchen", morning.AddDays(-30));
        Put(gold, goods, morning, ("hammered-kettle", null), ("drizzle-plate", "Eight of them"), ("tideline-platter", null), ("skerry-serving-bowl", null), ("harbour-press", null));
        await bulk.AddRange([own, birthday, gold], ct);

        if (!goods.TryGetValue("hammered-kettle", out var kettle)) return;
        var notice = StockNotice.Ask(kettle.Id, kettle.Variants[0].Id, email, morning.AddDays(-6));
        notice.Confirm(customerId, morning.AddDays(-6));
        await bulk.Add(notice, ct);
    }

    private static void Put(Wishlist list, Dictionary<string, Product> goods, DateTime morning, params (string Slug, string? Note)[] wishes)
    {
        var at = list.CreatedAt;
        foreach (var (slug, note) in wishes)
        {
            if (!goods.TryGetValue(slug, out var product)) continue; // another range was put into the file
            list.Add(product.Id, product.Variants.Count == 1 || note is not null ? product.Variants[^1].Id : null, product.Name, product.Variants[0].Price, at);
            if (note is not null) list.Write(list.Items[^1].Id, note, at);
            at = at.AddDays(2) is var next && next < morning ? next : at;
        }
    }
}
