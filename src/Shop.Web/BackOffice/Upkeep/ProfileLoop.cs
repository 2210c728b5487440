using Shop.Data;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>Hears within some seconds what was changed about the shop on another node.</summary>
public sealed class ProfileLoop(CurrentShop shop, ILogger<ProfileLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(15), stoppingToken);
                if (shop.IsOpen) await shop.Load(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "What is known about the shop could not be read again; it is tried once more.");
            }
        }
    }
}
