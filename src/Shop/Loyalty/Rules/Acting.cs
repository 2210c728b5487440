namespace Shop.Loyalty;

/// <summary>What of a rule set the shop acts upon today. Pages promise nothing else, and the desk is told when a draft counts on more.</summary>
public static class Acting
{
    private static readonly HashSet<Deed> Deeds = [Deed.Join, Deed.FirstOrder, Deed.Birthday, Deed.Anniversary, Deed.ReviewApproved, Deed.ProfileCompleted, Deed.EventAttended];

    private static readonly HashSet<string> Benefits =
    [
        nameof(TierBenefits.PercentOffBasisPoints), nameof(TierBenefits.FreeDeliveryFrom), nameof(TierBenefits.EarlyAccessHours), nameof(TierBenefits.EarlyAccessQuota), nameof(TierBenefits.ReturnDays), nameof(TierBenefits.BirthdayPoints),
        nameof(TierBenefits.EventSeats), nameof(TierBenefits.SupportPriority), nameof(TierBenefits.Adviser),
    ];

    public static bool On(Deed deed) => Deeds.Contains(deed);

    public static bool On(string benefit) => Benefits.Contains(benefit);

    /// <summary>What these rules say and nothing acts upon yet: no reason not to publish them, but members are not told of it.</summary>
    public static IReadOnlyList<RuleProblem> Missing(ProgrammeRules rules)
    {
        var found = new List<RuleProblem>();
        for (var i = 0; i < rules.Earning.Deeds.Count; i++)
            if (!On(rules.Earning.Deeds[i].Deed)) found.Add(new RuleProblem($"earning.deeds[{i}]", $"{rules.Earning.Deeds[i].Deed}: nothing in the shop notices this deed yet, so it earns nothing"));
        for (var i = 0; i < rules.Ladder.Tiers.Count; i++)
        {
            var (tier, own, path) = (rules.Ladder.Tiers[i].Name, rules.Ladder.Tiers[i].Benefits, $"ladder.tiers[{i}].benefits");
            void Note(bool isUsed, string benefit, string text)
            {
                if (isUsed && !On(benefit)) found.Add(new RuleProblem($"{path}.{char.ToLowerInvariant(benefit[0])}{benefit[1..]}", $"{tier}: {text}"));
            }
            Note(own.WarrantyMonths > 0, nameof(own.WarrantyMonths), "no warranty is kept by the shop yet");
            if (own.EarlyAccessQuota is not null && own.EarlyAccessHours == 0) found.Add(new RuleProblem($"{path}.earlyAccessQuota", $"{tier}: a quota without early hours does nothing"));
        }
        return found;
    }
}
