using System.Net.Mail;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Mail;

/// <summary>Puts each mail as an .eml file into the data folder, whole or not at all; any mail program opens it.</summary>
public sealed class FolderMailServer(MailSheet sheet, IOptions<DataOptions> data) : IMailServer
{
    public async Task Send(OutgoingMail mail, CancellationToken ct)
    {
        var folder = data.Value.PathOf("mail");
        var half = Path.Combine(folder, ".new", mail.Id.ToString("N"));
        Directory.CreateDirectory(half);
        try
        {
            using var message = sheet.Of(mail);
            using var pickup = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = half };
            await pickup.SendMailAsync(message, ct);
            var written = Directory.GetFiles(half, "*.eml").Single();
            File.Move(written, Path.Combine(folder, $"{mail.CreatedAt:yyyyMMdd-HHmmss}-{mail.Template}-{mail.Id:N}.eml"), overwrite: true);
        }
        finally
        {
            Directory.Delete(half, recursive: true);
        }
    }
}
