using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Mail;

namespace Shop.Tests.Mail;

/// <summary>The two ways out: a folder, and an SMTP server that speaks as servers do.</summary>
public sealed class MailServerTests
{
    private sealed class ByFolder : ShopFactory;

    private sealed class BySmtp(int port) : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["Mail:Via"] = "smtp", ["Mail:Smtp:Host"] = "127.0.0.1", ["Mail:Smtp:Port"] = $"{port}", ["Mail:Smtp:StartTls"] = "false", ["Mail:Smtp:TimeoutSeconds"] = "2", ["Mail:From"] = "hello@shop.example",
        };
    }

    [Fact]
    public async Task The_folder_gets_whole_mails_that_a_mail_program_opens()
    {
        await using var shop = new ByFolder();
        var mail = await Write(shop, "ada@example.org");
        await shop.With<SendWaitingMail>(m => m.Run(default));

        var folder = Path.Combine(shop.Folder, "mail");
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "*.eml")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder, ".new")));
        AssertWhole(text, mail);
    }

    [Fact]
    public async Task The_smtp_server_gets_both_parts_and_our_message_id()
    {
        using var server = new SmallSmtpServer();
        await using var shop = new BySmtp(server.Port);
        var mail = await Write(shop, "ada@example.org");
        Assert.Equal(1, await shop.With<SendWaitingMail, int>(m => m.Run(default)));
        AssertWhole(await server.Received, mail);
        Assert.NotNull((await shop.Mailbox("ada@example.org"))[0].SentAt);
    }

    [Fact]
    public async Task No_such_mailbox_is_final_and_no_server_is_not()
    {
        using (var server = new SmallSmtpServer("550 No such mailbox"))
        {
            await using var shop = new BySmtp(server.Port);
            await Write(shop, "nobody@example.org");
            await shop.With<SendWaitingMail>(m => m.Run(default));
            Assert.NotNull((await shop.Mailbox("nobody@example.org"))[0].DeadAt);
        }
        await using var alone = new BySmtp(1);
        await Write(alone, "ada@example.org");
        await alone.With<SendWaitingMail>(m => m.Run(default));
        var waiting = (await alone.Mailbox("ada@example.org"))[0];
        Assert.Equal((null, null, 1), (waiting.SentAt, waiting.DeadAt, waiting.Attempts));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var shop = new BySmtp(((IPEndPoint)silent.LocalEndpoint).Port);
        await Write(shop, "ada@example.org");
        await shop.With<SendWaitingMail>(m => m.Run(default)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("within 2 s", (await shop.Mailbox("ada@example.org"))[0].Error, StringComparison.Ordinal);
    }

    private static void AssertWhole(string received, OutgoingMail mail)
    {
        Assert.Contains($"Message-ID: {mail.MessageId}", received, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("multipart/alternative", received, StringComparison.Ordinal);
        Assert.True(received.IndexOf("text/plain", StringComparison.Ordinal) is > 0 and var plain && plain < received.IndexOf("text/html", StringComparison.Ordinal));
        Assert.Contains("To: ada@example.org", received, StringComparison.Ordinal);
        Assert.Contains("Your password was changed", received, StringComparison.Ordinal);
    }

    private static async Task<OutgoingMail> Write(ShopFactory shop, string to)
    {
        using var scope = shop.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<MailWriter>()
            .Write("password-changed", to, new MailValues { { "name", "Ada" }, { "forgotten", "https://localhost/account/forgotten" } }, "one", shop.Clock.Now, default);
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await db.SaveChangesAsync();
        return await db.OutgoingMails.AsNoTracking().SingleAsync(m => m.To == to);
    }

    /// <summary>Says what a mail server says, to one client.</summary>
    private sealed class SmallSmtpServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _toRecipient;

        public SmallSmtpServer(string toRecipient = "250 Ok")
        {
            _toRecipient = toRecipient;
            _listener.Start();
            Received = Talk();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task<string> Received { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> Talk()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            var data = new StringBuilder();
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 Go on");
                    while (await reader.ReadLineAsync() is { } part && part != ".") data.AppendLine(part);
                    await writer.WriteLineAsync("250 Taken");
                }
                else if (line.StartsWith("RCPT", StringComparison.Ordinal)) await writer.WriteLineAsync(_toRecipient);
                else if (line == "QUIT") break;
                else await writer.WriteLineAsync("250 Ok");
            }
            return data.ToString();
        }
    }
}
