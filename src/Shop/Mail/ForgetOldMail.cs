using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Mail;

/// <summary>Every day: forgets mails sent long ago. What was never sent stays.</summary>
public sealed class ForgetOldMail(ShopDb db, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(90);

    public async Task Run(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - Keep;
        await db.OutgoingMails.Where(m => m.SentAt < before).ExecuteDeleteAsync(ct);
    }
}
