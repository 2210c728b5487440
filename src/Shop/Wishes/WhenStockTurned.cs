using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Mail;

namespace Shop.Wishes;

/// <summary>An article that is back is told once to each who waits for it; one that is gone makes its next return news again. It looks at the shelf of this moment, so news that come twice or in the wrong order do no harm.</summary>
internal sealed class WhenStockTurned(ShopDb db, MailWriter mails, ShopAddress address, CurrentShop shop, TimeProvider clock) : IWhen<StockTurned>
{
    private const int AtOnce = 300;

    public async Task Handle(StockTurned happened, CancellationToken ct)
    {
        var (id, now) = (happened.VariantId, clock.GetUtcNow().UtcDateTime);
        if (!await db.StockLevels.AnyAsync(l => l.VariantId == id && l.OnHand - l.Reserved > 0, ct))
        {
            await db.StockNotices.Where(n => n.VariantId == id && !n.IsWaiting).ExecuteUpdateAsync(n => n.SetProperty(x => x.IsWaiting, true).SetProperty(x => x.Version, x => x.Version + 1), ct);
            return;
        }
        var article = await db.Variants.AsNoTracking().Where(v => v.Id == id)
            .Join(db.Products.Where(p => p.Status == ProductStatus.Active && p.PublishedAt != null && (p.PublicFrom == null || p.PublicFrom <= now)), v => v.ProductId, p => p.Id, (v, p) => new { Variant = v, p.Name, p.Slug }).SingleOrDefaultAsync(ct);
        if (article is null) return; // put away meanwhile, or not out yet

        var customers = db.Customers;
        var waiting = await db.StockNotices.AsNoTracking().Where(n => n.VariantId == id && n.IsWaiting && n.ConfirmedAt != null && n.ExpiresAt > now).OrderBy(n => n.Id).Take(AtOnce)
            .Select(n => new { n.Id, n.Version, n.Token, n.ExpiresAt, To = customers.Where(c => c.Id == n.CustomerId).Select(c => c.Email).FirstOrDefault() ?? n.Email }).ToListAsync(ct);
        foreach (var notice in waiting)
        {
            var mine = await db.StockNotices.Where(n => n.Id == notice.Id && n.IsWaiting)
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.IsWaiting, false).SetProperty(x => x.ToldAt, now).SetProperty(x => x.Version, x => x.Version + 1), ct);
            if (mine == 0) continue; // told already
            await mails.Write("back-in-stock", notice.To, new MailValues
            {
                { "product", article.Name }, { "options", article.Variant.Name }, { "price", shop.Currency.Format(article.Variant.Price) },
                { "productUrl", address.Of(AskForStockNotice.Path(article.Slug, article.Variant.Sku)) }, { "stopUrl", address.Of($"stock-notices/{notice.Token}") },
                { "until", Period.LocalDay(notice.ExpiresAt, shop.Zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture) },
            }, $"back-in-stock:{notice.Id:N}:{notice.Version}", now, ct, unsubscribe: address.Of($"stock-notices/{notice.Token}/stop"));
        }
        if (waiting.Count == AtOnce) db.SavedEvents.Add(SavedEvent.From(happened)); // the others in the next round, so that no transaction grows long
        await db.SaveChangesAsync(ct);
    }
}
