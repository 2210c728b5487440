using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>The step that brought somebody where they stand, as it was told then.</summary>
/// <param name="Rules">Those of then.</param>
/// <param name="Behind">The orders whose credits were counted.</param>
public sealed record ToldStep(TierEntry Told, PublishedRules? Rules, IReadOnlyList<CreditedOrder> Behind);

/// <summary>Tells why a member has their tier: the step that was written down, with the orders that were counted by the rules of that day. Newer rules do not rewrite it.</summary>
public sealed class WhyThisTier(ShopDb db, RuleBook rules, MemberReader members, StandMember stand)
{
    /// <summary>Null for who never left the first tier since they joined.</summary>
    public async Task<ToldStep?> Run(Guid memberId, CancellationToken ct)
    {
        var member = await db.Memberships.AsNoTracking().SingleAsync(m => m.Id == memberId, ct);
        if (member.Tier == Tier.Member || (await members.Steps(memberId, ct)).FirstOrDefault(s => s.From != s.To && s.To == member.Tier && s.At >= member.JoinedAt) is not { } told) return null;
        if (await rules.Of(told.RuleSetId, ct) is not { } then) return new ToldStep(told, null, []);
        var step = TierLadder.Evaluate(await stand.History(member, ct), then.Rules, then.Zone, told.At).Steps.LastOrDefault(s => s.To == told.To);
        return new ToldStep(told, then, step?.At == told.At ? step.Behind : []);
    }
}
