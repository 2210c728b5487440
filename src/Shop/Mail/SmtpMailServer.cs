using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Shop.Mail;

/// <summary>Hands each mail to an SMTP server, encrypted unless configured otherwise, and gives up after the configured time.</summary>
public sealed class SmtpMailServer(MailSheet sheet, IOptions<MailOptions> options) : IMailServer
{
    public async Task Send(OutgoingMail mail, CancellationToken ct)
    {
        var smtp = options.Value.Smtp;
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.StartTls };
        if (smtp.UserName is { Length: > 0 }) client.Credentials = new NetworkCredential(smtp.UserName, smtp.Password);
        using var message = sheet.Of(mail);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(smtp.TimeoutSeconds));
        try
        {
            await client.SendMailAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server {smtp.Host}:{smtp.Port} did not take the mail within {smtp.TimeoutSeconds} s.");
        }
        catch (SmtpException refused) when (refused.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath)
        {
            throw new MailRefused(refused.Message, refused);
        }
    }
}
