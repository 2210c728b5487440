using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests;

/// <summary>Rewards a test starts from.</summary>
internal static class Rewards
{
    /// <summary>€10 off an order for 200 points, to be had since yesterday.</summary>
    public static RewardTerms TenOff(this TestClock clock, string name = "Ten off") => new(name, RewardKind.AmountOff, 200, clock.Now.AddDays(-1)) { Words = "Ten euros off.", Amount = new Money(10_00) };

    public static Task<Guid> Reward(this ShopFactory shop, RewardTerms terms) => shop.With<ChangeReward, Guid>(change => change.Save(null, terms, default));

    public static Task<List<RewardClaim>> ClaimsOf(this ShopFactory shop, Guid reward) => shop.InDb(db => db.RewardClaims.AsNoTracking().Where(c => c.RewardId == reward).OrderBy(c => c.At).ToListAsync());

    /// <summary>Takes a reward as a member does: looks at it, then presses the button.</summary>
    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> Take(this Visitor visitor, Guid reward) =>
        await visitor.SubmitForPage((await visitor.GetPage($"/account/club/rewards/{reward}")).Form($"form[action$='/rewards/{reward}']"));
}
