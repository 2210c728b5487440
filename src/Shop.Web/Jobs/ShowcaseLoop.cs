using Shop.Catalog;
using Shop.Search;

namespace Shop.Web.Jobs;

/// <summary>Fills this node's showcase and search index when the shop opens, and keeps them in step with what other nodes do.</summary>
public sealed class ShowcaseLoop(Showcase showcase, IProductSearch search, ILogger<ShowcaseLoop> log) : BackgroundService
{
    private const int RoundsBetweenComparisons = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 0; !stoppingToken.IsCancellationRequested; round++)
        {
            try
            {
                if (round == 0) await search.Suggest(await showcase.Now(stoppingToken), "warm up", stoppingToken);
                await showcase.Follow(stoppingToken);
                if (round % RoundsBetweenComparisons == RoundsBetweenComparisons - 1) await showcase.Compare(stoppingToken);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The showcase could not follow the catalogue; it tries again.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
