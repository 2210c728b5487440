using Shop.Ordering;

namespace Shop.Demo.Large;

/// <summary>Order numbers that look like any others, and never the same twice, although none is remembered: counting on, each count is mixed into another in a way that can be undone.</summary>
internal sealed class DealtNumbers(ulong seed)
{
    private const int Letters = 30;
    private const int Half = Letters * Letters * Letters * Letters; // a number is two halves of four letters
    private const int Rounds = 4;

    private long _dealt;

    public string Next()
    {
        var (left, right) = ((int)(_dealt / Half % Half), (int)(_dealt % Half));
        _dealt++;
        for (var round = 0; round < Rounds; round++) (left, right) = (right, (left + new Dice(seed, 20_000_000_000UL + (ulong)round * Half + (ulong)right).Below(Half)) % Half);
        var mixed = (long)left * Half + right;
        return OrderNumbers.New(letters =>
        {
            var letter = (int)(mixed % letters);
            mixed /= letters;
            return letter;
        });
    }
}
