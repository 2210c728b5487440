using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>What a member's tier entitles to, by the rules in force: one question for the tier, one for the rules, however many there are.</summary>
internal sealed class TierEntitlements(ShopDb db, RuleBook rules, TimeProvider clock) : IEntitlements
{
    private (Guid CustomerId, Entitlements Entitled)? _read;

    public async ValueTask<Entitlements> Of(Guid? customerId, CancellationToken ct)
    {
        if (customerId is not { } customer) return Entitlements.None;
        if (_read is { } read && read.CustomerId == customer) return read.Entitled;
        var entitled = await Read(customer, ct);
        _read = (customer, entitled);
        return entitled;
    }

    private async Task<Entitlements> Read(Guid customer, CancellationToken ct)
    {
        var tier = await db.Memberships.Where(m => m.CustomerId == customer && m.State == MembershipState.Active).Select(m => (Tier?)m.Tier).SingleOrDefaultAsync(ct);
        return tier is { } known && await rules.At(clock.GetUtcNow().UtcDateTime, ct) is { } published ? published.Rules.EntitlementsOf(known) : Entitlements.None;
    }
}
