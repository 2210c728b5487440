using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;

namespace Shop.Web.BackOffice.Lists;

/// <summary>Works off the bulk runs that are not over, whoever started them and whatever interrupted them.</summary>
public sealed class RunBulk(IServiceScopeFactory scopes, ILogger<RunBulk> log)
{
    public async Task Run(CancellationToken ct)
    {
        while (await Next(ct) is { } run)
            while (await Step(run, ct)) ct.ThrowIfCancellationRequested();
    }

    private async Task<(Guid Id, string List, string Action, Actor By)?> Next(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<BulkWork>().Next(ct);
    }

    // Each row in a scope of its own, as if it were done by itself.
    private async Task<bool> Step((Guid Id, string List, string Action, Actor By) run, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var list = scope.ServiceProvider.GetServices<IOfficeList>().FirstOrDefault(l => l.Key == run.List);
        var action = list?.Actions.FirstOrDefault(a => a.Key == run.Action);
        var one = action?.One ?? ((_, _, _, _) => throw new RuleBroken("This can no longer be done."));
        if (list is not null && action is not null && !await scope.ServiceProvider.GetRequiredService<Sessions>().MayStill(run.By.Id!.Value, new Right(list.Area, action.Needs), ct))
            one = (_, _, _, _) => throw new RuleBroken($"{run.By.Name} may not do this any more.");
        var (shop, clock) = (scope.ServiceProvider.GetRequiredService<CurrentShop>(), scope.ServiceProvider.GetRequiredService<TimeProvider>());
        // Noted as if they had done each row by themselves.
        using var watched = new StaffWatch(new AuditOrigin(run.By, null, "", null, $"{run.List}.{run.Action}", null), amount => shop.Currency.Format(amount), clock.GetUtcNow().UtcDateTime).Begin();
        var work = scope.ServiceProvider.GetRequiredService<BulkWork>();
        try
        {
            return await work.Step(run.Id, (id, stop) => one(scope.ServiceProvider, id, run.By, stop), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "A row of bulk run {Run} could not be done.", run.Id);
            await work.Skip(run.Id, ct); // when the database is away this fails as well, and the row waits
            return true;
        }
    }
}

/// <summary>Starts on bulk runs as soon as somebody asks for one.</summary>
public sealed class BulkLoop(RunBulk run, BulkBell bell, ILogger<BulkLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await run.Run(stoppingToken);
                await bell.Wait(TimeSpan.FromSeconds(30), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "A bulk run stopped; it goes on where it stood.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
