using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Crm;

/// <summary>What the desk knows of a customer at one glance.</summary>
/// <param name="Spent">What was paid for their orders, less what went back.</param>
/// <param name="Member">Null for who is not in the club.</param>
public sealed record CustomerFacts(
    Guid Id, string Name, string? Email, string? Phone, string? Country, string Language, DateTime CreatedAt, CustomerOrigin Origin, string? ImportNumber, Guid? MergedIntoId, bool HasSignIn, DateTime? MarketingConsentAt,
    int Orders, Money Spent, DateTime? LastOrderAt, MemberStanding? Member, IReadOnlyList<KnownAddress> Addresses, IReadOnlyList<Voucher> Vouchers, IReadOnlyList<TierStepAtDesk> Tiers);

/// <summary>An address of a customer.</summary>
public sealed record KnownAddress(Address Address, string? Phone, bool IsDefault);

/// <summary>When a tier changed, and why.</summary>
public sealed record TierStepAtDesk(DateTime At, Tier From, Tier To, DateTime? ValidUntil, string Reason);

/// <summary>How much somebody bought.</summary>
public sealed record CustomerSums(int Orders, Money Spent, DateTime? LastOrderAt);

/// <summary>Reads a customer across the rooms: who they are, what they bought and where they stand in the club.</summary>
public sealed class CustomerFile(ShopDb db, MemberReader members, MemberVouchers vouchers, TimeProvider clock)
{
    private const int MostTiers = 50;

    public async Task<CustomerFacts?> Of(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } customer) return null;
        var sums = (await SumsOf([id], ct)).GetValueOrDefault(id) ?? new CustomerSums(0, Money.Zero, null);
        var member = await members.Of(id, now, ct);
        var steps = db.TierChanges;
        var tiers = member is null ? [] : await steps.AsNoTracking().Where(t => t.MemberId == member.MemberId).OrderByDescending(t => t.Number).Take(MostTiers).Select(t => new TierStepAtDesk(t.At, t.From, t.To, t.ValidUntil, t.Reason)).ToListAsync(ct);
        return new CustomerFacts(id, customer.Name, customer.Email, customer.Phone, customer.Country, customer.Language, customer.CreatedAt, customer.Origin, customer.ImportNumber, customer.MergedIntoId, customer.UserId is not null, customer.MarketingConsentAt,
            sums.Orders, sums.Spent, sums.LastOrderAt, member, [.. customer.Addresses.OrderByDescending(a => a.IsDefault).Select(a => new KnownAddress(a.Address, a.Phone, a.IsDefault))],
            member is null ? [] : await vouchers.Of(member.MemberId, id, now, ct), tiers);
    }

    /// <summary>The record that holds what was this one's, along all merges; null for one that was merged into none.</summary>
    public async Task<Guid?> Heir(Guid id, CancellationToken ct)
    {
        Guid? heir = null;
        for (var at = id; await db.Customers.Where(c => c.Id == at).Select(c => c.MergedIntoId).SingleOrDefaultAsync(ct) is { } next && next != id; at = next) heir = next;
        return heir;
    }

    /// <summary>Of many customers in one question.</summary>
    public async Task<IReadOnlyDictionary<Guid, CustomerSums>> SumsOf(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        // Amounts are added as they are kept, which no query over Money can.
        var sums = await db.Orders.AsNoTracking().Where(o => o.CustomerId != null && ids.Contains(o.CustomerId.Value))
            .Select(o => new { o.CustomerId, o.State, o.PlacedAt, o.Captured, o.Refunded }).ToListAsync(ct);
        return sums.Where(o => o.State == OrderState.Confirmed) // asked for in the question, SQLite would look for the state first, which most orders have
            .GroupBy(o => o.CustomerId!.Value).ToDictionary(g => g.Key, g => new CustomerSums(g.Count(), g.Aggregate(Money.Zero, (sum, o) => sum + o.Captured - o.Refunded), g.Max(o => o.PlacedAt)));
    }
}
