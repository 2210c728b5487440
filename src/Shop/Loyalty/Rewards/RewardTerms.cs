using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>What a reward is: the first four are vouchers for the checkout, the others are handed over by staff.</summary>
public enum RewardKind { AmountOff, PercentOff, FreeDelivery, GiftProduct, EventSeat, Donation }

/// <summary>Everything that can be said about a reward, before it is one.</summary>
public sealed record RewardTerms(string Name, RewardKind Kind, long Cost, DateTime From)
{
    public const int LongestValidity = 1_095;
    public const long MostPoints = 1_000_000_000;

    public string Words { get; init; } = "";
    public DateTime? Until { get; init; }

    /// <summary>How many there are in all; null for as many as are wanted.</summary>
    public int? Quota { get; init; }
    public Tier LowestTier { get; init; }
    public int? LimitPerMember { get; init; }

    /// <summary>How many days a voucher can be used after the one on which it was taken.</summary>
    public int ValidDays { get; init; } = 90;
    public Money Amount { get; init; }
    public int BasisPoints { get; init; }

    /// <summary>What the goods in the cart must cost for the voucher to count.</summary>
    public Money? Minimum { get; init; }

    /// <summary>The product that is given.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>When the event begins, UTC, and where it is.</summary>
    public DateTime? HeldAt { get; init; }
    public string? Place { get; init; }

    /// <summary>Whether the event was called off.</summary>
    public bool IsCalledOff { get; init; }

    public bool IsVoucher => Kind is not (RewardKind.EventSeat or RewardKind.Donation);

    /// <summary>What is wrong with it, and where.</summary>
    public IEnumerable<Complaint> Complaints()
    {
        if (Name.Trim().Length is 0 or > Reward.NameMaxLength) yield return new(nameof(Name), $"Enter a name of 1 to {Reward.NameMaxLength} characters");
        if (Words.Trim().Length is 0 or > Reward.WordsMaxLength) yield return new(nameof(Words), $"Say in 1 to {Reward.WordsMaxLength} characters what it is");
        if (Cost is < 1 or > MostPoints) yield return new(nameof(Cost), "“Cost”: enter how many points it costs, at least 1");
        if (Until <= From) yield return new(nameof(Until), "The end comes after the start");
        if (Quota < 1) yield return new(nameof(Quota), "“How many in all”: at least 1; leave it empty for as many as are wanted");
        if (LimitPerMember < 1) yield return new(nameof(LimitPerMember), "“How many each”: at least 1; leave it empty for as many as they like");
        if (IsVoucher && ValidDays is < 1 or > LongestValidity) yield return new(nameof(ValidDays), $"“Valid for”: enter 1 to {LongestValidity} days");
        if (Kind == RewardKind.AmountOff && Amount <= Money.Zero) yield return new(nameof(Amount), "“Amount”: enter an amount above zero");
        if (Kind == RewardKind.PercentOff && BasisPoints is < 1 or > 10_000) yield return new(nameof(BasisPoints), "“Per cent”: enter a percentage above 0 and up to 100");
        if (Kind == RewardKind.GiftProduct && ProductId is null) yield return new(nameof(ProductId), "“Product”: say which product is given");
        if (Kind == RewardKind.EventSeat && HeldAt is null) yield return new(nameof(HeldAt), "“Begins”: say when the event begins");
        if (Kind == RewardKind.EventSeat && HeldAt <= From) yield return new(nameof(HeldAt), "The event begins after its seats can be had");
        if (Kind == RewardKind.EventSeat && string.IsNullOrWhiteSpace(Place)) yield return new(nameof(Place), "“Place”: say where the event is");
        if (Place?.Trim().Length > Reward.PlaceMaxLength) yield return new(nameof(Place), $"A place has at most {Reward.PlaceMaxLength} characters");
        if (Minimum < Money.Zero) yield return new(nameof(Minimum), "“Goods from”: a minimum is not below zero");
    }
}
