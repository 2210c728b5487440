using Shop.Accounts;

namespace Shop.Tests.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly string[] Context = [.. PasswordRules.ContextOf("Fjord & Clay", "ingrid.solberg@example.org", "Ingrid Solberg")];

    [Theory]
    [InlineData("slow-morning-tea-2026")]
    [InlineData("quiet rain on the roof")]
    [InlineData("xkcdvorpalqu")]
    [InlineData("山上有三只白猫在喝茶呢")] // eleven, so that twelve must be counted
    [InlineData("山上有三只白猫在喝茶呢吧")]
    [InlineData("ingrid keeps nine lemons in a drawer")]
    public void Long_and_unlikely_is_enough(string password) =>
        Assert.Equal(password.Length >= 12, PasswordRules.Refusal(password, forStaff: false, Context) is null);

    [Theory]
    [InlineData("short words")]
    [InlineData("")]
    public void Less_than_twelve_characters_are_refused(string password) => Assert.Contains("12", PasswordRules.Refusal(password, false), StringComparison.Ordinal);

    [Fact]
    public void Staff_needs_fifteen()
    {
        Assert.Null(PasswordRules.Refusal("xkcdvorpalqu", forStaff: false));
        Assert.Contains("15", PasswordRules.Refusal("xkcdvorpalqu", forStaff: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_and_twenty_eight_characters_are_allowed_and_one_more_is_not()
    {
        var words = string.Join(' ', Enumerable.Range(100, 60));
        Assert.Null(PasswordRules.Refusal(words[..128], false));
        Assert.NotNull(PasswordRules.Refusal(words[..129], false));
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("Password2024!!")]
    [InlineData("p4ssw0rd1234")]
    [InlineData("qwertyuiop123")]
    [InlineData("sunshine20245")]
    [InlineData("correct horse battery staple")]
    [InlineData("iloveyouforever")]
    [InlineData("123456789012")]
    [InlineData("password password")]
    [InlineData("abcabcabcabc")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklmn")]
    [InlineData("zyxwvutsrqponm")]
    [InlineData("!!!!!!!!!!!!!!")]
    public void What_many_people_choose_is_refused(string password) => Assert.NotNull(PasswordRules.Refusal(password, false));

    [Theory]
    [InlineData("fjord & clay 2026")]
    [InlineData("FjordAndClay!!")]
    [InlineData("ingridsolberg1")]
    [InlineData("ingrid.solberg@example.org")]
    public void The_names_of_shop_and_person_are_refused(string password) => Assert.NotNull(PasswordRules.Refusal(password, false, Context));

    [Fact]
    public void The_list_of_common_passwords_is_long_enough()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("accounts/common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        Assert.True(reader.ReadToEnd().Split('\n').Count(word => word.Length >= 8) >= 3000);
    }
}
