using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Payments;

namespace Shop.Web.Webhooks;

/// <summary>Where payment providers tell us news: signature checked, kept raw, answered; acting on it comes later.</summary>
[Route("webhooks/payments"), IgnoreAntiforgeryToken, DisableRateLimiting]
public sealed class PaymentNoticesController(TakePaymentNotice take) : Controller
{
    [HttpPost("{provider}"), RequestSizeLimit(PaymentNotice.BodyMaxLength)]
    public async Task<IActionResult> Create(string provider, CancellationToken ct)
    {
        if (provider.Length > PaymentNotice.ProviderMaxLength) return NotFound();
        using var reader = new StreamReader(Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(ct);
        return await take.Run(provider, body, Request.Headers[NoticeSignature.Header].ToString(), ct) switch
        {
            TakePaymentNotice.Outcome.Kept => Ok(),
            _ => BadRequest(),
        };
    }
}
