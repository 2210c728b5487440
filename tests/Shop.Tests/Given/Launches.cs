using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests;

/// <summary>Products that are not for everybody yet, and people who come earlier.</summary>
internal static class Launches
{
    public static async Task ComesOut(this ShopFactory shop, Product product, DateTime from, int? quota = null)
    {
        await shop.InDb(async db =>
        {
            (await db.Products.SingleAsync(p => p.Id == product.Id)).ComeOut(from, quota, shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await shop.Tell();
    }

    /// <summary>A member of a tier, lent to them for two years.</summary>
    public static async Task<(Membership Member, Visitor Visitor)> MemberAt(this ShopFactory shop, Tier tier, string email)
    {
        var (member, visitor) = await shop.Member(email);
        await shop.StandAt(member, tier);
        return (member, visitor);
    }

    public static Task<int> StandAt(this ShopFactory shop, Membership member, Tier tier) => shop.InDb(async db =>
    {
        var found = await db.Memberships.SingleAsync(m => m.Id == member.Id);
        if (tier > Tier.Member) db.Add(LentTier.Of(member.Id, tier, shop.Clock.Now, shop.Clock.Now.AddYears(2), GrantKind.Invitation, "a guest of honour", Actor.System));
        found.Stand(tier, shop.Clock.Now, shop.Clock.Now.AddYears(2), await db.RuleSets.Select(r => r.Id).SingleAsync());
        return await db.SaveChangesAsync();
    });
}
