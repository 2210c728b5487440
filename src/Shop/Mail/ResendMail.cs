using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Mail;

/// <summary>Puts a letter back in line: one that was given up, or one whose reader asks for it again. It is the same letter, with the same words.</summary>
public sealed class ResendMail(ShopDb db)
{
    /// <exception cref="RuleBroken">It waits already, or is one that opens a door and must be asked for anew.</exception>
    public async Task Run(Guid id, CancellationToken ct)
    {
        var template = await db.OutgoingMails.Where(m => m.Id == id).Select(m => m.Template).SingleOrDefaultAsync(ct) ?? throw new RuleBroken("This letter is not there any more.");
        var open = MailKinds.MayBeRead(template);
        var rows = await db.OutgoingMails.Where(m => m.Id == id && (m.DeadAt != null || open && m.SentAt != null))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.DeadAt, (DateTime?)null).SetProperty(x => x.SentAt, (DateTime?)null).SetProperty(x => x.Attempts, 0).SetProperty(x => x.NextTryAt, (DateTime?)null).SetProperty(x => x.Error, (string?)null), ct);
        if (rows == 1) return;
        throw new RuleBroken(open || await db.OutgoingMails.AnyAsync(m => m.Id == id && m.SentAt == null, ct) ? "This letter waits to be sent already." : "Letters of this kind are sent once: they may hold what opens something. Its reader can ask for a new one where it came from.");
    }
}

/// <summary>Which letters others than their readers may look at.</summary>
public static class MailKinds
{
    private static readonly string[] Open = ["order-", "return-", "payment-", "club-statement", "club-birthday", "club-anniversary", "points-", "tier-", "contact-", "event-", "household-", "reward-settled", "test-"];

    /// <summary>Whether nothing in it opens an account: letters about orders, the club and what people wrote. Whatever is not known to be harmless is not shown.</summary>
    public static bool MayBeRead(string template) => Open.Any(o => template.StartsWith(o, StringComparison.Ordinal));
}
