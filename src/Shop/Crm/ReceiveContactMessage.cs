using Shop.Data;
using Shop.Mail;

namespace Shop.Crm;

/// <summary>Keeps what somebody wrote, passes it on to the shop and tells the sender so, all in one step.</summary>
public sealed class ReceiveContactMessage(ShopDb db, MailWriter mails, Advisers advisers, CurrentShop shop, TimeProvider clock)
{
    public async Task Run(string name, string email, ContactTopic topic, string? orderNumber, string text, CancellationToken ct, Guid? customerId = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var sender = await advisers.Sender(email.Trim(), customerId, ct);
        var message = ContactMessage.Write(name, email, topic, orderNumber, text, now, sender.Priority);
        db.ContactMessages.Add(message);

        var values = new MailValues { { "name", message.Name }, { "email", message.Email }, { "subject", SubjectOf(topic) }, { "number", message.OrderNumber }, { "message", message.Text } };
        // Anybody can type anybody's address: the letter there repeats nothing that was written, and a mailbox gets one a day.
        await mails.Write("contact-received", message.Email, values, $"contact-received:{message.Email}:{now:yyyyMMdd}", now, ct);
        if (shop.Profile.Email.Length > 0) await mails.Write("contact-message", shop.Profile.Email, values, $"contact-message:{message.Id}", now, ct);
        if (sender.Adviser is { } adviser && adviser.Email != shop.Profile.Email) await mails.Write("contact-message", adviser.Email, values, $"contact-message:{message.Id}:adviser", now, ct);
        await db.SaveChangesAsync(ct);
    }

    public static string SubjectOf(ContactTopic topic) => topic switch
    {
        ContactTopic.Order => "An order or its delivery",
        ContactTopic.Product => "A product",
        ContactTopic.Return => "A return or something broken",
        ContactTopic.Membership => "The club",
        _ => "Something else",
    };
}
