using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Mail;

namespace Shop.Crm;

/// <summary>Answers what somebody wrote: the letter goes out and the message is done, in one step.</summary>
public sealed class AnswerContactMessage(ShopDb db, MailWriter mails, TimeProvider clock)
{
    /// <param name="text">The answer; null when there is none to send, for example because staff called.</param>
    /// <exception cref="RuleBroken">Somebody answered it meanwhile, or the text is empty or too long.</exception>
    /// <returns>False when there is no such message.</returns>
    public async Task<bool> Run(Guid id, string? text, Actor by, CancellationToken ct)
    {
        if (await db.ContactMessages.SingleOrDefaultAsync(m => m.Id == id, ct) is not { } message) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        message.Answer(text, by, now);
        if (message.AnswerText is { } answer)
            await mails.Write("contact-answer", message.Email,
                new() { { "name", message.Name }, { "subject", ReceiveContactMessage.SubjectOf(message.Topic) }, { "answer", answer }, { "message", message.Text } }, $"contact-answer:{message.Id:N}", now, ct);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
