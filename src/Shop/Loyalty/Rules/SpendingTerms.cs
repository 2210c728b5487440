using System.Text.Json.Serialization;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What points pay, and how many at once.</summary>
public sealed record SpendingTerms
{
    public PointValue Value { get; init; } = new(100, 500);
    public long Minimum { get; init; } = 100;
    public long Step { get; init; } = 100;

    /// <summary>Which share of the goods points can pay.</summary>
    public int MaximumShareBasisPoints { get; init; } = 10_000;

    public IReadOnlyList<Guid> ExcludedProducts { get; init; } = [];
    public IReadOnlyList<Guid> ExcludedCategories { get; init; } = [];

    public Money Worth(long points) => Value.Of(points);

    /// <summary>Whether points can pay for a product.</summary>
    public bool Pays(Guid? productId, IReadOnlySet<Guid> categories) => !(productId is { } id && ExcludedProducts.Contains(id)) && !ExcludedCategories.Any(categories.Contains);

    /// <summary>The most points that can be spent: of those there are, on goods that points can pay. Zero if that is below the minimum.</summary>
    public long Most(long available, Money goods)
    {
        if (available <= 0 || goods <= Money.Zero) return 0;
        var share = (Int128)goods.Minor * MaximumShareBasisPoints / 10_000;
        var paying = (long)Int128.Min(available, share * Value.Points / Value.Minor);
        paying -= paying % Step;
        return paying < Minimum ? 0 : paying;
    }
}

/// <summary>When earned points can be spent.</summary>
public sealed record ReleaseTerms
{
    /// <summary>Days after delivery in which goods can be sent back, unless a tier has more.</summary>
    public int ReturnDays { get; init; } = 30;
}

/// <summary>How long released points last.</summary>
public sealed record ExpiryTerms
{
    public int Months { get; init; } = 12;
    public IReadOnlyList<int> WarningDays { get; init; } = [60, 14];

    /// <summary>What points that come back from a cancelled or returned order have left at least.</summary>
    public int DaysWhenGivenBack { get; init; } = 30;
}

/// <summary>What it brings to bring a friend.</summary>
public sealed record ReferralTerms
{
    /// <summary>For the advocate, once the friend's first order can no longer be sent back.</summary>
    public long Points { get; init; }

    /// <summary>How many friends a month earn without a look by staff.</summary>
    public int PerMonth { get; init; } = 5;

    /// <summary>The friend's welcome.</summary>
    public Money Voucher { get; init; }

    /// <summary>Whether inviting brings anything to anybody.</summary>
    [JsonIgnore] public bool IsOpen => Points > 0 || Voucher > Money.Zero;
}
