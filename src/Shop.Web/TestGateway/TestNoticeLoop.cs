using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Shop.Payments.TestGateway;

namespace Shop.Web.TestGateway;

/// <summary>Lets the test gateway send its notices to this very shop, over HTTP, as soon as the shop listens.</summary>
public sealed class TestNoticeLoop(SendTestNotices send, IHttpClientFactory clients, IServer server, ILogger<TestNoticeLoop> log) : BackgroundService
{
    public const string Client = "test-gateway";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), stoppingToken);
                if (OwnAddress() is not { } address) continue;
                using var shop = clients.CreateClient(Client);
                shop.BaseAddress = address;
                await SendQuietly(shop, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // the shop closes
        }
    }

    private async Task SendQuietly(HttpClient shop, CancellationToken ct)
    {
        try
        {
            await send.Run(shop, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "The test gateway could not send its notices; it tries again.");
        }
    }

    private Uri? OwnAddress()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault();
        return address is null ? null : new Uri(address.Replace("[::]", "127.0.0.1").Replace("0.0.0.0", "127.0.0.1").Replace("+", "127.0.0.1").Replace("*", "127.0.0.1"));
    }
}
