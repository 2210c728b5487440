using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class VatRatesTests
{
    [Fact]
    public void Every_country_we_know_has_rates() =>
        Assert.Equal(Countries.All.Select(c => c.Code).Order(), VatRates.All.Select(c => c.Country).Order());

    [Fact]
    public void Rates_are_within_what_the_law_allows() => Assert.All(VatRates.All, c =>
    {
        Assert.True(c.Reduced <= c.Standard && c.Books <= c.Standard, c.Country);
        if (Countries.Find(c.Country)!.InEu) Assert.InRange(c.Standard, 1500, 2700); // Council directive 2006/112/EC, article 97
    });

    [Theory]
    [InlineData("NO", "NO", VatScheme.Domestic, 2500)]
    [InlineData("NO", "FI", VatScheme.OneStopShop, 2550)]
    [InlineData("DE", "FR", VatScheme.OneStopShop, 2000)]
    [InlineData("DE", "NO", VatScheme.Export, 0)]
    [InlineData("NO", "GB", VatScheme.Export, 0)]
    [InlineData("NO", "US", VatScheme.Export, 0)]
    public void The_destination_decides(string home, string destination, VatScheme scheme, int standard)
    {
        var rule = VatRates.For(home, destination, []);
        Assert.Equal((scheme, standard), (rule.Scheme, rule.BasisPointsFor(TaxClass.Standard)));
    }

    [Fact]
    public void A_registration_abroad_brings_that_countrys_rate() =>
        Assert.Equal((VatScheme.Registered, 810), (VatRates.For("NO", "CH", ["CH"]).Scheme, VatRates.For("NO", "CH", ["CH"]).BasisPointsFor(TaxClass.Standard)));

    [Theory]
    [InlineData(125_00, 2500, 25_00)]
    [InlineData(119_00, 1900, 19_00)]
    [InlineData(1, 2500, 0)]
    [InlineData(3, 2500, 1)]
    [InlineData(100_00, 0, 0)]
    [InlineData(long.MaxValue, 2500, 1844674407370955161)]
    public void The_vat_inside_a_gross_amount_is_rounded_half_up(long gross, int rate, long vat) => Assert.Equal(vat, VatRule.Inside(new Money(gross), rate).Minor);

    [Theory]
    [InlineData("NO", "5003", true)]
    [InlineData("NO", "N-5003", false)]
    [InlineData("NO", "NO-5003", true)]
    [InlineData("NO", "503", false)]
    [InlineData("SE", "11122", true)]
    [InlineData("SE", "111 22", true)]
    [InlineData("NL", "1012 jk", true)]
    [InlineData("NL", "1012", false)]
    [InlineData("GB", "sw1a 1aa", true)]
    [InlineData("GB", "12345", false)]
    [InlineData("IE", "", false)]
    [InlineData("IE", "D02 X285", true)]
    [InlineData("PT", "1100-148", true)]
    [InlineData("DE", "1011", false)]
    [InlineData("DE", "", false)]
    public void A_postcode_that_cannot_exist_is_noticed(string country, string postcode, bool accepted) => Assert.Equal(accepted, Countries.AcceptsPostcode(country, postcode));
}
