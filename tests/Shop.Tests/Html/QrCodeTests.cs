using Shop.Kernel;
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

    // Each of these was read back by a reader that is not ours (zbar) when its print was noted.
    [Theory]
    [InlineData(10, "aabef449cab12150")]
    [InlineData(26, "db6275467807f2c8")]
    [InlineData(120, "6b3617c27de06483")]
    [InlineData(200, "a3818ba2acb6b6b2")]
    [InlineData(400, "4ecb7198aae4bc8d")]
    [InlineData(660, "1165fe01838557f1")]
    public void What_a_reader_has_read_stays_as_it_is(int letters, string print) => Assert.Equal(print, Secret.PrintOf(QrCode.Of(Text(letters)).Path())[..16]);

    private static string Text(int letters) => string.Concat(Enumerable.Range(0, letters).Select(i => (char)('!' + i * 7 % 90)));

    [Fact]
    public void What_does_not_fit_is_refused() => Assert.Throws<ArgumentException>(() => QrCode.Of(new string('a', 667)));
}
