using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Payments.TestGateway;

/// <summary>
/// The test gateway's other side: intents, cards, challenges, refunds, and a notice for each change. Keys are honoured as real providers do:
/// the same key with the same request answers the same, with another request it is an error.
/// </summary>
public sealed class TestGatewayBank(IOptions<DataOptions> data, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _one = new(1, 1);
    private DbContextOptions<TestGatewayDb>? _options;

    public Task<TestIntent> Create(PaymentIntentRequest request, CancellationToken ct) => Change(async db =>
    {
        if (await Known(db, request.IdempotencyKey, JsonSerializer.Serialize(request), ct) is { } id) return await db.Intents.SingleAsync(i => i.Id == id, ct);
        var intent = new TestIntent
        {
            Id = NewId("pi"), OrderId = request.OrderId, OrderNumber = request.OrderNumber, Amount = request.Amount.Minor, Currency = request.Currency, Email = request.Email,
            ReturnUrl = request.ReturnUrl, CaptureLater = request.CaptureLater, Status = IntentStatus.RequiresPayment, CreatedAt = Now,
        };
        db.Add(intent);
        db.Add(new TestKey { Key = request.IdempotencyKey, Request = JsonSerializer.Serialize(request), ResultId = intent.Id });
        Tell(db, intent, "payment_intent.created");
        return intent;
    }, ct);

    public Task<TestIntent?> Find(string id, CancellationToken ct) => Change(async db => await Load(db, id, ct), ct);

    /// <summary>Takes payments of a history that was brought in into its books, without telling anybody.</summary>
    internal Task<int> Remember(IReadOnlyList<TestIntent> intents, IReadOnlyList<TestRefund> refunds, CancellationToken ct) => Change(async db =>
    {
        await db.Intents.ExecuteDeleteAsync(ct); // what an earlier try left, before it was killed
        await db.Refunds.ExecuteDeleteAsync(ct);
        db.AddRange(intents);
        db.AddRange(refunds);
        return await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>The customer entered a card: succeeds, fails with a reason, asks for a challenge or goes on processing.</summary>
    public Task<TestIntent> Confirm(string id, TestCard card, NoticeManner manner, CancellationToken ct, string? fingerprint = null) => Change(async db =>
    {
        var intent = await Open(db, id, ct);
        (intent.CardLast4, intent.Notices, intent.FailureReason) = (card.Number[^4..], manner, null);
        await Note(db, intent, fingerprint, ct);
        intent.Status = card.StatusAfter(intent.CaptureLater);
        switch (card.Conduct)
        {
            case TestCardConduct.Succeeds: Succeed(db, intent); break;
            case TestCardConduct.Challenges: Tell(db, intent, "payment_intent.requires_action"); break;
            case TestCardConduct.Declines: Fail(db, intent, card.Refusal!); break;
            default:
                intent.SettlesAt = Now + Settling;
                intent.SettlesTo = card.Conduct == TestCardConduct.SucceedsLater ? IntentStatus.Succeeded : IntentStatus.RequiresPayment;
                Tell(db, intent, "payment_intent.processing");
                break;
        }
        return intent;
    }, ct);

    /// <summary>The customer answered the bank's challenge.</summary>
    public Task<TestIntent> Challenge(string id, bool passed, CancellationToken ct) => Change(async db =>
    {
        var intent = await Load(db, id, ct) ?? throw NoSuch(id);
        if (intent.Status != IntentStatus.RequiresAction) return intent; // answered in another window
        if (passed) Succeed(db, intent);
        else Fail(db, intent, "The bank could not confirm that it was you. Try again or use another card.");
        return intent;
    }, ct);

    public Task<TestIntent> Capture(string id, Money amount, string key, CancellationToken ct) => Change(async db =>
    {
        var intent = await Load(db, id, ct) ?? throw NoSuch(id);
        if (await Known(db, key, $"capture {id} {amount.Minor}", ct) is not null) return intent;
        if (intent.Status != IntentStatus.RequiresCapture) throw new RuleBroken($"{id} is {intent.Status} and cannot be captured.");
        if (amount.Minor <= 0 || amount.Minor > intent.Amount) throw new RuleBroken($"{amount.Minor} cannot be captured of {intent.Amount}.");
        (intent.Status, intent.Captured) = (IntentStatus.Succeeded, amount.Minor);
        db.Add(new TestKey { Key = key, Request = $"capture {id} {amount.Minor}", ResultId = id });
        Tell(db, intent, "payment_intent.succeeded");
        return intent;
    }, ct);

    public Task<TestIntent> Cancel(string id, string key, CancellationToken ct) => Change(async db =>
    {
        var intent = await Load(db, id, ct) ?? throw NoSuch(id);
        if (await Known(db, key, $"cancel {id}", ct) is not null) return intent;
        if (intent.Status is IntentStatus.Succeeded or IntentStatus.Canceled or IntentStatus.Processing) return intent; // too late: the caller sees what it is
        intent.Status = IntentStatus.Canceled;
        db.Add(new TestKey { Key = key, Request = $"cancel {id}", ResultId = id });
        Tell(db, intent, "payment_intent.canceled");
        return intent;
    }, ct);

    public Task<TestRefund> Refund(string id, Money amount, string key, CancellationToken ct) => Change(async db =>
    {
        if (await Known(db, key, $"refund {id} {amount.Minor}", ct) is { } done) return await db.Refunds.SingleAsync(r => r.Id == done, ct);
        var intent = await Load(db, id, ct) ?? throw NoSuch(id);
        if (amount.Minor <= 0 || intent.Refunded + amount.Minor > intent.Captured) throw new RuleBroken($"{amount.Minor} cannot be refunded of {intent.Captured - intent.Refunded}.");
        var refund = new TestRefund { Id = NewId("re"), IntentId = id, Amount = amount.Minor, At = Now };
        intent.Refunded += amount.Minor;
        db.Add(refund);
        db.Add(new TestKey { Key = key, Request = $"refund {id} {amount.Minor}", ResultId = refund.Id });
        Tell(db, intent, "charge.refunded");
        return refund;
    }, ct);

    /// <summary>The customer pays from the gateway's wallet: no card to type, and it always succeeds.</summary>
    public Task<TestIntent> ConfirmByWallet(string id, CancellationToken ct) => Change(async db =>
    {
        var intent = await Open(db, id, ct);
        intent.CardLast4 = "wall";
        await Note(db, intent, null, ct);
        Succeed(db, intent);
        return intent;
    }, ct);

    // A session is kept with the keys: who asked, and, once its owner shared an address, whose.
    internal Task<string> OpenWallet(string returnUrl, CancellationToken ct) => Change(db =>
    {
        var session = NewId("wallet");
        db.Add(new TestKey { Key = session, Request = returnUrl.Replace("{session}", session, StringComparison.Ordinal), ResultId = "" });
        return Task.FromResult(session);
    }, ct);

    /// <summary>Where a wallet's session goes back to; null when there is none.</summary>
    public Task<string?> ReturnOfWallet(string session, CancellationToken ct) => Change(async db => IsWallet(session) && await db.Keys.FindAsync([session], ct) is { } known ? known.Request : null, ct);

    /// <summary>Its owner lets the shop see their address.</summary>
    public Task Share(string session, string owner, CancellationToken ct) => Change(db => db.Keys.Where(k => k.Key == session).ExecuteUpdateAsync(k => k.SetProperty(x => x.ResultId, owner), ct), ct);

    internal Task<string?> SharedBy(string session, CancellationToken ct) => Change(async db => IsWallet(session) && await db.Keys.FindAsync([session], ct) is { ResultId.Length: > 0 } known ? known.ResultId : null, ct);

    private static bool IsWallet(string session) => session.StartsWith("wallet_test_", StringComparison.Ordinal);

    public Task<List<TestIntent>> Latest(int count, CancellationToken ct) => Change(db => db.Intents.OrderByDescending(i => i.CreatedAt).Take(count).ToListAsync(ct), ct);

    public Task<List<TestEvent>> EventsOf(string intentId, CancellationToken ct) => Change(db => db.Events.Where(e => e.IntentId == intentId).OrderBy(e => e.At).ToListAsync(ct), ct);

    /// <summary>Puts the notices of an intent in line again, lost ones too.</summary>
    public Task<int> SendAgain(string intentId, CancellationToken ct) => Change(db => db.Events.Where(e => e.IntentId == intentId)
        .ExecuteUpdateAsync(e => e.SetProperty(x => x.SentAt, (DateTime?)null).SetProperty(x => x.Lost, false).SetProperty(x => x.DueAt, Now), ct), ct);

    /// <summary>Ends what is processing and due, and hands out the notices that are due.</summary>
    public Task<List<TestEvent>> Due(CancellationToken ct) => Change(async db =>
    {
        var now = Now;
        foreach (var intent in await db.Intents.Where(i => i.SettlesAt != null && i.SettlesAt <= now).ToListAsync(ct)) Settle(db, intent);
        await db.SaveChangesAsync(ct);
        return await db.Events.AsNoTracking().Where(e => e.SentAt == null && !e.Lost && e.DueAt <= now).OrderBy(e => e.DueAt).Take(50).ToListAsync(ct);
    }, ct);

    /// <summary>Notes that a notice was taken, or when to send it again: doubling, up to an hour, for three days.</summary>
    public Task<int> Sent(string eventId, bool taken, CancellationToken ct) => Change(async db =>
    {
        var sent = await db.Events.SingleAsync(e => e.Id == eventId, ct);
        sent.Attempts++;
        if (taken) sent.SentAt = Now;
        else sent.DueAt = Now + TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, sent.Attempts)));
        if (!taken && Now - sent.At > TimeSpan.FromDays(3)) sent.Lost = true;
        return sent.Attempts;
    }, ct);

    public void Dispose() => _one.Dispose();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static string NewId(string kind) => $"{kind}_test_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    private static RuleBroken NoSuch(string id) => new($"There is no payment {id}.");

    private static async Task<string?> Known(TestGatewayDb db, string key, string request, CancellationToken ct)
    {
        var known = await db.Keys.FindAsync([key], ct);
        if (known is null) return null;
        return known.Request == request ? known.ResultId : throw new RuleBroken("This key was used for another request.");
    }

    private async Task<TestIntent?> Load(TestGatewayDb db, string id, CancellationToken ct)
    {
        var intent = await db.Intents.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (intent?.SettlesAt <= Now) Settle(db, intent);
        if (intent is not null) intent.Fingerprint = (await db.Keys.FindAsync([FingerprintKey(id)], ct))?.Request;
        return intent;
    }

    private async Task<TestIntent> Open(TestGatewayDb db, string id, CancellationToken ct)
    {
        var intent = await Load(db, id, ct) ?? throw NoSuch(id);
        return intent.Status == IntentStatus.RequiresPayment ? intent : throw new RuleBroken("This payment is already under way.");
    }

    private static string FingerprintKey(string id) => $"fingerprint {id}";

    // With the keys: which card was used last.
    private static async Task Note(TestGatewayDb db, TestIntent intent, string? fingerprint, CancellationToken ct)
    {
        if (await db.Keys.FindAsync([FingerprintKey(intent.Id)], ct) is { } before) db.Remove(before);
        await db.SaveChangesAsync(ct);
        intent.Fingerprint = fingerprint;
        if (fingerprint is not null) db.Add(new TestKey { Key = FingerprintKey(intent.Id), Request = fingerprint });
    }

    private void Settle(TestGatewayDb db, TestIntent intent)
    {
        var target = intent.SettlesTo;
        (intent.SettlesAt, intent.SettlesTo) = (null, null);
        if (target == IntentStatus.Succeeded) Succeed(db, intent);
        else Fail(db, intent, "The bank refused the payment after checking it.");
    }

    private void Succeed(TestGatewayDb db, TestIntent intent)
    {
        intent.Status = intent.CaptureLater ? IntentStatus.RequiresCapture : IntentStatus.Succeeded;
        intent.FailureReason = null;
        if (!intent.CaptureLater) intent.Captured = intent.Amount;
        Tell(db, intent, intent.CaptureLater ? "payment_intent.amount_capturable_updated" : "payment_intent.succeeded");
    }

    private void Fail(TestGatewayDb db, TestIntent intent, string reason)
    {
        (intent.Status, intent.FailureReason) = (IntentStatus.RequiresPayment, reason);
        Tell(db, intent, "payment_intent.payment_failed");
    }

    private void Tell(TestGatewayDb db, TestIntent intent, string type)
    {
        var id = NewId("evt");
        var body = JsonSerializer.Serialize(new
        {
            id, type, created = new DateTimeOffset(Now, TimeSpan.Zero).ToUnixTimeSeconds(), livemode = false,
            data = new { @object = new { id = intent.Id, status = intent.Status.ToString(), amount = intent.Amount, currency = intent.Currency, metadata = new { order_id = intent.OrderId } } },
        });
        db.Add(new TestEvent
        {
            Id = id, Type = type, IntentId = intent.Id, Body = body, At = Now, DueAt = intent.Notices == NoticeManner.Late ? Now + Lateness : Now,
            Copies = intent.Notices == NoticeManner.Repeated ? 3 : 1, Lost = intent.Notices == NoticeManner.Lost,
        });
    }

    private async Task<T> Change<T>(Func<TestGatewayDb, Task<T>> step, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await using var db = await Books(ct);
            var result = await step(db);
            await db.SaveChangesAsync(ct);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<TestGatewayDb> Books(CancellationToken ct)
    {
        if (_options is not null) return new TestGatewayDb(_options);
        Directory.CreateDirectory(data.Value.Directory);
        var options = new DbContextOptionsBuilder<TestGatewayDb>().UseSqlite($"Data Source={data.Value.PathOf("test-gateway.db")}").Options;
        var db = new TestGatewayDb(options);
        await db.Database.EnsureCreatedAsync(ct);
        _options = options;
        return db;
    }
}
