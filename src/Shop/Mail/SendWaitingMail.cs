using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Data;

namespace Shop.Mail;

/// <summary>Sends what is waiting, oldest first, each by one node; what nobody takes is tried again for about a day and then parked.</summary>
public sealed class SendWaitingMail(ShopDb db, IMailServer server, TimeProvider clock, ILogger<SendWaitingMail> log)
{
    public const int MaxAttempts = 30;
    private const int Round = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6); // longer than any server may take

    /// <summary>One round of at most 50. Returns how many were sent.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mails = db.OutgoingMails;
        var waiting = await mails.AsNoTracking().Where(m => m.SentAt == null && m.DeadAt == null && (m.NextTryAt == null || m.NextTryAt <= now))
            .OrderBy(m => m.Id).Select(m => m.Id).Take(Round).ToListAsync(ct);

        var sent = 0;
        foreach (var id in waiting)
        {
            if (!await Claim(id, ct)) continue; // another node has it
            if (!await Send(id, ct)) break;     // the server is in trouble: the others need not wait for it, one after the other
            sent++;
        }
        return sent;
    }

    // The attempt is counted before it is made, so that a mail that kills the process runs out of attempts too.
    private async Task<bool> Claim(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.OutgoingMails.Where(m => m.Id == id && m.SentAt == null && m.DeadAt == null && (m.NextTryAt == null || m.NextTryAt <= now))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, now + Lease).SetProperty(x => x.Attempts, x => x.Attempts + 1), ct) == 1;
    }

    private async Task<bool> Send(Guid id, CancellationToken ct)
    {
        var mail = await db.OutgoingMails.AsNoTracking().SingleAsync(m => m.Id == id, ct);
        try
        {
            if (mail.Attempts > MaxAttempts) throw new MailRefused($"{MaxAttempts} attempts did not end.", null);
            await server.Send(mail, ct);
        }
        catch (MailRefused refused)
        {
            await Postpone(mail, refused, park: true, ct);
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            await Postpone(mail, failure, park: mail.Attempts >= MaxAttempts, ct);
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await db.OutgoingMails.Where(m => m.Id == id).ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, now).SetProperty(x => x.Error, (string?)null), CancellationToken.None);
        return true;
    }

    private async Task Postpone(OutgoingMail mail, Exception failure, bool park, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var error = failure.ToString();
        if (error.Length > OutgoingMail.ErrorMaxLength) error = error[..OutgoingMail.ErrorMaxLength];
        DateTime? dead = park ? now : null;
        var wait = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, mail.Attempts - 1)));
        await db.OutgoingMails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(m => m
            .SetProperty(x => x.Error, error).SetProperty(x => x.NextTryAt, now + wait).SetProperty(x => x.DeadAt, dead), ct);
        if (park) log.LogError(failure, "Mail {MailId} ({Template}) is parked after {Attempt} attempts.", mail.Id, mail.Template, mail.Attempts);
        else log.LogWarning("Mail {MailId} ({Template}) could not be sent (attempt {Attempt}): {Reason} It is tried again in {Wait}.", mail.Id, mail.Template, mail.Attempts, failure.Message, wait);
    }
}
