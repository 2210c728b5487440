using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Wishes;

/// <summary>Reads what people wait for: by the secret of a letter, or what a customer waits for under their record or their mail address.</summary>
public sealed class ReadStockNotices(ShopDb db, TimeProvider clock)
{
    /// <summary>Null when it ran out, was stopped, or never was.</summary>
    public async Task<ShownNotice?> ByToken(string token, CancellationToken ct) =>
        (await Show(db.StockNotices.AsNoTracking().Where(n => n.Token == token)).ToListAsync(ct)).SingleOrDefault();

    /// <param name="email">The address this customer has proved to be theirs.</param>
    public async Task<IReadOnlyList<ShownNotice>> Of(Guid customerId, string email, CancellationToken ct) =>
        await Show(db.StockNotices.AsNoTracking().OwnedBy(customerId, email).Where(n => n.ConfirmedAt != null).OrderByDescending(n => n.AskedAt).ThenBy(n => n.Id)).ToListAsync(ct);

    public Task<bool> IsWaited(Guid customerId, string email, Guid variantId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.StockNotices.OwnedBy(customerId, email).AnyAsync(n => n.VariantId == variantId && n.ConfirmedAt != null && n.ExpiresAt > now, ct);
    }

    private IQueryable<ShownNotice> Show(IQueryable<StockNotice> notices)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return notices.Where(n => n.ExpiresAt > now).Select(n => new ShownNotice(n.Id, n.ProductId, n.VariantId, n.Email, n.Token, n.ConfirmedAt != null, n.IsWaiting, n.ToldAt, n.ExpiresAt));
    }
}

/// <summary>A notice somebody asked for, as a page shows it.</summary>
/// <param name="Confirmed">Its reader said yes.</param>
/// <param name="IsWaiting">The article has not come back since they were told last.</param>
public sealed record ShownNotice(Guid Id, Guid ProductId, Guid VariantId, string Email, string Token, bool Confirmed, bool IsWaiting, DateTime? ToldAt, DateTime ExpiresAt);

/// <summary>The notices that are a customer's own.</summary>
public static class OwnedStockNotices
{
    public static IQueryable<StockNotice> OwnedBy(this IQueryable<StockNotice> notices, Guid customerId, string email) => notices.Where(n => n.CustomerId == customerId || n.CustomerId == null && n.Email == email);
}
