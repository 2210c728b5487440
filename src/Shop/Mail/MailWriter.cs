using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Mail;

/// <summary>Writes a mail into the database, to be saved with the change it tells of; sending comes later and cannot fail the change.</summary>
public sealed class MailWriter(ShopDb db, MailTemplates templates, CurrentShop shop, ShopAddress address)
{
    /// <summary>Adds the mail to what the next save writes. Each template may also name: shop, shopUrl, shopLegal and shopEmail.</summary>
    /// <param name="template">A file name of wwwroot-assets/mail without its ending.</param>
    /// <param name="unsubscribe">Where the reader ends letters of this kind with one click (RFC 8058); null for letters nobody can end, such as those about an order.</param>
    /// <param name="key">The news it tells, for example “order-confirmed:{id}”: the same news is one mail, so being told twice writes nothing.</param>
    public async Task Write(string template, string to, MailValues values, string key, DateTime now, CancellationToken ct, string? unsubscribe = null)
    {
        var mails = db.OutgoingMails;
        if (mails.Local.Any(m => m.Key == key) || await mails.AnyAsync(m => m.Key == key, ct)) return;

        var profile = shop.Profile;
        var legal = string.Join(", ", new[] { profile.LegalName, profile.Street, $"{profile.Postcode} {profile.City}".Trim() }.Where(t => t.Length > 0));
        var all = new MailValues { { "shop", profile.Name }, { "shopUrl", address.Base }, { "shopLegal", legal }, { "shopEmail", profile.Email } };
        foreach (var (name, value) in values)
            if (value is string text) all.Add(name, text);
            else all.Add(name, (IEnumerable<MailValues>)value);
        mails.Add(OutgoingMail.Of(to, templates.Render(template, all), template, key, address.Host, now, unsubscribe));
    }
}
