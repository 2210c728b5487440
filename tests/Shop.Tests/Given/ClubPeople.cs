using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests;

/// <summary>People in the club, as far as a test needs them.</summary>
internal static class ClubPeople
{
    /// <summary>The club is open, by plain rules: a point a euro, 100 points for 5 euros, all of an order payable with points.</summary>
    public static Task<int> OpenClub(this ShopFactory shop, ProgrammeRules? rules = null, string point = "point", string points = "points") => shop.InDb(async db =>
    {
        if (await db.Programmes.AnyAsync()) return 0;
        var opened = shop.Clock.Now.AddYears(-1);
        var programme = Programme.Open("The Kiln", point, points, "Europe/Oslo", 1, opened);
        var set = RuleSet.Draft(programme.Id, "First rules", rules ?? new ProgrammeRules(), opened);
        set.Publish(null, opened, Actor.System, opened);
        db.AddRange(programme, set);
        return await db.SaveChangesAsync();
    });

    /// <summary>Somebody with an account who is in the club, with points to spend.</summary>
    public static async Task<(Membership Member, Visitor Visitor)> Member(this ShopFactory shop, string email, long points = 0)
    {
        await shop.OpenClub();
        await shop.Account(email);
        var visitor = await shop.SignedIn(email);
        var member = await shop.InDb(async db =>
        {
            var customer = await db.Set<Shop.Customers.Customer>().SingleAsync(c => c.Email == email);
            var account = PointsAccount.Open();
            var member = Membership.Join(customer.Id, account.Id, shop.Clock.Now);
            if (points > 0) account.Grant(new Entry($"test:{member.Id}", member.Id, shop.Clock.Now, Actor.System), points, shop.Clock.Now.AddDays(300));
            db.AddRange(account, member);
            await db.SaveChangesAsync();
            return member;
        });
        return (member, visitor);
    }

    public static Task<PointsAccount> PointsOf(this ShopFactory shop, Membership member) =>
        shop.InDb(db => db.PointsAccounts.AsNoTracking().Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == member.AccountId));
}
