using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What a deed gives a member. The shop's news, the jobs and a history that is played again all go through here.</summary>
public static class DeedSteps
{
    internal static string Joined(Guid member) => $"member:{member}:joined";
    internal static string AllOf(Deed deed) => $"deed:{deed}:";
    internal static string Done(Deed deed, Guid member, string occasion) => $"deed:{deed}:{member}:{occasion}";

    /// <summary>The points and credits of the rules; nothing when they give none.</summary>
    /// <param name="key">What the journal knows it by, so that it is given once.</param>
    public static void Give(PointsAccount account, Membership member, Deed deed, string key, string reason, DateTime at, Actor by, PublishedRules published)
    {
        if (published.Rules.Earning.For(deed) is { } terms) Give(account, member, key, reason, at, by, published, terms.Points, terms.Credits);
    }

    internal static void Give(PointsAccount account, Membership member, string key, string reason, DateTime at, Actor by, PublishedRules published, long points, long credits)
    {
        if (points + credits <= 0) return;
        account.Grant(new Entry(key, member.Id, at, by, reason, RuleSetId: published.RuleSetId), points, Expiries.For(at, published.Rules, published.Zone), credits: credits);
    }
}
