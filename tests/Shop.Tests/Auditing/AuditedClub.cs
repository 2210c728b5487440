using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Tests.Auditing;

/// <summary>The club of the audited shop, in good order: Kari joined, earned with an order, gave a line of it back, spent, lost what expired and gave some to Ola.</summary>
internal static class AuditedClub
{
    public static void Fill(ShopDb db, Order order, DateTime now)
    {
        var (kari, ola) = (PointsAccount.Open(), PointsAccount.Open());
        var customer = Customer.WithoutSignIn(CustomerOrigin.Import, null, "Kari Nord", "NO", now.AddDays(-9));
        var member = Membership.Join(customer.Id, kari.Id, now.AddDays(-9));
        var lines = order.Lines.Select(l => l.Id).ToList();

        kari.Grant(At("old", -40), 20, now.AddDays(-9));
        kari.Expire(At("expired", -9), kari.Lots[0]);
        kari.Grant(At("joined", -8), 30, now.AddDays(200));
        var lot = kari.Earn(At("earned", -5) with { OrderId = order.Id }, 50, 50)!;
        var earned = kari.Journal[^1];
        kari.MakeDue(At("due", -4), lot, now.AddDays(-3));
        kari.Release(At("released", -3), lot, now.AddDays(365));
        kari.Reserve(At("reserved", -2), 35); // 30 of those for joining, 5 of the order's
        kari.Spend(At("spent", -2), [new LotPart(kari.Lots[1].Id, 30), new LotPart(lot.Id, 5)]);
        kari.Revoke(At("revoked", -1) with { OrderId = order.Id }, lot, 10, 10);
        var revoked = kari.Journal[^1];
        kari.Grant(At("soon", -1), 7, now.AddDays(60));
        kari.TakeAway(At("sent", 0), 5, PointsMove.Sent);
        ola.Grant(At("received", 0), 5, now.AddDays(60), PointsMove.Received);

        db.AddRange(customer, member, kari, ola);
        db.AddRange(EarnedLine.Of(earned, lines[0], 2, 40, 40), EarnedLine.Of(earned, lines[1], 1, 10, 10), EarnedLine.Of(revoked, lines[1], -1, -10, -10));
        var programme = Programme.Open("The Kiln", "point", "points", "Europe/Oslo", 1, now.AddDays(-50));
        var rules = RuleSet.Draft(programme.Id, "First", new ProgrammeRules { Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member" }, new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = 45 }, Keep = new Threshold { Credits = 30 } }] } }, now.AddDays(-50));
        rules.Publish(null, now.AddDays(-50), Actor.System, now.AddDays(-50));
        var verdict = TierLadder.Evaluate(StandMember.History(member.JoinedAt, kari.Journal, []), rules.Rules, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"), now);
        member.Stand(verdict.Tier, verdict.Since, verdict.ValidUntil, rules.Id);
        db.AddRange(programme, rules);
        db.AddRange(StandMember.Changes(member.Id, verdict.Steps, 0, new PublishedRules(rules.Id, 1, rules.Rules, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"))));

        Rewards(db, order, member, rules.Id, now);

        Entry At(string key, int day) => new($"k:{key}", member.Id, now.AddDays(day), Actor.System);
    }

    // Per took a seat and a voucher, and a third thing was called off; Kari stayed, whom Per invited; and two people gave him points by hand.
    private static void Rewards(ShopDb db, Order order, Membership kari, Guid rules, DateTime now)
    {
        var (per, customer) = (PointsAccount.Open(), Customer.WithoutSignIn(CustomerOrigin.Import, null, "Per Dal", "NO", now.AddDays(-9)));
        var member = Membership.Join(customer.Id, per.Id, now.AddDays(-9));
        per.Grant(new Entry("k:per", member.Id, now.AddDays(-8), Actor.System), 900, now.AddDays(200));
        var seat = Reward.Of(new RewardTerms("A seat", RewardKind.EventSeat, 110, now.AddDays(-9)) { Words = "Ours.", HeldAt = now.AddDays(9), Place = "Bergen" }, now);
        var promotion = Promotion.Of(new PromotionTerms("Five off", PromotionKind.AmountOff, now.AddDays(-9)) { Amount = new Money(500), NeedsCode = true }, now.AddDays(-9));
        var code = PromotionCode.Draw(promotion.Id, now.AddDays(80));
        List<RewardClaim> claims = [.. new[] { null, code, null }.Select(c => RewardClaim.Take(seat, member, per, seat.Cost, c, NewId.Next(), Actor.System, now.AddDays(-1), null))];
        claims.Add(RewardClaim.Take(seat, member, per, 0, null, NewId.Next(), Actor.System, now.AddDays(-1), null)); // one that came with a tier
        per.GiveBack(new Entry($"claim:{claims[2].Id}:back", member.Id, now, Actor.System), [new LotPart(per.Lots[0].Id, 110)], now.AddDays(30));
        claims[2].CallOff(Actor.System, null, now);
        var friend = Referral.Of(member.Id, kari.CustomerId, "Kari Nord", rules, now.AddDays(-9));
        db.Entry(order).Property(o => o.CustomerId).CurrentValue = kari.CustomerId;
        friend.Follow(order.Id);
        FollowReferrals.Keep(friend, per, new PublishedRules(rules, 1, new ProgrammeRules { Referral = new ReferralTerms { Points = 15 } }, TimeZoneInfo.Utc), now.AddHours(-2));
        var (kim, bo) = (Actor.Staff(NewId.Next(), "Kim"), Actor.Staff(NewId.Next(), "Bo"));
        var hand = Correction.Of(NewId.Next(), member.Id, new CorrectionTerms(CorrectionKind.Points, "An apology", null) { Points = 25 }, 25, kim, "too much", now.AddHours(-1));
        hand.Agree(bo, now.AddHours(-1));
        per.Grant(new Entry(hand.SourceKey, member.Id, now.AddHours(-1), bo), 25, now.AddDays(300), PointsMove.Adjusted);
        db.AddRange(friend, hand);
        db.AddRange(customer, per, member, seat, promotion, code);
        db.AddRange(claims);
        db.Entry(seat).Property(r => r.Taken).CurrentValue = 3;
    }
}
