using Shop.Catalog;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Tests.Loyalty;

/// <summary>What a reward may say, what its voucher does, and how it is paid.</summary>
public sealed class RewardTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static RewardTerms TenOff => new("Ten off", RewardKind.AmountOff, 200, Day) { Words = "Ten euros off.", Amount = new Money(10_00) };

    [Fact]
    public void What_cannot_be_is_told_with_its_field()
    {
        Assert.Empty(TenOff.Complaints());
        Assert.Equal([nameof(RewardTerms.Name), nameof(RewardTerms.Words), nameof(RewardTerms.Cost), nameof(RewardTerms.Until), nameof(RewardTerms.Quota), nameof(RewardTerms.LimitPerMember), nameof(RewardTerms.ValidDays), nameof(RewardTerms.Amount), nameof(RewardTerms.Minimum)],
            (TenOff with { Name = " ", Words = "", Cost = 0, Until = Day, Quota = 0, LimitPerMember = 0, ValidDays = 0, Amount = Money.Zero, Minimum = new Money(-1) }).Complaints().Select(c => c.Field));
        Assert.Equal([nameof(RewardTerms.BasisPoints)], (TenOff with { Kind = RewardKind.PercentOff }).Complaints().Select(c => c.Field));
        Assert.Equal([nameof(RewardTerms.ProductId)], (TenOff with { Kind = RewardKind.GiftProduct }).Complaints().Select(c => c.Field));
        Assert.Empty((TenOff with { Kind = RewardKind.EventSeat, ValidDays = 0, Amount = Money.Zero, HeldAt = TenOff.From.AddDays(9), Place = "Bergen" }).Complaints());
        Assert.Throws<RuleBroken>(() => Reward.Of(TenOff with { Cost = 0 }, Day));
    }

    [Fact]
    public void A_reward_that_is_ended_is_over_at_once_even_before_it_began()
    {
        foreach (var from in new[] { Day.AddDays(-3), Day, Day.AddDays(3) })
        {
            var reward = Reward.Of(TenOff with { From = from }, Day);
            reward.End(Day);
            Assert.Equal(Day, reward.Until);
            Assert.True(reward.From < Day);
            reward.End(Day.AddDays(1)); // told twice
            Assert.Equal(Day, reward.Until);
        }
    }

    [Fact]
    public void A_voucher_does_at_the_checkout_what_the_reward_says()
    {
        var mug = NewId.Next();
        Assert.Equal((PromotionKind.AmountOff, new Money(10_00), true), Voucher(TenOff));
        Assert.Equal(PromotionKind.PercentOff, Voucher(TenOff with { Kind = RewardKind.PercentOff, BasisPoints = 1_000 })!.Value.Item1);
        Assert.Equal(PromotionKind.FreeDelivery, Voucher(TenOff with { Kind = RewardKind.FreeDelivery })!.Value.Item1);
        Assert.Equal(PromotionKind.PieceFree, Voucher(TenOff with { Kind = RewardKind.GiftProduct, ProductId = mug })!.Value.Item1);
        Assert.Null(Voucher(TenOff with { Kind = RewardKind.EventSeat, HeldAt = TenOff.From.AddDays(9), Place = "Bergen" }));
        Assert.Null(Voucher(TenOff with { Kind = RewardKind.Donation }));

        static (PromotionKind, Money, bool)? Voucher(RewardTerms terms) => Reward.Of(terms, Day).Voucher(Day) is { } voucher && !voucher.Complaints().Any() ? (voucher.Kind, voucher.Amount, voucher.NeedsCode) : null;
    }

    [Theory]
    [InlineData(1, 1, 0, 18_00)]      // the one mug is free
    [InlineData(3, 1, 36_00, 18_00)]  // of three, one is
    [InlineData(2, 2, 18_00, 18_00)]
    public void One_piece_is_free_and_no_more(int mugs, int bowls, long mugsCost, long bowlCost)
    {
        var (mug, bowl) = (NewId.Next(), NewId.Next());
        QuoteItem[] items = [new(mug, mugs, new Money(18_00), TaxClass.Standard), new(bowl, bowls, new Money(18_00), TaxClass.Standard)];
        var quote = Quote.Of(new QuoteRequest(items, VatRates.For("NO", "NO", [])) { Reductions = [new PieceFree("A mug", new HashSet<Guid> { mug })] });
        Assert.Equal([mugsCost, bowlCost * bowls], quote.Lines.Select(l => l.Total.Minor));
        Assert.Equal(18_00, quote.Discount.Minor);
    }

    [Fact]
    public void Of_several_articles_the_dearest_is_free_and_others_count_on_what_is_left()
    {
        var (small, large) = (NewId.Next(), NewId.Next());
        QuoteItem[] items = [new(small, 1, new Money(10_00), TaxClass.Standard), new(large, 2, new Money(20_00), TaxClass.Standard)];
        var quote = Quote.Of(new QuoteRequest(items, VatRates.For("NO", "NO", [])) { Reductions = [new PercentOff("Half", 5_000), new PieceFree("One", new HashSet<Guid> { small, large })] });
        Assert.Equal([5_00L, 10_00], quote.Lines.Select(l => l.Total.Minor));
    }

    [Fact]
    public void It_is_paid_with_what_ends_soonest_in_one_entry_and_called_off_it_comes_back()
    {
        var account = PointsAccount.Open();
        var member = Membership.Join(NewId.Next(), account.Id, Day);
        account.Grant(Entry("late"), 300, Day.AddDays(300));
        account.Grant(Entry("soon"), 150, Day.AddDays(10));
        var claim = RewardClaim.Take(Reward.Of(TenOff, Day), member, account, TenOff.Cost, null, NewId.Next(), Actor.System, Day, null);
        Assert.Equal((250, PointsMove.Redeemed, "Ten off"), (account.Available, account.Journal[^1].Kind, account.Journal[^1].Reason));
        Assert.Equal([250L, 0], account.Lots.Select(l => l.Remaining));
        Assert.Equal((ClaimState.Waiting, account.Journal[^1].Id), (claim.State, claim.TransactionId));

        account.GiveBack(Entry("back"), [new LotPart(account.Lots[1].Id, 150), new LotPart(account.Lots[0].Id, 50)], Day.AddDays(30));
        Assert.Equal(450, account.Available);
        Assert.Equal(Day.AddDays(30), account.Lots[^1].ExpiresAt); // what would have ended in ten days has some more
        Assert.Equal(account.LastHash, PointsAccount.Replay(account.Id, account.Journal).LastHash);
        Assert.Throws<RuleBroken>(() => RewardClaim.Take(Reward.Of(TenOff with { Cost = 451 }, Day), member, account, 451, null, NewId.Next(), Actor.System, Day, null));

        Entry Entry(string key) => new(key, member.Id, Day, Actor.System);
    }

    [Fact]
    public void What_is_handed_over_is_done_once_and_a_voucher_never()
    {
        var (account, reward) = (PointsAccount.Open(), Reward.Of(TenOff, Day));
        var member = Membership.Join(NewId.Next(), account.Id, Day);
        account.Grant(new Entry("all", member.Id, Day, Actor.System), 500, Day.AddDays(300));
        var seat = RewardClaim.Take(reward, member, account, reward.Cost, null, NewId.Next(), Actor.System, Day, null);
        seat.Finish(Actor.Staff(NewId.Next(), "Sunniva"), " Row 3 ", Day);
        seat.Finish(Actor.System, "Another", Day.AddDays(1)); // told twice
        Assert.Equal((ClaimState.Done, "Row 3", "Sunniva"), (seat.State, seat.Note, seat.SettledBy));
        var voucher = RewardClaim.Take(reward, member, account, reward.Cost, PromotionCode.Draw(NewId.Next(), Day.AddDays(90)), NewId.Next(), Actor.System, Day, null);
        Assert.Equal((ClaimState.Given, Day.AddDays(90)), (voucher.State, voucher.ExpiresAt));
        Assert.Throws<RuleBroken>(() => voucher.Finish(Actor.System, null, Day));
    }
}
