using FsCheck;
using FsCheck.Fluent;
using Shop.Kernel;

namespace Shop.Tests.Kernel;

public sealed class MoneyTests
{
    private static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000);

    private static readonly Gen<long> Amount = Gen.OneOf(
        Gen.Choose(-5, 5).Select(v => (long)v), Gen.Choose(-1_000_000, 1_000_000).Select(v => (long)v), Gen.Constant(long.MaxValue), Gen.Constant(-long.MaxValue));

    private static readonly Gen<long> Weight = Gen.OneOf(
        Gen.Choose(0, 3).Select(v => (long)v), Gen.Choose(0, 1_000_000).Select(v => (long)v), Gen.Constant(long.MaxValue));

    private static readonly Gen<(Money Amount, long[] Weights)> Case =
        from amount in Amount
        from weights in Gen.NonEmptyListOf(Weight)
        where weights.Any(w => w > 0)
        select (new Money(amount), weights.ToArray());

    [Fact]
    public void The_parts_of_an_allocation_add_up_exactly() => Check((amount, weights) =>
        Sum(amount.Allocate(weights)) == amount.Minor);

    [Fact]
    public void Each_part_is_its_exact_share_rounded_up_or_down() => Check((amount, weights) =>
    {
        Int128 total = 0;
        foreach (var weight in weights) total += weight;
        return amount.Allocate(weights).Zip(weights, (part, weight) =>
        {
            var down = (System.Numerics.BigInteger)Math.Abs(amount.Minor) * weight / (System.Numerics.BigInteger)total;
            return Math.Abs(part.Minor) - down is var over && (over.IsZero || over.IsOne);
        }).All(fair => fair);
    });

    [Fact]
    public void No_part_goes_the_other_way_and_no_weight_means_no_share() => Check((amount, weights) =>
        amount.Allocate(weights).Zip(weights, (part, weight) => (part.IsZero || Math.Sign(part.Minor) == Math.Sign(amount.Minor)) && (weight > 0 || part.IsZero)).All(ok => ok));

    [Fact]
    public void A_credit_mirrors_its_debit() => Check((amount, weights) =>
        amount.Allocate(weights).SequenceEqual((-amount).Allocate(weights).Select(part => -part)));

    [Fact]
    public void The_cent_that_is_left_goes_to_the_earlier_of_equals() =>
        Assert.Equal([34, 33, 33], new Money(100).Allocate([1, 1, 1]).Select(m => m.Minor));

    [Fact]
    public void Nothing_can_be_shared_among_nobody()
    {
        Assert.Equal([Money.Zero, Money.Zero], Money.Zero.Allocate([0, 0]));
        Assert.Throws<ArgumentException>(() => new Money(1).Allocate([0, 0]));
        Assert.Throws<ArgumentException>(() => new Money(1).Allocate([]));
        Assert.Throws<ArgumentException>(() => new Money(1).Allocate([2, -1]));
    }

    [Fact]
    public void An_amount_too_large_is_an_error_and_not_another_amount()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue / 2) * 3);
    }

    [Theory]
    [InlineData("EUR", 2490, "€24.90")]
    [InlineData("EUR", -123456789, "−€1,234,567.89")]
    [InlineData("NOK", 5, "kr 0.05")]
    [InlineData("JPY", 1200, "¥1,200")]
    [InlineData("CHF", 0, "CHF 0.00")]
    public void An_amount_is_written_as_people_do(string currency, long minor, string expected) =>
        Assert.Equal(expected, Currency.Of(currency).Format(new Money(minor)));

    [Theory]
    [InlineData("EUR", "0.005", 1)]
    [InlineData("EUR", "-0.005", -1)]
    [InlineData("EUR", "2.675", 268)]
    [InlineData("JPY", "10.4", 10)]
    public void A_decimal_amount_is_rounded_half_away_from_zero(string currency, string amount, long minor) =>
        Assert.Equal(minor, Currency.Of(currency).FromDecimal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).Minor);

    [Fact]
    public void An_unknown_currency_is_refused_with_the_known_ones() =>
        Assert.Contains("EUR", Assert.Throws<RuleBroken>(() => Currency.Of("XXX")).Message, StringComparison.Ordinal);

    private static void Check(Func<Money, long[], bool> holds) =>
        Prop.ForAll(Case.ToArbitrary(), c => holds(c.Amount, c.Weights)).Check(TenThousand);

    private static Int128 Sum(IEnumerable<Money> parts)
    {
        Int128 sum = 0;
        foreach (var part in parts) sum += part.Minor;
        return sum;
    }
}
