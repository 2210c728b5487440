namespace Shop.Imports;

/// <summary>What the lines say about one product.</summary>
internal sealed class SurveyedProduct(string code)
{
    private static readonly TimeSpan Regularly = TimeSpan.FromDays(90);

    private readonly Dictionary<string, int> _descriptions = [];
    private readonly List<(DateTime At, long Price, int Quantity)> _prices = [];

    public string Code => code;
    public DateTime First { get; private set; } = DateTime.MaxValue;
    public DateTime Last { get; private set; } = DateTime.MinValue;
    public bool HasName => _descriptions.Count > 0;

    public void Describe(string description)
    {
        if (description.Length > 0) _descriptions[description] = _descriptions.GetValueOrDefault(description) + 1;
    }

    public void Sell(int quantity, long price, DateTime at)
    {
        _prices.Add((at, price, quantity));
        See(at);
    }

    public void TakeBack(DateTime at) => See(at);

    /// <summary>The description used most; of equals the longest.</summary>
    public string Name => _descriptions.OrderByDescending(d => d.Value).ThenByDescending(d => d.Key.Length).ThenBy(d => d.Key, StringComparer.Ordinal).First().Key;

    /// <summary>The price most often asked in the last 90 days it was sold; of equals the latest. Null when it was never sold.</summary>
    public long? RegularPrice
    {
        get
        {
            if (_prices.Count == 0) return null;
            var since = _prices.Max(p => p.At) - Regularly;
            return _prices.Where(p => p.At >= since).GroupBy(p => p.Price).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(p => p.At)).First().Key;
        }
    }

    /// <summary>How many were sold in the last 90 days it was sold.</summary>
    public int SoldLately => _prices.Count == 0 ? 0 : _prices.Max(p => p.At) - Regularly is var since ? _prices.Where(p => p.At >= since).Sum(p => p.Quantity) : 0;

    private void See(DateTime at)
    {
        if (at < First) First = at;
        if (at > Last) Last = at;
    }
}
