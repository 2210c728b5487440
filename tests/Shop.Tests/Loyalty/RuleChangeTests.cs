using Microsoft.EntityFrameworkCore;
using Shop.Auditing;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>New rules judge everybody anew, and take nothing away that was promised under the ones before.</summary>
public sealed class RuleChangeTests : IDisposable
{
    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Stricter_rules_leave_a_tier_to_the_end_that_was_told()
    {
        var member = await Silver();
        var told = (await Stand(member)).TierValidUntil!.Value;
        await Publish(Rules(entry: 500));
        await Settle();
        Assert.Equal((Tier.Silver, told), await Tiers(member));
        Assert.Equal("it was yours when the rules changed, for as long as was said then", Assert.Single(await _shop.InDb(db => db.LentTiers.ToListAsync())).Reason);
        await Settle(); // looked at again: nothing more
        Assert.Equal(1, await _shop.InDb(db => db.LentTiers.CountAsync()));
        Assert.Empty((await _shop.With<Auditor, IReadOnlyList<AuditedInvariant>>(a => a.Run(default))).Single(i => i.Id == "INV-13").Violations);

        _shop.Clock.Now = told.AddDays(40);
        await Settle();
        Assert.Equal(Tier.Member, (await Stand(member)).Tier);
        Assert.Empty(_shop.Errors);
    }

    [Fact]
    public async Task Easier_rules_lift_who_has_enough_once_they_are_in_force()
    {
        var member = await Silver();
        await Publish(Rules(entry: 100, gold: 110), inDays: 2);
        await Settle();
        Assert.Equal(Tier.Silver, (await Stand(member)).Tier);
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        for (var i = 0; i < 2; i++) await Settle();
        Assert.Equal(Tier.Gold, (await Stand(member)).Tier);
        Assert.Single(await _shop.InDb(db => db.TierChanges.Where(c => c.To == Tier.Gold).ToListAsync()));
        Assert.Empty(_shop.Errors);
    }

    private async Task<Membership> Silver()
    {
        await _shop.OpenClub(Rules(entry: 100));
        var (member, _) = await _shop.Member("rules@example.com");
        var rules = await _shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync());
        await _shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await new PointsLedger(db).Open(member.AccountId, default);
            var order = NewId.Next();
            var lot = account.Earn(new Entry($"rules:{order}:earned", member.Id, _shop.Clock.Now, Actor.System, OrderId: order, RuleSetId: rules), 120, 120)!;
            account.MakeDue(new Entry($"rules:{order}:due", member.Id, _shop.Clock.Now, Actor.System, OrderId: order), lot, _shop.Clock.Now);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await Settle();
        Assert.Equal(Tier.Silver, (await Stand(member)).Tier);
        return member;
    }

    private Task<int> Publish(ProgrammeRules rules, int inDays = 0) => _shop.InDb(async db =>
    {
        var draft = RuleSet.Draft(await db.Programmes.Select(p => p.Id).SingleAsync(), "Next", rules, _shop.Clock.Now);
        db.Add(draft);
        await db.SaveChangesAsync();
        return await new PublishRuleSet(db, _shop.Clock).Run(draft.Id, _shop.Clock.Now.AddDays(inDays), Actor.System, default);
    });

    private async Task Settle()
    {
        await _shop.RunJob<ReleaseDuePoints>();
        await _shop.RunJob<EndTiers>();
        await _shop.Tell();
    }

    private async Task<(Tier, DateTime?)> Tiers(Membership member) => await Stand(member) is var m ? (m.Tier, m.TierValidUntil) : default;

    private Task<Membership> Stand(Membership member) => _shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));

    private static ProgrammeRules Rules(long entry, long gold = 1000) => new()
    {
        Ladder = new LadderTerms
        {
            GraceDays = 30,
            Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member" }, new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = entry } }, new TierTerms { Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = gold } }],
        },
    };
}
