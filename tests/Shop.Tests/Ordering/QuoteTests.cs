using FsCheck;
using FsCheck.Fluent;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class QuoteTests
{
    private static readonly VatRule Norway = VatRates.For("NO", "NO", []);

    private static readonly Guid[] Articles = [.. Enumerable.Range(0, 12).Select(_ => Guid.NewGuid())];

    // Prices from a cent to ten thousand, all tax classes, any mixture of reductions and tenders, to any country.
    private static readonly Gen<QuoteRequest> Requests =
        from count in Gen.Choose(1, Articles.Length)
        from items in Gen.ArrayOf(
            from quantity in Gen.Choose(1, 999)
            from price in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 1_000_000))
            from tax in Gen.Elements(Enum.GetValues<TaxClass>())
            select (quantity, price, tax), count)
        from reductions in Gen.ListOf(Reductions(), 4).SelectMany(r => Gen.Choose(0, 4).Select(n => r.Take(n).ToList()))
        from delivery in Gen.Choose(0, 3_000)
        from tenders in Gen.ArrayOf(Gen.Choose(0, 500_000), 2)
        from country in Gen.Elements(VatRates.All.Select(c => c.Country).ToArray())
        select new QuoteRequest([.. items.Select((i, n) => new QuoteItem(Articles[n], i.quantity, new Money(i.price), i.tax))], VatRates.For("NO", country, []))
        {
            Reductions = reductions, DeliveryPrice = new Money(delivery), Tenders = [.. tenders.Select((t, n) => new TenderOffer($"tender {n}", new Money(t)))],
        };

    [Fact]
    public void Parts_add_up_to_the_whole() => Always(request =>
    {
        var quote = Quote.Of(request);
        Assert.Equal(quote.Goods, Sum(quote.Lines.Select(l => l.Total)));
        Assert.Equal(quote.Discount, Sum(quote.Lines.Select(l => l.Discount)));
        Assert.Equal(quote.Discount, Sum(quote.Reductions.Select(r => r.Amount)));
        Assert.Equal(quote.Subtotal - quote.Discount, quote.Goods);
        Assert.Equal(quote.Goods + quote.Delivery, quote.Total);
        Assert.Equal(quote.Total, quote.Due + Sum(quote.Tenders.Select(t => t.Amount)));
        Assert.All(quote.Lines, l => Assert.Equal(l.UnitPrice * l.Quantity - l.Discount, l.Total));
    });

    [Fact]
    public void Nothing_goes_below_zero() => Always(request =>
    {
        var quote = Quote.Of(request);
        Assert.All(quote.Lines, l => Assert.True(l.Total >= Money.Zero && l.Discount >= Money.Zero && l.Vat >= Money.Zero));
        Assert.All(quote.Reductions, r => Assert.True(r.Amount >= Money.Zero));
        Assert.True(quote.Total >= Money.Zero && quote.Due >= Money.Zero);
    });

    [Fact]
    public void Vat_of_the_parts_is_the_vat_of_the_whole_rounded_once_for_each_rate() => Always(request =>
    {
        var quote = Quote.Of(request);
        Assert.Equal(quote.Vat, Sum(quote.Lines.Select(l => l.Vat)) + quote.DeliveryVat);
        Assert.Equal(quote.Vat, Sum(quote.VatByRate.Select(v => v.Vat)));
        Assert.Equal(quote.Total, Sum(quote.VatByRate.Select(v => v.Gross)));
        foreach (var share in quote.VatByRate)
        {
            var exact = (decimal)share.Gross.Minor * share.BasisPoints / (10_000 + share.BasisPoints);
            Assert.True(Math.Abs(share.Vat.Minor - exact) <= 0.5m);
        }
        // A line differs from its own rounding by less than one unit, because the rest of its rate evens it out.
        Assert.All(quote.Lines, l => Assert.True(Math.Abs(l.Vat.Minor - (decimal)l.Total.Minor * l.VatBasisPoints / (10_000 + l.VatBasisPoints)) < 1.5m));
    });

    [Fact]
    public void A_reduction_touches_only_its_lines_and_gives_no_line_more_than_its_share_and_one_unit() => Always(request =>
    {
        if (request.Reductions is not [var first, ..]) return;
        var alone = Quote.Of(request with { Reductions = [first] });
        Assert.All(alone.Lines.Where(l => first.Only?.Contains(l.VariantId) == false), l => Assert.True(l.Discount.IsZero));

        var basis = Sum(alone.Lines.Where(l => first.Only?.Contains(l.VariantId) != false).Select(l => l.UnitPrice * l.Quantity)).Minor;
        foreach (var line in alone.Lines.Where(l => l.Discount > Money.Zero))
            Assert.True(Math.Abs(line.Discount.Minor - (decimal)alone.Discount.Minor * line.UnitPrice.Minor * line.Quantity / basis) < 1m);
    });

    [Fact]
    public void The_order_in_which_reductions_of_different_kinds_are_given_does_not_matter() => Always(request =>
    {
        Reduction[] kinds = [new PercentOff("some %", 1_500, Some(1)), new AmountOff("some", new Money(700), Some(1)), new PercentOff("all %", 1_000), new AmountOff("all", new Money(900))];
        var given = Quote.Of(request with { Reductions = kinds });
        var turned = Quote.Of(request with { Reductions = [.. kinds.Reverse()] });
        Assert.Equal(given.Lines, turned.Lines);
        Assert.Equal(given.Reductions, turned.Reductions);
    });

    [Fact]
    public void More_reductions_never_make_it_dearer_and_the_same_input_gives_the_same_quote() => Always(request =>
    {
        var quote = Quote.Of(request);
        Assert.Equal(quote.Lines, Quote.Of(request).Lines);
        Assert.True(Quote.Of(request with { Reductions = [.. request.Reductions, new PercentOff("one more", 777)] }).Total <= quote.Total);
    });

    [Fact]
    public void Reductions_count_one_after_the_other_on_what_is_left()
    {
        var request = new QuoteRequest([new QuoteItem(Articles[0], 2, new Money(50_00), TaxClass.Standard), new QuoteItem(Articles[1], 1, new Money(20_00), TaxClass.Standard)], Norway)
        {
            Reductions = [new AmountOff("Voucher", new Money(10_00)), new PercentOff("Everything", 1_000), new PercentOff("Mugs", 2_000, new HashSet<Guid> { Articles[0] })],
            DeliveryPrice = new Money(5_90),
        };

        var quote = Quote.Of(request);

        // 100.00 − 20 % = 80.00; with the 20.00 beside it 100.00 − 10 % = 90.00; − 10.00 = 80.00
        Assert.Equal([("Mugs", 20_00), ("Everything", 10_00), ("Voucher", 10_00)], quote.Reductions.Select(r => (r.Name, r.Amount.Minor)));
        Assert.Equal((80_00, 85_90), (quote.Goods.Minor, quote.Total.Minor));
        Assert.Equal([64_00L, 16_00L], quote.Lines.Select(l => l.Total.Minor));
        Assert.Equal(17_18, quote.Vat.Minor); // a fifth of 85.90
    }

    [Fact]
    public void A_cart_of_three_thirds_gives_the_odd_cent_to_the_first()
    {
        var quote = Quote.Of(new QuoteRequest([.. Articles.Take(3).Select(a => new QuoteItem(a, 1, new Money(10_00), TaxClass.Zero))], Norway) { Reductions = [new AmountOff("Gift", new Money(1_00))] });
        Assert.Equal([34L, 33L, 33L], quote.Lines.Select(l => l.Discount.Minor));
    }

    [Fact]
    public void Free_and_given_away_are_totals_of_zero()
    {
        var quote = Quote.Of(new QuoteRequest([new QuoteItem(Articles[0], 3, new Money(12_00), TaxClass.Standard)], Norway) { Reductions = [new PercentOff("All", 10_000), new AmountOff("More", new Money(1))] });
        Assert.Equal((Money.Zero, Money.Zero, Money.Zero), (quote.Total, quote.Vat, quote.Due));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_quantity_below_one_is_refused(int quantity) =>
        Assert.Throws<RuleBroken>(() => Quote.Of(new QuoteRequest([new QuoteItem(Articles[0], quantity, new Money(1), TaxClass.Standard)], Norway)));

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_percentage_outside_0_to_100_is_refused(int basisPoints) => Assert.Throws<RuleBroken>(() =>
        Quote.Of(new QuoteRequest([new QuoteItem(Articles[0], 1, new Money(1), TaxClass.Standard)], Norway) { Reductions = [new PercentOff("Wrong", basisPoints)] }));

    private static Gen<Reduction> Reductions() => Gen.OneOf(
        from points in Gen.Choose(0, 10_000) from some in Gen.Choose(0, 3) select (Reduction)new PercentOff($"{points} bp", points, some == 0 ? null : Some(some)),
        from amount in Gen.OneOf(Gen.Choose(0, 500), Gen.Choose(0, 2_000_000)) from some in Gen.Choose(0, 3) select (Reduction)new AmountOff($"{amount}", new Money(amount), some == 0 ? null : Some(some)));

    private static HashSet<Guid> Some(int every) => [.. Articles.Where((_, i) => i % (every + 1) == 0)];

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, m) => sum + m);

    private static void Always(Action<QuoteRequest> holds) => Prop.ForAll(Requests.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
}
