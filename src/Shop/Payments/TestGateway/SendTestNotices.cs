using System.Text;
using Microsoft.Extensions.Logging;

namespace Shop.Payments.TestGateway;

/// <summary>Sends the test gateway's notices to the shop over HTTP, signed, as a provider would: again until they are taken, some several times, some never.</summary>
public sealed class SendTestNotices(TestGatewayBank bank, NoticeSecrets secrets, TimeProvider clock, ILogger<SendTestNotices> log)
{
    public const string Path = "/webhooks/payments/test";

    /// <summary>Sends what is due to the shop that <paramref name="shop"/> reaches. Returns how many were taken.</summary>
    public async Task<int> Run(HttpClient shop, CancellationToken ct)
    {
        var taken = 0;
        foreach (var due in await bank.Due(ct))
        {
            var ok = true;
            for (var copy = 0; copy < due.Copies; copy++) ok &= await Post(shop, due, ct);
            await bank.Sent(due.Id, ok, ct);
            if (ok) taken++;
        }
        return taken;
    }

    private async Task<bool> Post(HttpClient shop, TestEvent due, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(due.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add(NoticeSignature.Header, NoticeSignature.Sign(due.Body, secrets.InForce[0], clock.GetUtcNow().UtcDateTime));
        try
        {
            using var answer = await shop.SendAsync(request, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException failure)
        {
            log.LogWarning(failure, "Notice {EventId} could not be sent; it is sent again.", due.Id);
            return false;
        }
    }
}
