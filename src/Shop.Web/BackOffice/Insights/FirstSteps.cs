using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Accounts;

namespace Shop.Web.BackOffice.Insights;

/// <summary>One thing a new shop needs before people can buy, and whether it is there.</summary>
public sealed record FirstStep(string Words, string Why, bool IsDone, string Url);

/// <summary>What a new shop still needs, worked out from what really is: it ends by itself when all is there, or when somebody who may change settings says that it is enough.</summary>
public sealed class FirstSteps(ShopDb db, CurrentShop shop, RuleBook rules, Till till, DeliveryMethods delivery, IOptions<MailOptions> mail, StaffRules staff, TimeProvider clock)
{
    /// <summary>Null when nothing is left, or nobody wants to be told any more.</summary>
    public async Task<IReadOnlyList<FirstStep>?> Left(CancellationToken ct)
    {
        if (shop.Profile.FirstStepsEndedAt is not null) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var (held, apps, passkeys) = (db.Set<IdentityUserRole<Guid>>(), db.Authenticators, db.Passkeys);
        var weak = await db.Set<User>().CountAsync(u => held.Any(h => h.UserId == u.Id) && !apps.Any(a => a.UserId == u.Id) && !passkeys.Any(p => p.UserId == u.Id), ct);
        FirstStep[] steps =
        [
            new("Something is for sale", "Add a product and publish it", await db.Products.AnyAsync(p => p.Status == ProductStatus.Active, ct), "/backoffice/products"),
            new("It can be paid", "Name a payment provider in the configuration", till.Provider != "none", "/backoffice/settings#payments"),
            new("It can be delivered", "Say where parcels go", delivery.For(shop.Profile.Country, Money.Zero, now).Count > 0, "/backoffice/settings#orders"),
            new("Letters leave the shop", "Name a mail server in the configuration, and send yourself a test", mail.Value.UsesSmtp, "/backoffice/settings#mail"),
            new("People can see who we are", "Fill in address and e-mail of the business: invoices need them", shop.Profile is { Street.Length: > 0, City.Length: > 0, Email.Length: > 0 }, "/backoffice/settings#profile"),
            new("The club is open", "Draft its rules and publish them", await rules.At(now, ct) is not null, "/backoffice/club"),
            new("Everybody at the desk has a second factor", weak == 1 ? "One person has none" : $"{weak} people have none", weak == 0, staff.NeedSecondFactor ? "/backoffice/staff" : "/backoffice/settings#sign-in"),
        ];
        return steps.All(s => s.IsDone) ? null : steps;
    }
}
