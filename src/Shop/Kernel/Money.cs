namespace Shop.Kernel;

/// <summary>An amount in the smallest unit of the shop's currency, so that both databases can add and sort it.</summary>
public readonly record struct Money(long Minor) : IComparable<Money>
{
    public static readonly Money Zero = new(0);

    public bool IsZero => Minor == 0;

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor));
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor));
    public static Money operator -(Money a) => new(checked(-a.Minor));
    public static Money operator *(Money a, int times) => new(checked(a.Minor * times));
    public static bool operator <(Money a, Money b) => a.Minor < b.Minor;
    public static bool operator >(Money a, Money b) => a.Minor > b.Minor;
    public static bool operator <=(Money a, Money b) => a.Minor <= b.Minor;
    public static bool operator >=(Money a, Money b) => a.Minor >= b.Minor;
    public static Money Add(Money a, Money b) => a + b;
    public static Money Subtract(Money a, Money b) => a - b;
    public static Money Negate(Money a) => -a;
    public static Money Multiply(Money a, int times) => a * times;
    public static Money Min(Money a, Money b) => a < b ? a : b;
    public static Money Max(Money a, Money b) => a > b ? a : b;

    /// <summary>So many ten-thousandths of the amount, half a unit rounded up: the one rule for every percentage taken off.</summary>
    public Money Share(int basisPoints) => new((long)(((Int128)Minor * basisPoints + 5_000) / 10_000));

    public int CompareTo(Money other) => Minor.CompareTo(other.Minor);

    /// <summary>Splits the amount over weights so that the parts add up to it exactly, by the largest remainder; ties go to the earlier part.</summary>
    /// <exception cref="ArgumentException">A weight is negative, or all are zero while the amount is not.</exception>
    public IReadOnlyList<Money> Allocate(IReadOnlyList<long> weights)
    {
        if (weights.Any(w => w < 0)) throw new ArgumentException("Weights must not be negative.", nameof(weights));
        Int128 sum = 0;
        foreach (var weight in weights) sum += weight;
        if (sum == 0)
        {
            if (Minor != 0) throw new ArgumentException("There is nothing to allocate to.", nameof(weights));
            return [.. weights.Select(_ => Zero)];
        }

        var amount = Math.Abs(Minor);
        var parts = weights.Select(w => (long)((Int128)amount * w / sum)).ToArray();
        var left = amount - parts.Sum();
        var byRemainder = Enumerable.Range(0, weights.Count).OrderByDescending(i => (Int128)amount * weights[i] % sum).ThenBy(i => i);
        foreach (var i in byRemainder.Take((int)left)) parts[i]++;
        var sign = Minor < 0 ? -1 : 1;
        return [.. parts.Select(p => new Money(sign * p))];
    }
}
