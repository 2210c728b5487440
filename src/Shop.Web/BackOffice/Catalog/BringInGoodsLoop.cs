using Shop.Imports.Goods;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Works files of goods off while the shop is open, one at a time on each node; what a stopped shop left is taken up where it stood.</summary>
public sealed class BringInGoodsLoop(IServiceScopeFactory scopes, GoodsBell bell, ILogger<BringInGoodsLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using (var scope = scopes.CreateScope())
                {
                    var work = scope.ServiceProvider.GetRequiredService<BringInGoods>();
                    if (await work.Next(stoppingToken) is { } id)
                    {
                        await work.Run(id, stoppingToken);
                        continue;
                    }
                }
                await bell.Wait(TimeSpan.FromSeconds(10), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "A file of goods stopped; it goes on where it stood.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
