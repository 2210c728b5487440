using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Web.TestGateway;

/// <summary>The test gateway's own small site: the payment page, the bank's challenge, and a list of what it did.</summary>
[Route("test-gateway")]
public sealed class PaymentsController(TestGatewayBank bank, CurrentShop shop) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var rows = new List<PaymentRow>();
        foreach (var intent in await bank.Latest(50, ct))
        {
            var notices = await bank.EventsOf(intent.Id, ct);
            rows.Add(new PaymentRow(intent.Id, intent.OrderNumber, Amount(intent), intent.Status.ToString(), intent.CardLast4, intent.CreatedAt,
                [.. notices.Select(n => new NoticeRow(n.Type, n.At, Fate(n)))]));
        }
        return View(rows);
    }

    [HttpPost("pay/{id}/notices")]
    public async Task<IActionResult> SendNotices(string id, CancellationToken ct)
    {
        await bank.SendAgain(id, ct);
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("pay/{id}")]
    public async Task<IActionResult> Pay(string id, CancellationToken ct) => await bank.Find(id, ct) switch
    {
        null => NotFound(),
        { Status: IntentStatus.RequiresPayment } intent => View(Page(intent, new CardForm())),
        { Status: IntentStatus.RequiresAction } => RedirectToAction(nameof(Challenge), new { id }),
        var intent => Redirect(intent.ReturnUrl),
    };

    [HttpPost("pay/{id}")]
    public async Task<IActionResult> Pay(string id, [Bind(Prefix = "Form")] CardForm form, CancellationToken ct)
    {
        if (await bank.Find(id, ct) is not { } intent) return NotFound();
        if (intent.Status != IntentStatus.RequiresPayment) return RedirectToAction(nameof(Pay), new { id });
        if (ModelState.IsValid)
        {
            var confirmed = await bank.Confirm(id, TestCard.Find(form.Digits)!, form.Notices, ct, TestCard.FingerprintOf(form.Digits, form.Expiry));
            if (confirmed.Status == IntentStatus.RequiresAction) return RedirectToAction(nameof(Challenge), new { id });
            return Redirect(confirmed.ReturnUrl);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(Page(intent, form));
    }

    [HttpPost("pay/{id}/wallet")]
    public async Task<IActionResult> PayByWallet(string id, CancellationToken ct)
    {
        if (await bank.Find(id, ct) is not { } intent) return NotFound();
        if (intent.Status != IntentStatus.RequiresPayment) return RedirectToAction(nameof(Pay), new { id });
        return Redirect((await bank.ConfirmByWallet(id, ct)).ReturnUrl);
    }

    [HttpPost("pay/{id}/cancel")]
    public async Task<IActionResult> Leave(string id, CancellationToken ct) =>
        await bank.Find(id, ct) is { } intent ? Redirect(intent.ReturnUrl) : NotFound();

    [HttpGet("challenge/{id}")]
    public async Task<IActionResult> Challenge(string id, CancellationToken ct) => await bank.Find(id, ct) switch
    {
        null => NotFound(),
        { Status: IntentStatus.RequiresAction } intent => View(Page(intent, new CardForm())),
        var intent => Redirect(intent.ReturnUrl),
    };

    [HttpPost("challenge/{id}")]
    public async Task<IActionResult> Challenge(string id, bool passed, CancellationToken ct) =>
        await bank.Find(id, ct) is null ? NotFound() : Redirect((await bank.Challenge(id, passed, ct)).ReturnUrl);

    private PaymentPage Page(TestIntent intent, CardForm form) =>
        new(intent.Id, intent.OrderNumber, Amount(intent), shop.Profile.Name, intent.FailureReason, form) { ByWallet = TestWallet.Knows(intent.Email) };

    private static string Amount(TestIntent intent) => Currency.Of(intent.Currency).Format(new Money(intent.Amount));

    private static string Fate(TestEvent notice) => notice switch
    {
        { Lost: true } => "lost",
        { SentAt: not null } => $"taken after {notice.Attempts} of its tries",
        { Attempts: > 0 } => $"refused {notice.Attempts} times, sent again {notice.DueAt:HH:mm:ss}",
        _ => $"due {notice.DueAt:HH:mm:ss}",
    };
}
