using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shop.Data;
using Shop.Mail;

namespace Shop.Tests.Mail;

/// <summary>Mail leaves late rather than never, and once rather than often.</summary>
public sealed class SendWaitingMailTests : IClassFixture<SendWaitingMailTests.Factory>
{
    public sealed class Factory : ShopFactory
    {
        internal MoodyServer Post { get; } = new();

        protected override void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IMailServer>(Post));
    }

    /// <summary>A mail server in whatever mood a test wants.</summary>
    internal sealed class MoodyServer : IMailServer
    {
        public List<string> Taken { get; } = [];
        public Exception? Mood { get; set; }

        public async Task Send(OutgoingMail mail, CancellationToken ct)
        {
            await Task.Delay(5, ct);
            if (Mood is not null) throw Mood;
            lock (Taken) Taken.Add(mail.To);
        }
    }

    private readonly Factory shop;
    private readonly string _to = $"{Guid.NewGuid():N}@example.org";

    public SendWaitingMailTests(Factory shop)
    {
        this.shop = shop;
        shop.Clock.Advance(TimeSpan.FromDays(3));
        shop.Post.Mood = null;
    }

    [Fact]
    public async Task The_same_news_is_one_mail()
    {
        await Write("news");
        await Write("news");
        Assert.Single(await shop.Mailbox(_to));
    }

    [Fact]
    public async Task A_mail_is_written_only_with_the_change_it_tells_of()
    {
        using (var scope = shop.Services.CreateScope()) await Add(scope.ServiceProvider, "unsaved");
        Assert.Empty(await shop.Mailbox(_to));
    }

    [Fact]
    public async Task During_an_outage_mail_waits_longer_and_longer_and_goes_out_afterwards()
    {
        await Write("outage");
        shop.Post.Mood = new SmtpException(SmtpStatusCode.ServiceNotAvailable);
        await Send();
        var waiting = Assert.Single(await shop.Mailbox(_to));
        Assert.Equal((1, shop.Clock.Now.AddMinutes(1), null), (waiting.Attempts, waiting.NextTryAt, waiting.DeadAt));
        await Send(); // not yet
        Assert.Equal(1, (await shop.Mailbox(_to))[0].Attempts);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await Send();
        Assert.Equal(shop.Clock.Now.AddMinutes(2), (await shop.Mailbox(_to))[0].NextTryAt);

        shop.Post.Mood = null;
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await Send();
        var sent = Assert.Single(await shop.Mailbox(_to));
        Assert.Equal((shop.Clock.Now, null), (sent.SentAt, sent.Error));
        Assert.Single(shop.Post.Taken, _to);
    }

    [Fact]
    public async Task After_a_day_of_trying_a_mail_is_parked_and_the_next_one_goes_on()
    {
        await Write("poison");
        shop.Post.Mood = new TimeoutException();
        var started = shop.Clock.Now;
        for (var i = 0; i < SendWaitingMail.MaxAttempts; i++)
        {
            await Send();
            shop.Clock.Advance(TimeSpan.FromHours(1));
        }
        var parked = Assert.Single(await shop.Mailbox(_to));
        Assert.Equal(SendWaitingMail.MaxAttempts, parked.Attempts);
        Assert.True(parked.DeadAt - started >= TimeSpan.FromDays(1));
        shop.Post.Mood = null;
        await Send();
        Assert.Null((await shop.Mailbox(_to))[0].SentAt);
    }

    [Fact]
    public async Task A_recipient_that_does_not_exist_is_parked_at_once_and_holds_up_nobody()
    {
        await Write("refused");
        shop.Post.Mood = new MailRefused("No such mailbox.", null);
        await Send();
        Assert.Equal((1, true), ((await shop.Mailbox(_to))[0].Attempts, (await shop.Mailbox(_to))[0].DeadAt is not null));
        shop.Post.Mood = null;
    }

    [Fact]
    public async Task Two_nodes_send_each_mail_once()
    {
        for (var i = 0; i < 20; i++) await Write($"many:{i}");
        await Task.WhenAll(Send(), Send(), Send());
        Assert.Equal(20, shop.Post.Taken.Count(to => to == _to));
    }

    // A few rounds, as the loop makes them: a server in trouble ends each.
    private Task Send() => shop.With<SendWaitingMail>(async mail => { for (var round = 0; round < 5; round++) await mail.Run(default); });

    private async Task Write(string key)
    {
        using var scope = shop.Services.CreateScope();
        await Add(scope.ServiceProvider, key);
        await scope.ServiceProvider.GetRequiredService<ShopDb>().SaveChangesAsync();
    }

    private Task Add(IServiceProvider services, string key) => services.GetRequiredService<MailWriter>()
        .Write("password-changed", _to, new MailValues { { "name", "Ada" }, { "forgotten", "https://localhost/account/forgotten" } }, $"{_to}:{key}", shop.Clock.Now, default);
}
