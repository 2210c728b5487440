namespace Shop.Loyalty;

/// <summary>
/// Which tier a member has, and why: worked out from the member's history alone, the same each time.
/// Whoever reaches a tier's entry threshold within the window has it at once, until the end of the following year: the twelve months from then on, or the next
/// calendar or membership year. Each release that finds the keep threshold met within the window moves that end on. At the end there is a grace; who still lacks
/// something at its end goes down one step, and has that one for a year.
/// </summary>
public static class TierLadder
{
    /// <param name="at">What lies after it is not looked at.</param>
    public static TierVerdict Evaluate(TierHistory history, ProgrammeRules rules, TimeZoneInfo zone, DateTime at) => new TierWalk(history, rules, zone).To(at).Verdict();
}
