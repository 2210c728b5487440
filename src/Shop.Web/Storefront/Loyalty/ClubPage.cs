using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club explained to anybody; to members with what is theirs.</summary>
/// <param name="IsSignedIn">Joining takes one press then.</param>
public sealed record ClubPage(Club Club, bool IsSignedIn, MemberStanding? Me, TierProgress? Progress)
{
    /// <summary>What can be had for points.</summary>
    public IReadOnlyList<RewardOffer> Rewards { get; init; } = [];
}

/// <summary>How far a member is on the way to the next tier, and to keeping this one.</summary>
public sealed record TierProgress(TierTerms Here, TierTerms? Next, Period Window, long Credits, int Orders)
{
    /// <summary>Credits of orders on their way, which count when those can no longer be sent back.</summary>
    public long Coming { get; init; }

    /// <summary>Null where the next tier cannot be reached by buying.</summary>
    public Threshold? Asked => Next?.Entry;

    /// <summary>Credits that are missing for the next tier; zero when orders alone decide.</summary>
    public long MissingCredits => Math.Max(0, (Asked?.Credits ?? 0) - Credits);
    public int MissingOrders => Math.Max(0, (Asked?.Orders ?? 0) - Orders);

    /// <summary>The credits to keep the tier that are missing in this window.</summary>
    public long MissingToKeep => Here.ToKeep is { } keep && !keep.IsMet(Credits, Orders) ? Math.Max(0, (keep.Credits ?? 0) - Credits) : 0;

    public static TierProgress Of(ProgrammeRules rules, Tier tier, Period window, long credits, int orders)
    {
        var here = rules.Ladder.Of(tier) ?? new TierTerms { Tier = tier, Name = tier.ToString() };
        return new TierProgress(here, rules.Ladder.Tiers.Where(t => t.Tier > tier && t.Entry is not null).MinBy(t => t.Tier), window, credits, orders);
    }
}
