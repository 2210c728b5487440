using FsCheck;
using FsCheck.Fluent;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Tests.Ordering;

/// <summary>Every kind of promotion, alone and with every other, on any cart.</summary>
public sealed class DealTests
{
    private const int Carts = 250;

    private static readonly Guid[] Articles = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];
    private static readonly Guid[] Products = [.. Articles.Select(_ => Guid.NewGuid())];
    private static readonly Guid Shelf = Guid.NewGuid();
    private static readonly DateTime Long = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<PromotionKind> Kinds => new(Enum.GetValues<PromotionKind>());

    public static TheoryData<PromotionKind, PromotionKind> Pairs
    {
        get
        {
            var pairs = new TheoryData<PromotionKind, PromotionKind>();
            foreach (var a in Enum.GetValues<PromotionKind>())
                foreach (var b in Enum.GetValues<PromotionKind>().Where(b => b >= a)) pairs.Add(a, b);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Alone_it_takes_off_what_it_says_or_does_not_count(PromotionKind kind) => Always(Of(kind).Select(o => new[] { o }), (cart, offers) =>
    {
        var (without, deal) = (Choose(cart, []).Quote, Choose(cart, offers));
        AddsUp(deal.Quote);
        Assert.True(deal.Quote.Total <= without.Total, $"{deal.Quote.Total.Minor} instead of {without.Total.Minor}");
        var covered = cart.Items.Where(i => offers[0].Covers(i.ProductId, i.Shelves, i.IsReduced)).Select(i => i.Item).ToList();
        if (covered.Count == 0 || without.Subtotal < offers[0].Minimum)
        {
            Assert.Equal(without.Total, deal.Quote.Total);
            return;
        }
        var off = kind == PromotionKind.FreeDelivery ? Money.Zero : TakenOff(offers[0], covered);
        var delivery = kind == PromotionKind.FreeDelivery ? Money.Zero : cart.DeliveryFor(without.Goods - off).Price;
        var change = without.Delivery + off - delivery;
        Assert.Equal(change > Money.Zero ? without.Total - change : without.Total, deal.Quote.Total);
        Assert.Equal(change > Money.Zero ? OfferStanding.Counts : change < Money.Zero ? OfferStanding.MakesDearer : OfferStanding.NothingToGain, deal.Offers[0].Standing);
        Assert.Equal(change < Money.Zero ? -change : Money.Zero, deal.Offers[0].Dearer);
        Assert.Equal(change > Money.Zero ? off : Money.Zero, deal.Quote.Discount);
        var touched = covered.Select(i => i.VariantId).ToHashSet();
        Assert.All(deal.Quote.Lines.Where(l => !touched.Contains(l.VariantId)), l => Assert.True(l.Discount.IsZero));
    });

    [Theory, MemberData(nameof(Pairs))]
    public void Two_add_up_are_never_worse_than_none_or_one_and_count_the_same_in_whatever_order_they_come(PromotionKind first, PromotionKind second) =>
        Always(from a in Of(first) from b in Of(second) select new[] { a, b with { Id = Guid.NewGuid() } }, (cart, offers) =>
        {
            var deal = Choose(cart, offers);
            AddsUp(deal.Quote);

            var turned = Choose(cart, [.. offers.Reverse()]);
            Assert.Equal(deal.Quote.Lines, turned.Quote.Lines);
            Assert.Equal(deal.Quote.Reductions, turned.Quote.Reductions);
            Assert.Equal(deal.Offers.Select(o => (o.Offer.Id, o.Standing)).Order(), turned.Offers.Select(o => (o.Offer.Id, o.Standing)).Order());

            var best = offers.Min(o => Choose(cart, [o]).Quote.Total);
            Assert.True(deal.Quote.Total <= best && best <= Choose(cart, []).Quote.Total, $"{deal.Quote.Total.Minor} instead of {best.Minor}");
            if (offers.Any(o => o.IsExclusive)) Assert.True(deal.Quote.Reductions.Count < 2);
            // What counts is missed when it goes: nobody's use is spent for nothing.
            foreach (var counting in deal.Offers.Where(o => o.Standing == OfferStanding.Counts))
                Assert.True(Choose(cart, [.. offers.Where(o => o.Id != counting.Offer.Id)]).Quote.Total >= deal.Quote.Total);
            Assert.Equal(deal.Offers.Count(o => o.Standing == OfferStanding.Counts), deal.Quote.Reductions.Count);
        });

    [Theory, InlineData(5), InlineData(Deals.Exact + 2)]
    public void Any_number_of_them_is_the_same_in_any_order_and_never_worse_than_none_or_one(int count) => Always(Gen.ArrayOf(from kind in Gen.Elements(Enum.GetValues<PromotionKind>()) from offer in Of(kind) select offer, count), (cart, offers) =>
    {
        offers = [.. offers.Select(o => o with { Id = Guid.NewGuid() })];
        var deal = Choose(cart, offers);
        AddsUp(deal.Quote);
        Assert.True(offers.All(o => deal.Quote.Total <= Choose(cart, [o]).Quote.Total) && deal.Quote.Total <= Choose(cart, []).Quote.Total);
        var shuffled = offers.OrderBy(_ => Random.Shared.Next()).ToArray();
        Assert.Equal(deal.Quote.Lines, Choose(cart, shuffled).Quote.Lines);
    }, 60);

    [Fact]
    public void A_handful_comes_to_the_lowest_total_there_is() => Always(Gen.ArrayOf(from kind in Gen.Elements(Enum.GetValues<PromotionKind>()) from offer in Of(kind) select offer, 4), (cart, offers) =>
    {
        offers = [.. offers.Select(o => o with { Id = Guid.NewGuid(), IsExclusive = false })];
        // Every set, each counting as a whole whether it helps or not.
        var lowest = Enumerable.Range(0, 16).Min(set => Whole(cart, [.. offers.Where((_, n) => (set >> n & 1) == 1)]));
        Assert.Equal(lowest, Choose(cart, offers).Quote.Total);
    });

    [Fact]
    public void What_makes_the_order_dearer_is_left_out_until_it_helps()
    {
        var cart = Cart((4, 19_00)) with { FreeFrom = new Money(75_00) };
        var two = new Offer(Guid.NewGuid(), "€2 off", PromotionKind.AmountOff) { Amount = new Money(2_00), Code = "TWOOFF", CreatedAt = Long };
        var deal = Choose(cart, [two]);
        Assert.Equal((76_00, 0, OfferStanding.MakesDearer, 3_90), (deal.Quote.Total.Minor, deal.Quote.Reductions.Count, deal.Offers[0].Standing, deal.Offers[0].Dearer.Minor));

        var free = new Offer(Guid.NewGuid(), "Free", PromotionKind.FreeDelivery) { CreatedAt = Long };
        deal = Choose(cart, [two, free]); // neither helps alone, both do
        Assert.Equal((74_00, true), (deal.Quote.Total.Minor, deal.Offers.All(o => o.Standing == OfferStanding.Counts)));

        var alone = Choose(cart, [two with { IsExclusive = true }]);
        Assert.Equal((76_00, OfferStanding.MakesDearer), (alone.Quote.Total.Minor, alone.Offers[0].Standing));
    }

    [Fact]
    public void Two_codes_of_one_promotion_count_once()
    {
        var five = new Offer(Guid.NewGuid(), "Five", PromotionKind.AmountOff) { Amount = new Money(5_00), Code = "ONE", CreatedAt = Long };
        var deal = Choose(Cart((1, 30_00)), [five, five with { Code = "TWO" }]);
        Assert.Equal((5_00, OfferStanding.Counts, OfferStanding.NothingToGain), (deal.Quote.Discount.Minor, deal.Offers[0].Standing, deal.Offers[1].Standing));
    }

    [Fact]
    public void Three_for_two_gives_the_cheapest_of_each_round()
    {
        var cart = Cart((2, 9_00), (2, 11_00), (1, 5_00));
        var quote = Choose(cart, [new Offer(Guid.NewGuid(), "3 for 2", PromotionKind.BuyXGetY) { Buy = 2, Get = 1, BasisPoints = 10_000, CreatedAt = Long }]).Quote;
        // 11 11 9 | 9 5: only the first round is full.
        Assert.Equal([9_00L, 0, 0], quote.Lines.Select(l => l.Discount.Minor));

        quote = Choose(Cart((2, 9_00), (2, 11_00), (2, 5_00)), [new Offer(Guid.NewGuid(), "half", PromotionKind.BuyXGetY) { Buy = 2, Get = 1, BasisPoints = 5_000, CreatedAt = Long }]).Quote;
        Assert.Equal(4_50 + 2_50, quote.Discount.Minor);
    }

    [Fact]
    public void An_exclusive_one_counts_alone_and_only_if_it_saves_more()
    {
        var cart = Cart((1, 100_00));
        var ten = new Offer(Guid.NewGuid(), "Ten", PromotionKind.PercentOff) { BasisPoints = 1_000, CreatedAt = Long };
        var five = new Offer(Guid.NewGuid(), "Five", PromotionKind.AmountOff) { Amount = new Money(5_00), CreatedAt = Long };
        var alone = new Offer(Guid.NewGuid(), "Alone", PromotionKind.AmountOff) { Amount = new Money(14_00), IsExclusive = true, Priority = 9, CreatedAt = Long };

        var deal = Choose(cart, [alone, ten, five]);
        Assert.Equal((15_00, OfferStanding.Outdone), (deal.Quote.Discount.Minor, deal.Offers[0].Standing));
        deal = Choose(cart, [alone with { Amount = new Money(16_00) }, ten, five]);
        Assert.Equal((16_00, OfferStanding.Counts, OfferStanding.Outdone, OfferStanding.Outdone), (deal.Quote.Discount.Minor, deal.Offers[0].Standing, deal.Offers[1].Standing, deal.Offers[2].Standing));
        Assert.Equal("Ten", Choose(cart, [ten, alone with { Amount = new Money(10_00) }]).Quote.Reductions.Single().Name); // at a tie the combined ones
    }

    [Fact]
    public void Free_delivery_leaves_the_quicker_way_and_what_is_free_already()
    {
        var free = new Offer(Guid.NewGuid(), "Free", PromotionKind.FreeDelivery) { CreatedAt = Long };
        var cart = Cart((1, 10_00));
        Assert.Equal(Money.Zero, Choose(cart, [free]).Quote.Delivery);
        Assert.Equal(5_90, Choose(cart, [free]).Quote.Reductions.Single(r => r.OnDelivery).Amount.Minor);
        var express = Deals.Choose(cart.Request, cart.Items, [free], false, _ => new DeliveryTerms(new Money(14_90), false));
        Assert.Equal((14_90, OfferStanding.NothingToGain), (express.Quote.Delivery.Minor, express.Offers[0].Standing));
    }

    // The total if all of these counted, by the doors of the quote alone.
    private static Money Whole(DealCart cart, Offer[] offers)
    {
        var worth = Sum(cart.Items.Select(i => i.Item.UnitPrice * i.Item.Quantity));
        var able = offers.Where(o => !(worth < o.Minimum)).OrderByDescending(o => o.Priority).ThenBy(o => o.CreatedAt).ThenBy(o => o.Id);
        var reductions = new List<Reduction>();
        foreach (var offer in able)
        {
            var only = cart.Items.Where(i => offer.Covers(i.ProductId, i.Shelves, i.IsReduced)).Select(i => i.Item.VariantId).ToHashSet();
            if (only.Count == 0) continue;
            var some = offer.Targets.Count == 0 && !offer.NotOnReduced ? null : only;
            reductions.Add(offer.Kind switch
            {
                PromotionKind.PercentOff => new PercentOff(offer.Name, offer.BasisPoints, some),
                PromotionKind.AmountOff => new AmountOff(offer.Name, offer.Amount, some),
                PromotionKind.AmountOffEach => new AmountOffEach(offer.Name, offer.Amount, some),
                PromotionKind.BuyXGetY => new OnTop(offer.Name, offer.Buy, offer.Get, offer.BasisPoints, some),
                PromotionKind.PieceFree => new PieceFree(offer.Name, some),
                _ => new FreeDelivery(offer.Name),
            });
        }
        var goods = Quote.Of(cart.Request with { Reductions = [.. reductions.Where(r => r is not FreeDelivery)] }).Goods;
        return Quote.Of(cart.Request with { Reductions = reductions, DeliveryPrice = cart.DeliveryFor(goods).Price }).Total;
    }

    private static Money TakenOff(Offer offer, List<QuoteItem> covered)
    {
        var basis = Sum(covered.Select(i => i.UnitPrice * i.Quantity));
        switch (offer.Kind)
        {
            case PromotionKind.PercentOff: return new Money((long)Math.Round(basis.Minor * (decimal)offer.BasisPoints / 10_000, MidpointRounding.AwayFromZero));
            case PromotionKind.AmountOff: return Money.Min(offer.Amount, basis);
            case PromotionKind.AmountOffEach: return Sum(covered.Select(i => Money.Min(offer.Amount, i.UnitPrice) * i.Quantity));
            case PromotionKind.PieceFree: return new Money(covered.Max(i => i.UnitPrice.Minor));
            default:
                var pieces = covered.SelectMany((i, at) => Enumerable.Repeat((i.UnitPrice, at), i.Quantity)).OrderByDescending(p => p.UnitPrice).ThenBy(p => p.at).ToList();
                return Sum(pieces.Where((_, n) => n % (offer.Buy + offer.Get) >= offer.Buy).GroupBy(p => p.at)
                    .Select(g => new Money((long)Math.Round(Sum(g.Select(p => p.UnitPrice)).Minor * (decimal)offer.BasisPoints / 10_000, MidpointRounding.AwayFromZero))));
        }
    }

    private static void AddsUp(Quote quote)
    {
        Assert.Equal(quote.Goods, Sum(quote.Lines.Select(l => l.Total)));
        Assert.Equal(quote.Discount, Sum(quote.Lines.Select(l => l.Discount)));
        Assert.Equal(quote.Discount, Sum(quote.Reductions.Where(r => !r.OnDelivery).Select(r => r.Amount)));
        Assert.Equal(quote.DeliveryBefore - quote.Delivery, Sum(quote.Reductions.Where(r => r.OnDelivery).Select(r => r.Amount)));
        Assert.Equal(quote.Goods + quote.Delivery + quote.GiftWrap, quote.Total);
        Assert.Equal(quote.Vat, Sum(quote.VatByRate.Select(v => v.Vat)));
        Assert.Equal(quote.Vat, Sum(quote.Lines.Select(l => l.Vat)) + quote.DeliveryVat);
        Assert.Equal(quote.Total, Sum(quote.VatByRate.Select(v => v.Gross)));
        Assert.All(quote.VatByRate, v => Assert.True(Math.Abs(v.Vat.Minor - (decimal)v.Gross.Minor * v.BasisPoints / (10_000 + v.BasisPoints)) <= 0.5m)); // on what is left to pay
        Assert.All(quote.Lines, l => Assert.True(l.Total >= Money.Zero && l.Discount >= Money.Zero && l.Vat >= Money.Zero));
        Assert.True(quote.Total >= Money.Zero && quote.Delivery >= Money.Zero);
        Assert.DoesNotContain(quote.Reductions, r => r.Amount.IsZero);
    }

    private static Deal Choose(DealCart cart, IReadOnlyList<Offer> offers) => Deals.Choose(cart.Request, cart.Items, offers, false, cart.DeliveryFor);

    private static DealCart Cart(params (int Quantity, long Price)[] items) => new(
        [.. items.Select((i, n) => new DealItem(new QuoteItem(Articles[n], i.Quantity, new Money(i.Price), TaxClass.Standard), Products[n], new HashSet<Guid>(), false))], new Money(5_90), Money.Zero);

    private static Gen<Offer> Of(PromotionKind kind) =>
        from points in Gen.Choose(1, 10_000)
        from amount in Gen.OneOf(Gen.Choose(1, 500), Gen.Choose(1, 200_000))
        from buy in Gen.Choose(1, 4)
        from get in Gen.Choose(1, 3)
        from exclusive in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from priority in Gen.Choose(0, 2)
        from scope in Gen.Choose(0, 4)
        from notReduced in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from minimum in Gen.Frequency((3, Gen.Constant((Money?)null)), (1, Gen.Choose(1, 100_000).Select(m => (Money?)new Money(m))))
        select new Offer(Guid.NewGuid(), kind.ToString(), kind)
        {
            BasisPoints = points, Amount = new Money(amount), Buy = buy, Get = get, IsExclusive = exclusive, Priority = priority, Minimum = minimum, CreatedAt = Long,
            NotOnReduced = notReduced && kind != PromotionKind.FreeDelivery,
            Targets = kind == PromotionKind.FreeDelivery ? [] : scope switch
            {
                1 => [new(PromotionTargetKind.Category, Shelf, false)],
                2 => [new(PromotionTargetKind.Product, Products[0], false), new(PromotionTargetKind.Product, Products[2], false)],
                3 => [new(PromotionTargetKind.Product, Products[1], true)],
                4 => [new(PromotionTargetKind.Category, Shelf, false), new(PromotionTargetKind.Product, Products[3], true)],
                _ => [],
            },
        };

    private static readonly Gen<DealCart> AnyCart =
        from count in Gen.Choose(1, Articles.Length)
        from items in Gen.ArrayOf(
            from quantity in Gen.Choose(1, 12)
            from price in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 100_000))
            from tax in Gen.Elements(Enum.GetValues<TaxClass>())
            from shelved in Gen.Elements(true, false)
            from reduced in Gen.Elements(true, false)
            select (quantity, price, tax, shelved, reduced), count)
        from delivery in Gen.Choose(0, 3_000)
        from nearly in Gen.Choose(-500, 300)
        from threshold in Gen.Elements(0, 1, 2) // none, about what the goods cost, anything
        from anywhere in Gen.Choose(0, 200_000)
        from wrap in Gen.Elements(0, 490)
        select new DealCart([.. items.Select((i, n) => new DealItem(new QuoteItem(Articles[n], i.quantity, new Money(i.price), i.tax), Products[n], i.shelved ? new HashSet<Guid> { Shelf } : new HashSet<Guid>(), i.reduced))],
            new Money(delivery), new Money(wrap))
        {
            FreeFrom = threshold switch { 0 => null, 1 => new Money(Math.Max(0, items.Sum(i => (long)i.price * i.quantity) + nearly)), _ => new Money(anywhere) },
        };

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, m) => sum + m);

    private static void Always(Gen<Offer[]> offers, Action<DealCart, Offer[]> holds, int carts = Carts) =>
        Prop.ForAll((from cart in AnyCart from some in offers select (cart, some)).ToArbitrary(), given => holds(given.cart, given.some)).Check(Config.QuickThrowOnFailure.WithMaxTest(carts));

    private sealed record DealCart(IReadOnlyList<DealItem> Items, Money Delivery, Money Wrap)
    {
        /// <summary>As the tariff does it: for goods from so much, after reductions, delivery is free.</summary>
        public Money? FreeFrom { get; init; }

        public DeliveryTerms DeliveryFor(Money goods) => new(goods >= FreeFrom ? Money.Zero : Delivery, true);

        public QuoteRequest Request => new([.. Items.Select(i => i.Item)], VatRates.For("NO", "NO", [])) { GiftWrap = Wrap };
    }
}
