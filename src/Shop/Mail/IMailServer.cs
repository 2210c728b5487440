namespace Shop.Mail;

/// <summary>Takes a mail out of the shop: a folder or an SMTP server.</summary>
public interface IMailServer
{
    /// <exception cref="MailRefused">This mail will never be taken, however often it is tried.</exception>
    Task Send(OutgoingMail mail, CancellationToken ct);
}

/// <summary>This mail will not be taken, for example because there is no such recipient.</summary>
public sealed class MailRefused(string message, Exception? inner) : Exception(message, inner);
