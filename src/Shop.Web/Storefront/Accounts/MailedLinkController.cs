using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Pages around a link that is mailed to who asks for it. Nobody learns here whether an address has an account.</summary>
public abstract class MailedLinkController(LinkPurpose purpose, AskForLink ask, MailedLinks links) : Controller
{
    /// <summary>The answer to every address is the same page.</summary>
    protected async Task<IActionResult> Mail(ForgottenForm form, CancellationToken ct)
    {
        await ask.Run(purpose, form.Email, ct);
        return RedirectToAction("Sent");
    }

    /// <summary>The form behind the link. It takes a button to use it: programs that look into mail follow links, and would use it up.</summary>
    protected async Task<IActionResult> Open(string? token, object form, CancellationToken ct) =>
        await links.Find(purpose, token, ct) is null ? View("Dead") : View("Edit", form);
}
