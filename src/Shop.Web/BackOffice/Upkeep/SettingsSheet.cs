using System.Globalization;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Mail;
using Shop.Ordering;
using Shop.Payments;
using Shop.Search;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>Something the configuration says.</summary>
/// <param name="Key">As it stands in the configuration.</param>
/// <param name="Default">What holds where it says nothing.</param>
public sealed record Setting(string Key, string Words, string Value, string Default)
{
    public bool IsDefault => Value == Default;
}

/// <summary>Settings that belong together.</summary>
public sealed record SettingsGroup(string Id, string Name, IReadOnlyList<Setting> Settings);

/// <summary>Reads how the shop is set up, from the very options it works by. What is secret is told to be there, and never shown.</summary>
public sealed class SettingsSheet(IOptions<OrderingOptions> ordering, IOptions<MailOptions> mail, IOptions<PaymentsOptions> payments, IOptions<DataOptions> data, IOptions<AccountsOptions> accounts, IOptions<LimitOptions> limits,
    IOptions<SearchOptions> search, IOptions<ReviewOptions> reviews, IOptions<StorefrontOptions> storefront, StaffRules staff, ShopAddress address)
{
    /// <summary>“by the server smtp.example” or into which folder.</summary>
    public string MailWay => mail.Value.UsesSmtp ? $"by the server {mail.Value.Smtp.Host}" : "into the mail folder, because no server is set up";

    /// <summary>All that have each of these words in their key, words or value.</summary>
    public IReadOnlyList<SettingsGroup> Find(string? sought)
    {
        var words = (sought ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. All().Select(g => g with { Settings = [.. g.Settings.Where(s => words.All(w => $"{g.Name} {s.Key} {s.Words} {s.Value}".Contains(w, StringComparison.OrdinalIgnoreCase)))] }).Where(g => g.Settings.Count > 0)];
    }

    private IEnumerable<SettingsGroup> All()
    {
        var (o, od, m, md) = (ordering.Value, new OrderingOptions(), mail.Value, new MailOptions());
        yield return new("payments", "Payments", [new("Payments:Provider", "Who takes the money", payments.Value.Provider, new PaymentsOptions().Provider), new("Payments:NoticeSecrets", "Secrets that sign the provider's notices", Secret(payments.Value.NoticeSecrets.Length > 0), Secret(false)),
            new("Payments:NoticeToleranceSeconds", "How old a signed notice may be, in seconds", Say(payments.Value.NoticeToleranceSeconds), Say(new PaymentsOptions().NoticeToleranceSeconds))]);
        yield return new("mail", "Mail", [new("Mail:Via", "How letters leave", m.Via, md.Via), new("Mail:From", "The sender", Say(m.From), Say(md.From)), new("Mail:Smtp:Host", "The server", Say(m.Smtp.Host), Say(md.Smtp.Host)), new("Mail:Smtp:Port", "Its port", Say(m.Smtp.Port), Say(md.Smtp.Port)),
            new("Mail:Smtp:UserName", "Its user name", Say(m.Smtp.UserName), Say(md.Smtp.UserName)), new("Mail:Smtp:Password", "Its password", Secret(!string.IsNullOrEmpty(m.Smtp.Password)), Secret(false)), new("Mail:Smtp:StartTls", "Whether it is spoken to encrypted, by STARTTLS", Say(m.Smtp.StartTls), Say(md.Smtp.StartTls)),
            new("Mail:Smtp:TimeoutSeconds", "How long it is waited for, in seconds", Say(m.Smtp.TimeoutSeconds), Say(md.Smtp.TimeoutSeconds))]);
        yield return new("orders", "Orders and delivery", [new("Ordering:PaymentMinutes", "How long stock is held for an order being paid, in minutes", Say(o.PaymentMinutes), Say(od.PaymentMinutes)), new("Ordering:PaymentLinkHours", "How long for an order made at the desk, in hours", Say(o.PaymentLinkHours), Say(od.PaymentLinkHours)),
            new("Ordering:SlowPaymentHours", "How long a slow bank is waited for, in hours", Say(o.SlowPaymentHours), Say(od.SlowPaymentHours)), new("Ordering:ReturnDays", "How long goods can be sent back, in days", Say(o.ReturnDays), Say(od.ReturnDays)),
            new("Ordering:CutOffHour", "Until which hour orders leave the same day", Say(o.CutOffHour), Say(od.CutOffHour)), new("Ordering:HandlingDays", "Working days before a parcel leaves", Say(o.HandlingDays), Say(od.HandlingDays)),
            new("Ordering:DeliverTo", "Countries parcels go to", Countries(o.DeliverTo, "our own and the European Union"), Countries(od.DeliverTo, "our own and the European Union")), new("Ordering:VatRegisteredIn", "Further countries with VAT of ours", Countries(o.VatRegisteredIn, "none"), Countries(od.VatRegisteredIn, "none")),
            new("Ordering:Tariffs", "Delivery prices of our own", Countries([.. o.Tariffs.Keys], "the built-in ones"), "the built-in ones")]);
        yield return new("sign-in", "Sign-in and limits", [new("Accounts:StaffNeedSecondFactor", "Whether staff show a second factor", Say(staff.NeedSecondFactor), accounts.Value.StaffNeedSecondFactor is null ? Say(staff.NeedSecondFactor) : Say(true)),
            new("Limits:RequestsPerMinute", "Pages one address gets each minute", Say(limits.Value.RequestsPerMinute), Say(new LimitOptions().RequestsPerMinute)), new("Limits:SensitivePerMinute", "Guesses it gets each minute", Say(limits.Value.SensitivePerMinute), Say(new LimitOptions().SensitivePerMinute))]);
        yield return new("shop", "The shop on the web", [new("Shop:BaseUrl", "The address in letters", address.Base, "the shop's own"), new("Reviews:OnlyBuyers", "Only who has a product may review it", Say(reviews.Value.OnlyBuyers), Say(new ReviewOptions().OnlyBuyers)),
            new("Search:PatienceMilliseconds", "How long a page waits for the index, in milliseconds", Say(search.Value.PatienceMilliseconds), Say(new SearchOptions().PatienceMilliseconds)), new("Storefront:OutputCache", "Whether finished pages are kept", Say(storefront.Value.OutputCache), Say(new StorefrontOptions().OutputCache)),
            new("Storefront:OutputCacheMegabytes", "In how much memory, in megabytes", Say(storefront.Value.OutputCacheMegabytes), Say(new StorefrontOptions().OutputCacheMegabytes))]);
        yield return new("data", "Data", [new("Data:Database", "The database", data.Value.Database, new DataOptions().Database), new("Data:Directory", "The folder of files and of the embedded database", data.Value.Directory, new DataOptions().Directory), new("Data:ConnectionString", "How the database is reached", Secret(!string.IsNullOrEmpty(data.Value.ConnectionString)), Secret(false))]);
    }

    private static string Secret(bool isSet) => isSet ? "set, not shown" : "not set";

    private static string Say(bool yes) => yes ? "yes" : "no";

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Say(string? text) => string.IsNullOrWhiteSpace(text) ? "not set" : text;

    private static string Countries(string[] some, string none) => some.Length == 0 ? none : string.Join(", ", some);
}
