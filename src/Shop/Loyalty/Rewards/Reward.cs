using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>Something members can have for points. It is never deleted, only ended; what was taken stays as it was taken.</summary>
public sealed class Reward : Entity
{
    public const int NameMaxLength = 80;
    public const int WordsMaxLength = 500;
    public const int PlaceMaxLength = 200;

    private Reward() { }

    public string Name { get; private set; } = "";
    public string Words { get; private set; } = "";
    public RewardKind Kind { get; private set; }
    public long Cost { get; private set; }
    public DateTime From { get; private set; }
    public DateTime? Until { get; private set; }
    public int? Quota { get; private set; }

    /// <summary>How many were taken and not called off. Changed only by <see cref="ClaimReward"/> and <see cref="SettleClaim"/>.</summary>
    public int Taken { get; private set; }
    public Tier LowestTier { get; private set; }
    public int? LimitPerMember { get; private set; }
    public int ValidDays { get; private set; }
    public Money Amount { get; private set; }
    public int BasisPoints { get; private set; }
    public Money? Minimum { get; private set; }
    public Guid? ProductId { get; private set; }

    /// <summary>When an event begins, UTC, and where it is; for other rewards null.</summary>
    public DateTime? HeldAt { get; private set; }
    public string? Place { get; private set; }

    /// <summary>When the event was called off; null for what was not.</summary>
    public DateTime? CalledOffAt { get; private set; }

    /// <summary>By which its vouchers count at the checkout; none for what staff hand over.</summary>
    public Guid? PromotionId { get; private set; }
    public DateTime CreatedAt { get; private init; }

    public static Reward Of(RewardTerms terms, DateTime now)
    {
        var reward = new Reward { CreatedAt = now };
        reward.Change(terms);
        return reward;
    }

    /// <exception cref="RuleBroken">Something cannot be, or fewer would be given than were taken already.</exception>
    public void Change(RewardTerms terms)
    {
        if (terms.Complaints().FirstOrDefault() is { } complaint) throw new RuleBroken(complaint.Text);
        if (terms.Quota < Taken) throw new RuleBroken($"{Taken} were taken already.");
        if (CalledOffAt is not null) throw new RuleBroken("The event was called off. Open another one.");
        if (Taken > 0 && Kind == RewardKind.EventSeat && terms.Kind != RewardKind.EventSeat) throw new RuleBroken("Seats were taken. End it, and open another reward.");
        var moved = Taken > 0 && Kind == RewardKind.EventSeat && terms.Kind == RewardKind.EventSeat && (HeldAt, Place) != (terms.HeldAt, terms.Place?.Trim());
        (Name, Words, Kind, Cost, From, Until) = (terms.Name.Trim(), terms.Words.Trim(), terms.Kind, terms.Cost, terms.From, terms.Until);
        (Quota, LowestTier, LimitPerMember) = (terms.Quota, terms.LowestTier, terms.LimitPerMember);
        (ValidDays, Minimum) = terms.IsVoucher ? (terms.ValidDays, terms.Minimum) : (0, null);
        (Amount, BasisPoints, ProductId) = (terms.Kind == RewardKind.AmountOff ? terms.Amount : Money.Zero, terms.Kind == RewardKind.PercentOff ? terms.BasisPoints : 0, terms.Kind == RewardKind.GiftProduct ? terms.ProductId : null);
        (HeldAt, Place) = terms.Kind == RewardKind.EventSeat ? (terms.HeldAt, terms.Place?.Trim()) : (null, null);
        if (moved) Raise(new EventMoved(Id, Version + 1));
    }

    /// <summary>Vouchers that are taken from now on count by this promotion; those taken before keep theirs.</summary>
    internal void CountBy(Guid? promotionId) => PromotionId = promotionId;

    /// <summary>Nobody can take it from now on. Vouchers that were taken keep their time.</summary>
    public void End(DateTime now)
    {
        if (Until <= now) return; // told twice
        if (From >= now) From = now.AddTicks(-TimeSpan.TicksPerMillisecond);
        Until = now;
    }

    /// <summary>The event is not held, and cannot be opened again.</summary>
    internal void CallOff(DateTime now)
    {
        End(now);
        CalledOffAt ??= now;
    }

    /// <summary>What its vouchers do at the checkout; null for what staff hand over.</summary>
    internal PromotionTerms? Voucher(DateTime now)
    {
        return Kind switch
        {
            RewardKind.AmountOff => Terms(PromotionKind.AmountOff) with { Amount = Amount },
            RewardKind.PercentOff => Terms(PromotionKind.PercentOff) with { BasisPoints = BasisPoints },
            RewardKind.FreeDelivery => Terms(PromotionKind.FreeDelivery),
            RewardKind.GiftProduct => Terms(PromotionKind.PieceFree) with { Targets = [new PromotionTarget(PromotionTargetKind.Product, ProductId!.Value, false)] },
            _ => null,
        };

        PromotionTerms Terms(PromotionKind kind) => new(Name, kind, now) { Minimum = Minimum, NeedsCode = true };
    }
}
