using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>How the shop is set up: what staff change here, and what the configuration says, with a way to find each and to try mail and payments.</summary>
[Route("backoffice/settings"), Needs(Area.Settings, Act.See)]
public sealed class SettingsController(ShopDb db, CurrentShop shop, SettingsSheet sheet, MailWriter mail, IPaymentGateway gateway, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public IActionResult Index(string? q) => View(Page(q, ProfileForm.Of(shop.Profile)));

    [HttpPost(""), Needs(Area.Settings, Act.Change)]
    public async Task<IActionResult> Update([Bind(Prefix = "Form")] ProfileForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Index", Page(null, form));
        }
        var profile = await db.ShopProfiles.OrderBy(p => p.OpenedAt).FirstAsync(ct);
        if (profile.Version != form.Version)
        {
            ModelState.AddModelError("Form.Name", "Somebody else changed this meanwhile. What is kept now stands beside each field; look through yours and send it again.");
            ModelState.Remove("Form.Version");
            form.Version = profile.Version;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Index", Page(null, form) with { Meanwhile = ProfileForm.Of(profile) });
        }
        form.FillIn(profile);
        await db.SaveChangesAsync(ct);
        await shop.Load(ct);
        TempData["Notice"] = "Kept. Pages and letters say it from now on.";
        return new Doors.SeeOther(Url.Content("~/backoffice/settings"));
    }

    [HttpPost("test-letter"), Needs(Area.Settings, Act.Change)]
    public async Task<IActionResult> SendTest(CancellationToken ct)
    {
        var (now, me) = (clock.GetUtcNow().UtcDateTime, User.Who().UserId);
        var to = await db.Set<User>().Where(u => u.Id == me).Select(u => u.Email!).SingleAsync(ct);
        await mail.Write("test-letter", to, new MailValues { { "name", User.Who().Name }, { "at", DateText.Moment(now, shop.Zone) } }, $"test-letter:{NewId.Next():N}", now, ct);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"A letter to {to} is written and leaves within a few seconds, {sheet.MailWay}. Whether it left stands under “Mail”.";
        return new Doors.SeeOther(Url.Content("~/backoffice/settings#mail"));
    }

    [HttpPost("test-payments"), Needs(Area.Settings, Act.Change)]
    public async Task<IActionResult> AskProvider(CancellationToken ct)
    {
        try
        {
            await gateway.Retrieve($"is-anybody-there-{NewId.Next():N}", ct); // nothing of this name: an answer all the same
            TempData["Notice"] = $"The payment provider “{gateway.Provider}” answers.";
        }
        catch (Exception silent) when (silent is PaymentOutcomeUnknown or RuleBroken)
        {
            TempData["Warning"] = silent is RuleBroken ? silent.Message : $"The payment provider “{gateway.Provider}” does not answer: {silent.Message}";
        }
        return new Doors.SeeOther(Url.Content("~/backoffice/settings#payments"));
    }

    private SettingsPage Page(string? q, ProfileForm form) => new((q ?? "").Trim(), form, sheet.Find(q), shop.Profile.Currency, shop.Profile.TimeZone);
}

/// <summary>What staff can change, and what the configuration says.</summary>
public sealed record SettingsPage(string Sought, ProfileForm Form, IReadOnlyList<SettingsGroup> Groups, string Currency, string TimeZone)
{
    /// <summary>What somebody else kept since the form was opened.</summary>
    public ProfileForm? Meanwhile { get; init; }
}
