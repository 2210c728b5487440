using Shop.Payments;

namespace Shop.Web.Payments;

/// <summary>Acts on payment notices as they come in, and looks each second for those whose next try is due.</summary>
public sealed class NoticeLoop(ReadPaymentNotices read, NoticeBell bell, ILogger<NoticeLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await read.Run(stoppingToken);
                await bell.Wait(TimeSpan.FromSeconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Payment notices could not be read; they are read again.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
