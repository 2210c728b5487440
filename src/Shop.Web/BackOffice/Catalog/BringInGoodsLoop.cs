using Shop.Imports.Goods;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Works files of goods off while the shop is open, one at a time on each node; what a stopped shop left is taken up where it stood.</summary>
public sealed class BringInGoodsLoop(IServiceScopeFactory scopes, GoodsBell bell, ILogger<BringInGoodsLoop> log) : BackgroundService
{
    // A minute and a half: longer than a database is away to be begun anew.
    private const int MostTries = 18;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (stuck, tries) = (Guid.Empty, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using (var scope = scopes.CreateScope())
                {
                    var work = scope.ServiceProvider.GetRequiredService<BringInGoods>();
                    if (await work.Next(stoppingToken) is { } id)
                    {
                        if (id == stuck && tries >= MostTries) await work.GiveUp(id, "It could not be worked off: something in it cannot be kept. What was brought in until there stays.", stoppingToken);
                        (stuck, tries) = (id, id == stuck ? tries + 1 : 1);
                        await work.Run(id, stoppingToken);
                        (stuck, tries) = (Guid.Empty, 0);
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
