using Shop.Loyalty;

namespace Shop.Web.Jobs;

/// <summary>Works out simulations while the shop is open, within two seconds of their being asked for; one at a time on each node.</summary>
public sealed class SimulationLoop(IServiceScopeFactory scopes, ILogger<SimulationLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using (var scope = scopes.CreateScope())
                    if (await scope.ServiceProvider.GetRequiredService<RunSimulations>().Run(stoppingToken) > 0) continue;
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "A simulation could not be worked out.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
