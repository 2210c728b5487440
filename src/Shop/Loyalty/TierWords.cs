using System.Globalization;

namespace Shop.Loyalty;

/// <summary>Why a tier changed, in a sentence for the member, with the names that the rules give the tiers.</summary>
public static class TierWords
{
    public static string Of(TierStep step, LadderTerms ladder) => step.Reason switch
    {
        TierReason.Reached => $"{ladder.NameOf(step.To)} was reached with {Number(step.Credits, "credit")} from {Number(step.Orders, "order")}.",
        TierReason.Granted => $"{ladder.NameOf(step.To)} was given{(step.Grant is { Reason.Length: > 0 } grant ? $": {grant.Reason}" : "")}.",
        TierReason.Lifetime => $"{ladder.NameOf(step.To)} is for life: so many credits were collected over the years.",
        _ => $"{ladder.NameOf(step.From)} came to its end with {Number(step.Credits, "credit")} in its last twelve months; {ladder.NameOf(step.To)} follows, one step down.",
    };

    /// <summary>Why a tier changed without anything having been bought.</summary>
    public static string ByNewRules(TierVerdict verdict, LadderTerms ladder) => $"The rules of the club changed; by the new ones your tier is {ladder.NameOf(verdict.Tier)}, with {Number(verdict.Credits, "credit")} that count now.";

    /// <summary>Why a tier changed because credits counted, or were taken back, later than others that came after them.</summary>
    public static string ByLateNews(TierVerdict verdict, LadderTerms ladder) => $"What counts for your tier was put right; with {Number(verdict.Credits, "credit")} it is {ladder.NameOf(verdict.Tier)} now.";

    /// <summary>What a tier is called in the books, whatever the rules call it.</summary>
    public static string Name(Tier tier) => tier == Tier.Vip ? "VIP" : tier.ToString();

    private static string Number(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");
}
