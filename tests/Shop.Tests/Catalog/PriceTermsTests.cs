using Shop.Catalog;
using Shop.Catalog.Pricing;
using Shop.Kernel;

namespace Shop.Tests.Catalog;

/// <summary>What a change makes of a price, to the cent.</summary>
public sealed class PriceTermsTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [InlineData(10_00, PriceStep.Percent, 10_00, PriceEnding.AsItComes, 11_00)]
    [InlineData(9_95, PriceStep.Percent, 3_33, PriceEnding.AsItComes, 10_28)]
    [InlineData(9_95, PriceStep.Percent, -50_00, PriceEnding.AsItComes, 4_97)]
    [InlineData(10_00, PriceStep.Amount, 2_50, PriceEnding.AsItComes, 12_50)]
    [InlineData(10_00, PriceStep.Percent, 10_00, PriceEnding.Ninety, 10_90)]
    [InlineData(10_00, PriceStep.Percent, 15_00, PriceEnding.Ninety, 11_90)]
    [InlineData(10_00, PriceStep.Percent, 1_00, PriceEnding.Ninety, 10_90)] // nearest were 9.90: what is raised never gets cheaper
    [InlineData(10_00, PriceStep.Percent, -1_00, PriceEnding.Half, 9_50)]
    [InlineData(10_00, PriceStep.Percent, -2_00, PriceEnding.Whole, 10_00)]
    [InlineData(10_40, PriceStep.Percent, -1_00, PriceEnding.Ninety, 9_90)] // 10.30 is nearer to 9.90 anyway; 10.90 would be dearer
    [InlineData(12_00, PriceStep.Amount, 3_50, PriceEnding.Half, 15_50)]
    [InlineData(60, PriceStep.Percent, 5_00, PriceEnding.Whole, 1_00)]
    public void A_price_changes_as_said(long price, PriceStep step, long value, PriceEnding ending, long then) =>
        Assert.Equal(new PriceAnswer(new Money(then), null, null), new PriceTerms(PriceTarget.Price, step, value, ending, OldPriceRule.Keep).For(new Money(price), null, Euro));

    [Theory]
    [InlineData(10_00, null, PriceTarget.Price, PriceStep.Amount, -12_00, OldPriceRule.Keep, "nothing or less")]
    [InlineData(10_00, null, PriceTarget.Price, PriceStep.Amount, -10_00, OldPriceRule.Keep, "nothing or less")]
    [InlineData(10_00, 11_00L, PriceTarget.Price, PriceStep.Percent, 10_00, OldPriceRule.Keep, "old price, €11.00, would not be above")]
    [InlineData(10_00, null, PriceTarget.Price, PriceStep.Percent, 10_00, OldPriceRule.ShowToday, "not cost less than the old price")]
    [InlineData(10_00, null, PriceTarget.OldPrice, PriceStep.Percent, -10_00, OldPriceRule.Keep, "would not be above the price")]
    [InlineData(Variant.DearestMinor, null, PriceTarget.Price, PriceStep.Percent, 10_00, OldPriceRule.Keep, "as much as that")]
    public void What_makes_no_sense_is_refused(long price, long? old, PriceTarget target, PriceStep step, long value, OldPriceRule rule, string why) =>
        Assert.Contains(why, new PriceTerms(target, step, value, PriceEnding.AsItComes, rule).For(new Money(price), old is { } o ? new Money(o) : null, Euro).Refusal, StringComparison.Ordinal);

    [Fact]
    public void The_old_price_is_shown_kept_or_taken_away()
    {
        PriceAnswer Lowered(long? old, OldPriceRule rule) => new PriceTerms(PriceTarget.Price, PriceStep.Percent, -20_00, PriceEnding.AsItComes, rule).For(new Money(10_00), old is { } o ? new Money(o) : null, Euro);
        Assert.Equal(new PriceAnswer(new Money(8_00), new Money(10_00), null), Lowered(null, OldPriceRule.ShowToday));
        Assert.Equal(new PriceAnswer(new Money(8_00), new Money(12_00), null), Lowered(12_00, OldPriceRule.ShowToday));
        Assert.Equal(new PriceAnswer(new Money(8_00), new Money(12_00), null), Lowered(12_00, OldPriceRule.Keep));
        Assert.Equal(new PriceAnswer(new Money(8_00), null, null), Lowered(12_00, OldPriceRule.TakeAway));
        Assert.Equal(new PriceAnswer(new Money(10_00), new Money(12_00), null), new PriceTerms(PriceTarget.OldPrice, PriceStep.Percent, 20_00, PriceEnding.AsItComes, OldPriceRule.Keep).For(new Money(10_00), null, Euro));
    }

    [Fact]
    public void In_a_currency_without_cents_a_price_ends_as_it_comes() =>
        Assert.Equal(new Money(1_111), new PriceTerms(PriceTarget.Price, PriceStep.Percent, 10_00, PriceEnding.Ninety, OldPriceRule.Keep).For(new Money(1_010), null, Currency.Of("JPY")).Price);
}
