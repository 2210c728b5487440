namespace Shop.Tests.Races;

/// <summary>How often each race is run: few times by itself, so that the whole run stays short, and SHOP_TEST_ROUNDS times where that is set (20 is the full bar).</summary>
internal static class Rounds
{
    public static int Or(int few) => int.TryParse(Environment.GetEnvironmentVariable("SHOP_TEST_ROUNDS"), out var rounds) ? rounds : few;
}
