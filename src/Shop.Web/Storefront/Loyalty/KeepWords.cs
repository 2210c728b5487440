using Shop.Loyalty;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Says what keeps a tier, as the planner found it: what is on its way, what an order of today would do, and then what it takes at the last moment.</summary>
public static class KeepWords
{
    private const string TooLate = "An order of today would count too late: it counts when it has arrived and can no longer be sent back.";

    /// <returns>Nothing for a tier without an end, or one that what counts already leads away from.</returns>
    public static IReadOnlyList<string> Of(TierPlan plan, Tier tier, LadderTerms ladder, MoneyText money, DateTime now, TimeZoneInfo zone)
    {
        var name = ladder.NameOf(tier);
        if (plan.WithPending > tier) return [$"What is on its way lifts you to {ladder.NameOf(plan.WithPending)}."];
        if (plan.WithPending < tier || plan.WithPendingUntil is not { } sure) return [];
        List<string> said = [];
        if (plan.Pending.Any(p => p.Prolongs)) said.Add($"Your orders on their way keep it: with them {name} is sure until {Day(sure)}, grace included.");
        if (plan.ToKeep is { } keep)
        {
            said.Add($"{money.Of(keep.Amount)} of goods{In(keep)}, bought today, {(said.Count > 0 ? "would keep it longer" : "is enough")}: {Sure(keep)}.");
            if (keep is { AtLast: { } late, BuyBy: { } last }) said.Add($"If you wait until {ClubWords.LastDayBefore(last, now, zone)}, the last day to buy, it takes {money.Of(late.Amount)}{In(late)}.");
            else if (keep.BuyBy is { } by) said.Add($"The last day to buy is {ClubWords.LastDayBefore(by, now, zone)}: an order counts when it has arrived and can no longer be sent back.");
        }
        else if (said.Count == 0) said.Add(plan.Pending.Count == 0 ? TooLate : TooLate + " What is on its way may still do it, if it arrives sooner.");
        return said;

        string Sure(Effort effort) => effort.Until is { } until ? $"{name} is then sure until {Day(until)}, grace included" : $"{name} is then yours for good";
        string Day(DateTime end) => DateText.LongDay(Expiries.LastDay(end, zone));
        static string In(Effort effort) => effort.Orders == 1 ? "" : $" in {effort.Orders} orders";
    }
}
