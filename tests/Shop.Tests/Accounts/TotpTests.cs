using Shop.Accounts;

namespace Shop.Tests.Accounts;

/// <summary>The codes of authenticator apps, against the numbers printed in RFC 6238.</summary>
public sealed class TotpTests
{
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // “12345678901234567890”

    [Theory]
    [InlineData(59L, "287082")]
    [InlineData(1111111109L, "081804")]
    [InlineData(1111111111L, "050471")]
    [InlineData(1234567890L, "005924")]
    [InlineData(2000000000L, "279037")]
    [InlineData(20000000000L, "353130")]
    public void It_shows_what_the_standard_says(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Key, Totp.StepAt(DateTime.UnixEpoch.AddSeconds(seconds))));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Clocks_may_differ_by_one_step(int seconds, bool accepted)
    {
        var now = new DateTime(2026, 11, 22, 9, 0, 15, DateTimeKind.Utc);
        Assert.Equal(accepted, Totp.Match(Key, Totp.CodeAt(Key, Totp.StepAt(now.AddSeconds(seconds))), now) is not null);
    }

    [Fact]
    public void Each_key_is_new_and_of_160_bits()
    {
        var keys = Enumerable.Range(0, 200).Select(_ => Totp.NewKey()).ToList();
        Assert.Equal(200, keys.Distinct().Count());
        Assert.All(keys, k => Assert.True(Totp.IsKey(k)));
        Assert.All(Enumerable.Range(0, 32), place => Assert.True(keys.Select(k => k[place]).Distinct().Count() > 20)); // each sign varies
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("１２３４５６")]
    [InlineData("-12345")]
    public void What_is_no_code_is_no_match(string code) => Assert.Null(Totp.Match(Key, code, DateTime.UnixEpoch));

    [Fact]
    public void The_address_for_apps_names_shop_and_person() =>
        Assert.Equal($"otpauth://totp/Fjord%20%26%20Clay:a%2Bb%40example.org?secret={Key}&issuer=Fjord%20%26%20Clay", Totp.UriOf(Key, "Fjord & Clay", "a+b@example.org"));
}
