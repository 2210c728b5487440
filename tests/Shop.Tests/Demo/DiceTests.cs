using Shop.Demo;

namespace Shop.Tests.Demo;

/// <summary>The dice of the demo are fair and repeat.</summary>
public sealed class DiceTests
{
    [Fact]
    public void The_same_seed_and_stream_roll_the_same_for_ever()
    {
        Assert.Equal([0.2817, 0.2713, 0.7495], Enumerable.Repeat(new Dice(1, 2), 3).Select(d => Math.Round(d.Roll(), 4)));
        Assert.NotEqual(new Dice(1, 2).Roll(), new Dice(1, 3).Roll());
    }

    [Theory]
    [InlineData(0.3, 2)]
    [InlineData(1, 1)]
    [InlineData(7.5, 0.5)]
    public void Gamma_has_its_mean_and_variance(double shape, double rate)
    {
        var dice = new Dice(7, 7);
        var rolls = Enumerable.Range(0, 60_000).Select(_ => dice.Gamma(shape, rate)).ToList();
        Assert.InRange(rolls.Average() / (shape / rate), 0.97, 1.03);
        Assert.InRange(rolls.Average(r => Math.Pow(r - shape / rate, 2)) / (shape / rate / rate), 0.93, 1.07);
    }

    [Fact]
    public void Beta_normal_and_exponential_have_their_means()
    {
        var dice = new Dice(9, 9);
        Assert.InRange(Enumerable.Range(0, 40_000).Average(_ => dice.Beta(0.6, 5.2)), 0.1, 0.107);
        Assert.InRange(Enumerable.Range(0, 40_000).Average(_ => dice.Normal()), -0.02, 0.02);
        Assert.InRange(Enumerable.Range(0, 40_000).Average(_ => Math.Pow(dice.Normal(), 2)), 0.97, 1.03);
        Assert.InRange(Enumerable.Range(0, 40_000).Average(_ => dice.Exponential(4)), 0.243, 0.257);
    }

    [Fact]
    public void Weights_decide_how_often_one_is_picked()
    {
        var dice = new Dice(3, 3);
        var picked = Enumerable.Range(0, 40_000).Select(_ => dice.Pick([1.0, 0, 3])).ToList();
        Assert.DoesNotContain(1, picked);
        Assert.InRange(picked.Count(p => p == 2) / 40_000.0, 0.74, 0.76);
        Assert.Equal(-1, dice.Pick([0.0, 0]));
    }
}
