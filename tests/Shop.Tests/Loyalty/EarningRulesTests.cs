using FsCheck;
using FsCheck.Fluent;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

public sealed class EarningRulesTests
{
    private static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000);
    private static readonly DateTime At = new(2026, 6, 2, 10, 0, 0, DateTimeKind.Utc);
    private static readonly Guid[] Products = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
    private static readonly Guid[] Shelves = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
    private static readonly Guid[] Brands = [.. Enumerable.Range(0, 2).Select(_ => Guid.NewGuid())];

    private static readonly Gen<EarningLine> Line =
        from product in Gen.Elements(Products)
        from shelf in Gen.Elements(Shelves)
        from brand in Gen.Elements(Brands)
        from quantity in Gen.Choose(1, 5)
        from total in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 100_000))
        from vat in Gen.Choose(0, 25)
        select new EarningLine(Guid.NewGuid(), product, new HashSet<Guid> { shelf }, brand, quantity, new Money(total), new Money(total * vat / (100 + vat)));

    private static readonly Gen<EarningOrder> Order =
        from lines in Gen.ListOf(Line)
        from other in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 50_000))
        select new EarningOrder(At, [.. lines], new Money(other));

    private static readonly Gen<BonusTerms> Bonus =
        from kind in Gen.Elements(Enum.GetValues<BonusOn>())
        from product in Gen.Elements(Products)
        from shelf in Gen.Elements(Shelves)
        from brand in Gen.Elements(Brands)
        from extra in Gen.Choose(0, 20_000)
        from each in Gen.Choose(0, 20)
        from credits in Gen.Elements(true, false)
        select new BonusTerms { On = kind, Id = kind switch { BonusOn.Product => product, BonusOn.Category => shelf, BonusOn.Brand => brand, _ => null }, ExtraBasisPoints = extra, PointsEach = each, Credits = credits };

    private static readonly Gen<ProgrammeRules> Rules =
        from points in Gen.Choose(0, 20)
        from per in Gen.Choose(1, 1_000)
        from taxEarns in Gen.Elements(true, false)
        from bonuses in Gen.ListOf(Bonus)
        from campaign in Gen.ListOf(Bonus)
        from multiplier in Gen.Choose(0, 30_000)
        from excluded in Gen.SubListOf(Products)
        from shelves in Gen.SubListOf(Shelves.Take(1))
        select new ProgrammeRules
        {
            Earning = new EarningTerms
            {
                Points = new Rate(points, per), Credits = new Rate(1, per), TaxEarns = taxEarns, Bonuses = [.. bonuses], ExcludedProducts = [.. excluded], ExcludedCategories = [.. shelves],
                Campaigns = [new CampaignTerms { Name = "June", From = At.AddDays(-1), Until = At.AddDays(1), LowestTier = Tier.Silver, Bonuses = [.. campaign] }],
            },
            Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "M" }, new TierTerms { Tier = Tier.Silver, Name = "S", Benefits = new TierBenefits { MultiplierBasisPoints = multiplier } }] },
        };

    private static readonly Gen<(EarningOrder Order, ProgrammeRules Rules, Tier Tier)> Case =
        from order in Order from rules in Rules from tier in Gen.Elements(Tier.Member, Tier.Silver) select (order, rules, tier);

    [Fact]
    public void The_lines_of_an_order_add_up_to_the_whole_points_of_its_exact_sum() => Always((order, rules, tier) =>
    {
        var earned = EarningRules.For(order, rules, tier);
        return order.Lines.Select(l => (l.LineId, l.Quantity)).SequenceEqual(earned.Lines.Select(l => (l.LineId, l.Quantity)))
            && (earned.Points, earned.Credits) == Exactly(order, rules, tier);
    });

    [Fact]
    public void No_line_loses_and_none_is_rounded_by_a_whole_point() => Always((order, rules, tier) =>
        EarningRules.For(order, rules, tier).Lines.Zip(order.Lines).All(pair =>
        {
            // Alone, and with its part of the points that paid, a line earns its whole points: with others at most the one it had a part of.
            if (order.PaidByOtherTenders > Money.Zero) return pair.First is { Points: >= 0, Credits: >= 0 };
            var alone = EarningRules.For(order with { Lines = [pair.Second] }, rules, tier);
            return pair.First.Points - alone.Points is 0 or 1 && pair.First.Credits - alone.Credits is 0 or 1;
        }));

    [Fact]
    public void Paying_more_for_a_line_never_earns_less() => Always((order, rules, tier) =>
    {
        if (order.Lines.Count == 0) return true;
        order = order with { PaidByOtherTenders = Money.Zero };
        var dearer = order with { Lines = [order.Lines[0] with { Total = order.Lines[0].Total + new Money(137) }, .. order.Lines.Skip(1)] };
        var (less, more) = (EarningRules.For(order, rules, tier), EarningRules.For(dearer, rules, tier));
        return more.Points >= less.Points && more.Credits >= less.Credits;
    });

    [Fact]
    public void What_is_excluded_earns_nothing() => Always((order, rules, tier) =>
        EarningRules.For(order, rules, tier).Lines.Zip(order.Lines)
            .Where(p => rules.Earning.ExcludedProducts.Contains(p.Second.ProductId!.Value) || rules.Earning.ExcludedCategories.Any(p.Second.Categories.Contains))
            .All(p => p.First is { Points: 0, Credits: 0 }));

    [Fact]
    public void What_is_paid_with_points_or_a_gift_card_earns_nothing() => Always((order, rules, tier) =>
    {
        var all = new Money(order.Lines.Sum(l => l.Total.Minor));
        var earned = EarningRules.For(order with { PaidByOtherTenders = all + new Money(5) }, rules, tier);
        return (earned.Points, earned.Credits) == (0, 0);
    });

    [Theory]
    [InlineData(Tier.Member, 24, 24)]
    [InlineData(Tier.Silver, 30, 24)]
    [InlineData(Tier.Gold, 36, 24)]
    [InlineData(Tier.Vip, 48, 24)]
    public void The_tier_multiplies_points_and_not_credits(Tier tier, long points, long credits)
    {
        var earned = EarningRules.For(new EarningOrder(At, [Of(24_90)], Money.Zero), FullRules.First, tier);
        Assert.Equal((points, credits), (earned.Points, earned.Credits));
    }

    [Fact]
    public void Parts_of_points_go_to_the_line_with_the_largest_remainder()
    {
        // 13 x 1.25 = 16.25, 27 x 1.25 = 33.75, 3 x 1.25 = 3.75: 53.75 in all.
        var earned = EarningRules.For(new EarningOrder(At, [Of(13_00), Of(27_99), Of(3_10)], Money.Zero), FullRules.First, Tier.Silver);
        Assert.Equal([16L, 34, 3], earned.Lines.Select(l => l.Points));
    }

    [Fact]
    public void What_explains_the_points_of_an_order_adds_up_to_them() => Always((order, rules, tier) =>
    {
        var explained = EarningRules.Explain(order, rules, tier);
        var (plain, points, credits) = (EarningRules.For(order, rules, tier), 0m, 0m);
        foreach (var why in explained.Why)
        {
            points += (decimal)why.AtRate * why.MultiplierBasisPoints / 10_000 + why.Extras.Sum(e => e.Points);
            credits += why.CreditsAtRate + why.Extras.Sum(e => e.Credits);
        }
        return explained.Earned.Lines.SequenceEqual(plain.Lines) && ((long)points, (long)credits) == (plain.Points, plain.Credits);
    });

    [Fact]
    public void A_campaign_adds_no_more_than_its_cap_and_its_lines_add_up_to_it_exactly()
    {
        var june = Campaign("June", 0, extra: 10_000) with { MostPoints = 50, Bonuses = [new BonusTerms { ExtraBasisPoints = 10_000, Credits = true }] };
        var explained = EarningRules.Explain(new EarningOrder(At, [Of(40_00), Of(33_00), Of(27_00)], Money.Zero), With(june), Tier.Member);
        Assert.Equal((150L, 150L), (explained.Earned.Points, explained.Earned.Credits));
        Assert.Equal([60L, 50, 40], explained.Earned.Lines.Select(l => l.Points)); // in proportion: 20, 16.5 and 13.5 more
        Assert.All(explained.Why, w => Assert.True(w.Extras.Single().IsCapped));
        var below = EarningRules.Explain(new EarningOrder(At, [Of(50_00)], Money.Zero), With(june), Tier.Member);
        Assert.Equal((100L, false), (below.Earned.Points, below.Why[0].Extras.Single().IsCapped));
    }

    [Fact]
    public void A_campaign_that_stands_alone_keeps_those_after_it_from_its_lines()
    {
        var mugs = Campaign("Mugs", 5, extra: 10_000) with { Alone = true, Bonuses = [new BonusTerms { On = BonusOn.Product, Id = Products[0], ExtraBasisPoints = 10_000 }] };
        var rules = With(Campaign("All", 1, extra: 5_000), mugs, Campaign("First", 9, extra: 2_000));
        rules = rules with { Earning = rules.Earning with { Bonuses = [new BonusTerms { PointsEach = 1 }] } };
        var explained = EarningRules.Explain(new EarningOrder(At, [Of(100_00) with { ProductId = Products[0] }, Of(100_00) with { ProductId = Products[1] }], Money.Zero), rules, Tier.Member);
        Assert.Equal([(null, 1m), ("First", 20m), ("Mugs", 100m)], explained.Why[0].Extras.Select(e => (e.Campaign, e.Points)));
        Assert.Equal([(null, 1m), ("First", 20m), ("All", 50m)], explained.Why[1].Extras.Select(e => (e.Campaign, e.Points)));
        Assert.Equal([221L, 171], explained.Earned.Lines.Select(l => l.Points));
    }

    private static CampaignTerms Campaign(string name, int priority, int extra) => new() { Name = name, Priority = priority, From = At.AddDays(-1), Until = At.AddDays(1), Bonuses = [new BonusTerms { ExtraBasisPoints = extra }] };

    private static ProgrammeRules With(params CampaignTerms[] campaigns) => new() { Earning = new EarningTerms { Campaigns = campaigns } };

    [Fact]
    public void Points_and_gift_cards_pay_their_share_of_each_line()
    {
        var earned = EarningRules.For(new EarningOrder(At, [Of(60_00), Of(30_00)], new Money(30_00)), FullRules.First, Tier.Member);
        Assert.Equal([40L, 20], earned.Lines.Select(l => l.Points));
    }

    [Fact]
    public void Tax_earns_only_where_the_rules_say_so()
    {
        var rules = FullRules.First with { Earning = FullRules.First.Earning with { TaxEarns = false } };
        Assert.Equal(100, EarningRules.For(new EarningOrder(At, [Of(125_00) with { Vat = new Money(25_00) }], Money.Zero), rules, Tier.Member).Points);
        Assert.Equal(80, EarningRules.For(new EarningOrder(At, [Of(125_00) with { Vat = new Money(25_00) }], new Money(25_00)), rules, Tier.Member).Points);
    }

    [Theory]
    [InlineData(-1, 30)]
    [InlineData(0, 90)]
    [InlineData(59, 90)]
    [InlineData(60, 30)]
    public void A_campaign_counts_from_its_first_instant_until_before_its_last(int minute, long points)
    {
        var triple = new BonusTerms { On = BonusOn.Everything, ExtraBasisPoints = 20_000 };
        var rules = FullRules.First with { Earning = FullRules.First.Earning with { Campaigns = [new CampaignTerms { Name = "An hour", From = At, Until = At.AddHours(1), Bonuses = [triple] }] } };
        var earned = EarningRules.For(new EarningOrder(At.AddMinutes(minute), [Of(30_00)], Money.Zero), rules, Tier.Member);
        Assert.Equal((points, 30), (earned.Points, earned.Credits));
    }

    [Fact]
    public void A_bonus_by_piece_counts_the_pieces_and_may_count_for_the_tier()
    {
        var line = Of(30_00) with { Quantity = 3, ProductId = Products[0] };
        var bonus = new BonusTerms { On = BonusOn.Product, Id = Products[0], PointsEach = 7, Credits = true };
        var rules = FullRules.First with { Earning = FullRules.First.Earning with { Bonuses = [bonus] } };
        var earned = EarningRules.For(new EarningOrder(At, [line, Of(10_00)], Money.Zero), rules, Tier.Gold);
        Assert.Equal([45L + 21, 15], earned.Lines.Select(l => l.Points));
        Assert.Equal([51L, 10], earned.Lines.Select(l => l.Credits));
    }

    [Theory]
    [InlineData(1_000, 100_00, 1_000)]
    [InlineData(1_099, 1_000_00, 1_000)]
    [InlineData(1_000, 50_00, 500)]
    [InlineData(1_000, 19_99, 100)]
    [InlineData(99, 100_00, 0)]
    [InlineData(1_000, 9_99, 0)]
    [InlineData(-5, 9_99, 0)]
    [InlineData(1_000, 0, 0)]
    public void At_most_so_many_points_can_be_spent(long available, long goods, long expected) =>
        Assert.Equal(expected, FullRules.First.Spending.Most(available, new Money(goods)));

    [Fact]
    public void A_deed_earns_until_its_cap()
    {
        var review = FullRules.First.Earning.For(Deed.ReviewApproved)!;
        Assert.True(review.EarnsAgain(1, 4, 900));
        Assert.False(review.EarnsAgain(2, 2, 2));
        Assert.False(review.EarnsAgain(0, 5, 5));
        Assert.False(FullRules.First.Earning.For(Deed.Join)!.EarnsAgain(0, 0, 1));
    }

    private static EarningLine Of(long total) => new(Guid.NewGuid(), null, new HashSet<Guid>(), null, 1, new Money(total), Money.Zero);

    private static void Always(Func<EarningOrder, ProgrammeRules, Tier, bool> holds) =>
        Prop.ForAll(Case.ToArbitrary(), c => holds(c.Order, c.Rules, c.Tier)).Check(TenThousand);

    // Said again in another way: in exact fractions, rounded down once.
    private static (long Points, long Credits) Exactly(EarningOrder order, ProgrammeRules rules, Tier tier)
    {
        var paid = Money.Min(order.PaidByOtherTenders, new Money(order.Lines.Sum(l => l.Total.Minor))).Allocate([.. order.Lines.Select(l => l.Total.Minor)]);
        decimal points = 0, credits = 0;
        foreach (var (line, other) in order.Lines.Zip(paid))
        {
            var money = line.Total.Minor - other.Minor;
            if (money == 0 || rules.Earning.ExcludedProducts.Contains(line.ProductId!.Value) || rules.Earning.ExcludedCategories.Any(line.Categories.Contains)) continue;
            if (!rules.Earning.TaxEarns) money = money * (line.Total.Minor - line.Vat.Minor) / line.Total.Minor;
            if (money == 0) continue;
            var (ofPoints, ofCredits) = (Math.Floor((decimal)money * rules.Earning.Points.Points / rules.Earning.Points.PerMinor), Math.Floor((decimal)money * rules.Earning.Credits.Points / rules.Earning.Credits.PerMinor));
            points += ofPoints * rules.Ladder.Of(tier)!.Benefits.MultiplierBasisPoints / 10_000;
            credits += ofCredits;
            foreach (var bonus in rules.Earning.Bonuses.Concat(tier == Tier.Silver ? rules.Earning.Campaigns[0].Bonuses : []))
            {
                var covers = bonus.On switch { BonusOn.Product => bonus.Id == line.ProductId, BonusOn.Category => line.Categories.Contains(bonus.Id!.Value), BonusOn.Brand => bonus.Id == line.BrandId, _ => true };
                if (!covers) continue;
                points += ofPoints * bonus.ExtraBasisPoints / 10_000 + bonus.PointsEach * line.Quantity;
                if (bonus.Credits) credits += ofCredits * bonus.ExtraBasisPoints / 10_000 + bonus.PointsEach * line.Quantity;
            }
        }
        return ((long)Math.Floor(points), (long)Math.Floor(credits));
    }
}
