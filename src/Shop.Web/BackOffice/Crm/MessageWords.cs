using Shop.Loyalty;

namespace Shop.Web.BackOffice.Crm;

/// <summary>Messages as staff read them.</summary>
public static class MessageWords
{
    /// <summary>A priority as its rank among those the rules give: “First” for the highest, “Before others” for any other; empty for none.</summary>
    public static string Turn(int priority, LadderTerms ladder) => priority <= 0 ? "" : priority >= ladder.Tiers.Select(t => t.Benefits.SupportPriority).DefaultIfEmpty().Max() ? "First" : "Before others";
}
