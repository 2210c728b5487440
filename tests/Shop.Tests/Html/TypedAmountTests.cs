using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Tests.Html;

/// <summary>What people type for an amount, and what pages write, is the same amount.</summary>
public sealed class TypedAmountTests
{
    [Theory]
    [InlineData("80", 80), InlineData("€80", 80), InlineData("80 €", 80), InlineData("EUR 80", 80), InlineData("79.50", 79.5), InlineData("79,50", 79.5), InlineData("79,5", 79.5), InlineData(".5", 0.5), InlineData("80.", 80)]
    [InlineData("1,272.00", 1272), InlineData("€1,272", 1272), InlineData("1.272,00", 1272), InlineData("1.272", 1272), InlineData("1 272,00", 1272), InlineData("1,000,000", 1_000_000), InlineData("-3", -3), InlineData("0,500", 0.5), InlineData("0.5", 0.5)]
    public void Each_way_to_write_it_is_read(string typed, double amount) => Assert.Equal((decimal)amount, TypedAmount.Read(typed, Currency.Of("EUR")));

    [Theory]
    [InlineData("eighty"), InlineData("1,2,3"), InlineData("1.2.3"), InlineData("8e3"), InlineData("€"), InlineData("--3"), InlineData("1,272.00.00"), InlineData("12,34.56")]
    public void What_is_no_number_is_none(string typed) => Assert.Null(TypedAmount.Read(typed, Currency.Of("EUR")));
}
