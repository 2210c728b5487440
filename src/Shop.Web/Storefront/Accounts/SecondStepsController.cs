using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>The second step of a sign-in: a code from the app, or one from paper.</summary>
[Route("account/sign-in/code")]
public sealed class SecondStepsController(ShopDb db, CodeCheck check, SignInDesk desk, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public IActionResult New(bool paper) => desk.Waiting(HttpContext) is null ? TooLate() : View(new CodeForm { Paper = paper });

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDownStrangers)]
    public async Task<IActionResult> Create(CodeForm form, CancellationToken ct)
    {
        if (desk.Waiting(HttpContext) is not { } waiting) return TooLate();
        if (!ModelState.IsValid) return this.Again(nameof(New), form);
        if (await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == waiting.UserId && u.SecurityStamp == waiting.Stamp && !u.IsDisabled, ct) is not { } user) return TooLate();
        switch (await check.Run(user.Id, form.Code, desk.DeviceOf(HttpContext, user.Email!), SignInDesk.AddressOf(HttpContext), ct))
        {
            case CodeCheck.Wrong:
                SignInDesk.NoteFailure(HttpContext, user.Email!);
                return this.Again(nameof(New), form, nameof(form.Code), form.WhatIsWrong);
            case CodeCheck.Later(var at):
                form.LinkFor = user.Email; // whoever is here knows the password
                return this.Later(nameof(New), form, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock));
            case CodeCheck.Right:
                var isStaff = await desk.SignIn(HttpContext, user, waiting.Remember, strong: true, ct);
                return LocalRedirect(SessionsController.After(waiting.ReturnUrl, isStaff));
            case var unknown: throw new InvalidOperationException($"Unknown verdict {unknown}.");
        }
    }

    private LocalRedirectResult TooLate()
    {
        TempData["Warning"] = "That took too long, or it was done already. Sign in again.";
        return LocalRedirect("/account/sign-in");
    }
}

/// <summary>A code of the second step.</summary>
public sealed class CodeForm
{
    [Required(ErrorMessage = "Enter the code."), StringLength(60, ErrorMessage = "A code is shorter than that.")]
    public string Code { get; set; } = "";

    /// <summary>From paper instead of the app.</summary>
    public bool Paper { get; set; }

    /// <summary>To which address a link can be mailed that makes this browser known, when strangers' guesses may be the reason to wait.</summary>
    internal string? LinkFor { get; set; }

    internal string WhatIsWrong => Paper ? "This is not one of your recovery codes, or it was used already." : "This code is not right. Each works once; wait for the next one, and see that the clock of your phone is right.";
}
