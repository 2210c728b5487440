namespace Shop.Demo;

/// <summary>Chance that repeats: the same seed rolls the same on every machine and every version of the platform.</summary>
internal sealed class Dice
{
    private ulong _state;

    /// <param name="stream">Which of many independent rows of rolls: what one customer does never shifts what another does.</param>
    public Dice(ulong seed, ulong stream) => _state = Mix(seed ^ Mix(stream + 0x9E3779B97F4A7C15));

    /// <summary>Between 0 and 1, without either.</summary>
    public double Roll() => ((Next() >> 11) + 0.5) / (1UL << 53);

    public int Below(int bound) => (int)(Roll() * bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Happens(double probability) => Roll() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The index of one of the weights; -1 when none has any.</summary>
    public int Pick(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        var left = Roll() * sum;
        for (var i = 0; i < weights.Length; i++)
            if (weights[i] > 0 && (left -= weights[i]) <= 0) return i;
        return sum > 0 ? LastOf(weights) : -1;
    }

    public double Exponential(double rate) => -Math.Log(Roll()) / rate;

    public double Normal() => Math.Sqrt(-2 * Math.Log(Roll())) * Math.Cos(2 * Math.PI * Roll());

    /// <summary>By Marsaglia and Tsang; mean shape / rate.</summary>
    public double Gamma(double shape, double rate)
    {
        if (shape < 1) return Gamma(shape + 1, rate) * Math.Pow(Roll(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(Roll()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v / rate;
        }
    }

    public double Beta(double a, double b)
    {
        var (x, y) = (Gamma(a, 1), Gamma(b, 1));
        return x / (x + y);
    }

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static int LastOf(ReadOnlySpan<double> weights)
    {
        var last = weights.Length - 1;
        while (weights[last] <= 0) last--;
        return last;
    }
}
