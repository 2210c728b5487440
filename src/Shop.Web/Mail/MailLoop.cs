using Shop.Mail;

namespace Shop.Web.Mail;

/// <summary>Sends waiting mail while the shop is open, within two seconds of its being written.</summary>
public sealed class MailLoop(IServiceScopeFactory scopes, ILogger<MailLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using (var scope = scopes.CreateScope())
                    if (await scope.ServiceProvider.GetRequiredService<SendWaitingMail>().Run(stoppingToken) > 0) continue;
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Waiting mail could not be looked for; it is tried again.");
                await Task.Delay(TimeSpan.FromSeconds(10), stoppingToken);
            }
        }
    }
}
