using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Mail;

namespace Shop.Wishes;

/// <summary>Notes that somebody wants to hear when an article is back. Who is signed in is known to read their mail; anybody else says yes by a link, so that nobody can have others written to.</summary>
public sealed class AskForStockNotice(ShopDb db, MailWriter mails, ShopAddress address, TimeProvider clock)
{
    public abstract record Outcome;

    /// <summary>They will hear of it.</summary>
    public sealed record Noted : Outcome;

    /// <summary>A mail asks whether it was them. The same answer for every address, whatever is known about it.</summary>
    public sealed record MailIsOnItsWay : Outcome;
    public sealed record Refused(string Reason) : Outcome;

    /// <param name="customerId">Who is signed in, with this very address; null for anybody else.</param>
    public Task<Outcome> Run(Guid variantId, string email, Guid? customerId, CancellationToken ct) => db.Retrying<Outcome>(async () =>
    {
        if (!EmailAddress.IsValid(email)) return new Refused("Enter an e-mail address like name@example.com.");
        var (now, mailbox) = (clock.GetUtcNow().UtcDateTime, EmailAddress.Normalise(email));
        var article = await db.Variants.AsNoTracking().Where(v => v.Id == variantId)
            .Join(db.Products.Where(p => p.Status == ProductStatus.Active && p.PublishedAt != null), v => v.ProductId, p => p.Id, (v, p) => new { Variant = v, p.Id, p.Name, p.Slug }).SingleOrDefaultAsync(ct);
        if (article is null) return new Refused("We do not have this any more.");
        if (await db.StockLevels.AnyAsync(l => l.VariantId == variantId && l.OnHand - l.Reserved > 0, ct)) return new Refused("It is there again: you can buy it now.");

        var notices = db.StockNotices;
        var notice = await notices.SingleOrDefaultAsync(n => n.VariantId == variantId && n.Email == mailbox, ct);
        if (notice is null)
        {
            if (await notices.CountAsync(n => n.Email == mailbox, ct) >= StockNotice.MostOfMailbox)
                return customerId is null ? new MailIsOnItsWay() : new Refused($"You wait for {StockNotice.MostOfMailbox} things, which is the most there may be. Take one off your list first.");
            db.Add(notice = StockNotice.Ask(article.Id, variantId, mailbox, now));
        }
        if (customerId is not null) notice.Confirm(customerId, now);
        else
        {
            var dayAgo = now.AddDays(-1);
            var lately = await notices.CountAsync(n => n.Email == mailbox && n.AskedAt > dayAgo && n.Id != notice.Id, ct);
            if (lately >= StockNotice.MostMailsPerDay) return new MailIsOnItsWay(); // this mailbox has had enough for a day
            notice.AskAgain(now);
            await mails.Write("confirm-stock-notice", mailbox, new MailValues
            {
                { "product", article.Name }, { "options", article.Variant.Name }, { "productUrl", address.Of(Path(article.Slug, article.Variant.Sku)) }, { "link", address.Of($"stock-notices/{notice.Token}") },
            }, $"confirm-stock-notice:{notice.Id:N}:{now:yyyyMMdd}", now, ct);
        }
        await db.SaveChangesAsync(ct);
        return customerId is null ? new MailIsOnItsWay() : new Noted();
    }, ct);

    internal static string Path(string slug, string sku) => $"p/{slug}?variant={Uri.EscapeDataString(sku)}";
}
