using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Imports.Goods;
using Shop.Kernel;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Brings in a file of goods for who began it: as long as they may, and noted as if they had typed each row by themselves.</summary>
public sealed class BringInFor(IServiceScopeFactory scopes)
{
    public async Task<Guid?> Next(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<BringInGoods>().Next(ct);
    }

    public async Task Run(Guid id, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var (db, shop, clock, sessions) = (scope.ServiceProvider.GetRequiredService<ShopDb>(), scope.ServiceProvider.GetRequiredService<CurrentShop>(), scope.ServiceProvider.GetRequiredService<TimeProvider>(), scope.ServiceProvider.GetRequiredService<Sessions>());
        if (await db.GoodsRuns.AsNoTracking().Where(r => r.Id == id).Select(r => new { r.ById, r.ByName }).SingleOrDefaultAsync(ct) is not { } begun) return;
        using var watched = new StaffWatch(new AuditOrigin(Actor.Staff(begun.ById, begun.ByName), null, "", null, "products.import", null), amount => shop.Currency.Format(amount), clock.GetUtcNow().UtcDateTime).Begin();
        await scope.ServiceProvider.GetRequiredService<BringInGoods>().Run(id, () => sessions.MayStill(begun.ById, new Right(Area.Catalogue, Act.Change), ct), ct);
    }

    public async Task GiveUp(Guid id, string reason, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        await scope.ServiceProvider.GetRequiredService<BringInGoods>().GiveUp(id, reason, ct);
    }
}

/// <summary>Works files of goods off while the shop is open, one at a time on each node; what a stopped shop left is taken up where it stood.</summary>
public sealed class BringInGoodsLoop(BringInFor work, GoodsBell bell, ILogger<BringInGoodsLoop> log) : BackgroundService
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
                if (await work.Next(stoppingToken) is { } id)
                {
                    if (id == stuck && tries >= MostTries) await work.GiveUp(id, "It could not be worked off: something in it cannot be kept. What was brought in until there stays.", stoppingToken);
                    (stuck, tries) = (id, id == stuck ? tries + 1 : 1);
                    await work.Run(id, stoppingToken);
                    (stuck, tries) = (Guid.Empty, 0);
                    continue;
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
