using Shop.Web.Html.Qr;

namespace Shop.Tests.Html;

/// <summary>QR codes, read back by hand.</summary>
public sealed class QrCodeTests
{
    [Theory]
    [InlineData(1, 21)]
    [InlineData(14, 21)]
    [InlineData(15, 25)]
    [InlineData(106, 41)]
    [InlineData(107, 45)]
    [InlineData(666, 97)]
    public void It_is_as_small_as_the_text_allows(int letters, int size) => Assert.Equal(size, QrCode.Of(new string('a', letters)).Size);

    [Fact]
    public void What_does_not_fit_is_refused() => Assert.Throws<ArgumentException>(() => QrCode.Of(new string('a', 667)));
}
