using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Payments;

/// <summary>Takes a provider's notice in: checks who signed it, keeps it raw, and nothing else, so that the answer is quick and nothing said is lost.</summary>
public sealed class TakePaymentNotice(ShopDb db, NoticeSecrets secrets, IOptions<PaymentsOptions> options, NoticeBell bell, TimeProvider clock)
{
    /// <summary>Kept (or had already); or refused because the signature, the age or the shape is wrong.</summary>
    public enum Outcome { Kept, Refused }

    public async Task<Outcome> Run(string provider, string body, string? signature, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var tolerance = TimeSpan.FromSeconds(options.Value.NoticeToleranceSeconds);
        if (!NoticeSignature.IsValid(signature, body, secrets.InForce, tolerance, now)) return Outcome.Refused;
        if (Read(provider, body, now) is not { } notice) return Outcome.Refused;

        if (!await db.PaymentNotices.AnyAsync(n => n.Provider == provider && n.EventId == notice.EventId, ct))
        {
            db.Add(notice);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException) when (!ct.IsCancellationRequested)
            {
                // The same event at the same moment: one of the two is kept. Anything else is a failure, and the provider will send again.
                db.ChangeTracker.Clear();
                if (!await db.PaymentNotices.AnyAsync(n => n.Provider == provider && n.EventId == notice.EventId, ct)) throw;
            }
        }
        bell.Ring();
        return Outcome.Kept;
    }

    private static PaymentNotice? Read(string provider, string body, DateTime now)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var root = json.RootElement;
            if (root.GetProperty("id").GetString() is not { Length: > 0 and <= PaymentNotice.EventIdMaxLength } id) return null;
            if (root.GetProperty("type").GetString() is not { Length: > 0 and <= PaymentNotice.TypeMaxLength } type) return null;
            var about = root.GetProperty("data").GetProperty("object");
            // A refund or dispute names the intent it belongs to; an intent is one itself.
            var intent = about.TryGetProperty("payment_intent", out var named) ? named.GetString() : about.GetProperty("id").GetString();
            return PaymentNotice.Of(provider, id, type, intent, body, now);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
