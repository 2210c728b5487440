using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Catalog.Pricing;
using Shop.Data;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Works off the price changes that are not over, whoever began them and whatever interrupted them. Noted as if they had changed each price by themselves.</summary>
public sealed class ChangePrices(IServiceScopeFactory scopes)
{
    public async Task Run(CancellationToken ct)
    {
        while (await Step(ct)) ct.ThrowIfCancellationRequested();
    }

    private async Task<bool> Step(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var services = scope.ServiceProvider;
        var prices = services.GetRequiredService<PriceDesk>();
        if (await prices.Next(ct) is not { } run) return false;
        if (!await services.GetRequiredService<Sessions>().MayStill(run.By.Id!.Value, new Right(Area.Catalogue, Act.Change), ct)) await prices.Stop(run.Id, $"{run.By.Name} may not do this any more.", ct);
        var shop = services.GetRequiredService<CurrentShop>();
        using var watched = new StaffWatch(new AuditOrigin(run.By, null, "", null, "products.prices", null), amount => shop.Currency.Format(amount), services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).Begin();
        await prices.Step(run.Id, run.By.Name, ct);
        return true;
    }
}

/// <summary>Starts on price changes as soon as somebody asks for one.</summary>
public sealed class ChangePricesLoop(ChangePrices change, PriceBell bell, ILogger<ChangePricesLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await change.Run(stoppingToken);
                await bell.Wait(TimeSpan.FromSeconds(30), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "A price change stopped. It goes on in a moment.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
