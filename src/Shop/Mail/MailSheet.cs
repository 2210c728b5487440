using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Mail;

/// <summary>Puts a mail into the form servers take: text and HTML side by side, its own message id, the shop as sender.</summary>
public sealed class MailSheet(IOptions<MailOptions> options, CurrentShop shop, ShopAddress address)
{
    public MailMessage Of(OutgoingMail mail)
    {
        var message = new MailMessage(Sender(), new MailAddress(mail.To))
        {
            Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // nobody's holiday notice need answer
        if (mail.Unsubscribe is { } link)
        {
            message.Headers.Add("List-Unsubscribe", $"<{link}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
        }
        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Html, MediaTypeNames.Text.Html)); // the last one is the one a program prefers
        return message;
    }

    private MailAddress Sender()
    {
        var profile = shop.Profile;
        var from = options.Value.From is { Length: > 0 } configured ? configured : profile.Email.Length > 0 ? profile.Email : $"no-reply@{address.Host}";
        return new MailAddress(from, profile.Name, Encoding.UTF8);
    }

    private static AlternateView View(string content, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(content, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
