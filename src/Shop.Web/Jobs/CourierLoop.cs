using Shop.Data;

namespace Shop.Web.Jobs;

/// <summary>Keeps the courier going while the shop is open: at once when this process has news, each second for the others'.</summary>
public sealed class CourierLoop(EventCourier courier, CourierBell bell, ILogger<CourierLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await courier.DeliverWaiting(stoppingToken) > 0) continue;
                await bell.Wait(TimeSpan.FromSeconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The courier could not look for news; it tries again.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
