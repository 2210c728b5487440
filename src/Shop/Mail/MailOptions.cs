using System.ComponentModel.DataAnnotations;

namespace Shop.Mail;

/// <summary>How mail leaves the shop: configuration section “Mail”.</summary>
public sealed class MailOptions
{
    /// <summary>“folder” (the default: .eml files in the data folder) or “smtp”.</summary>
    [RegularExpression("(?i)folder|smtp", ErrorMessage = "Mail:Via is folder or smtp.")]
    public string Via { get; set; } = "folder";

    /// <summary>The sender's address. Empty: the shop's own e-mail address, or no-reply at its host.</summary>
    [EmailAddress] public string? From { get; set; }

    /// <summary>Where the compiled HTML templates are; the web site says so.</summary>
    public string? Templates { get; set; }

    public SmtpOptions Smtp { get; set; } = new();

    public bool UsesSmtp => Via.Equals("smtp", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The mail server: configuration section “Mail:Smtp”. It is spoken to with STARTTLS.</summary>
public sealed class SmtpOptions
{
    public string Host { get; set; } = "";
    [Range(1, 65535)] public int Port { get; set; } = 587;
    public string? UserName { get; set; }
    public string? Password { get; set; }

    /// <summary>Off only for a relay on the same machine.</summary>
    public bool StartTls { get; set; } = true;

    [Range(1, 300)] public int TimeoutSeconds { get; set; } = 20;
}
