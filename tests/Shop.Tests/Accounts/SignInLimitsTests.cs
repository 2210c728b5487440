using Shop.Accounts;

namespace Shop.Tests.Accounts;

public sealed class SignInLimitsTests
{
    private static readonly DateTime Noon = TestClock.Opening;
    private readonly SignInLimits _limits = new();

    [Theory]
    [InlineData(0, null)]
    [InlineData(4, null)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(500, 15)]
    public void Each_wrong_guess_doubles_the_wait_up_to_fifteen_minutes(int wrong, int? minutes) =>
        Assert.Equal(minutes is { } m ? Noon.AddMinutes(m) : null, _limits.NextGuess([.. Enumerable.Repeat(Noon, wrong)]));

    [Fact]
    public void A_shop_with_many_right_passwords_is_not_under_attack()
    {
        Assert.False(_limits.ShopIsUnderAttack([10, 10, 10, 9], right: 0));
        Assert.True(_limits.ShopIsUnderAttack([10, 10, 10, 10], right: 0));
        Assert.False(_limits.ShopIsUnderAttack([10, 10, 10, 10], right: 30));
    }

    [Fact]
    public void Whatever_one_address_does_others_do_not_feel_it()
    {
        foreach (var own in new[] { 1, 10, 10_000 })
        {
            Assert.False(_limits.AccountIsUnderAttack([own]));
            Assert.False(_limits.ShopIsUnderAttack([own], right: 0));
            Assert.Equal(_limits.AccountIsUnderAttack([9]), _limits.AccountIsUnderAttack([own, 9]));
        }
        Assert.True(_limits.AccountIsUnderAttack([5, 5, 5]));
    }
}
