using Shop.Loyalty;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Says in plain words what a reward is, what it asks for, and why somebody cannot have it.</summary>
public sealed class RewardWords(MoneyText money)
{
    // From so many on, how many are left is nobody's concern.
    private const int Few = 20;

    public static string Icon(RewardKind kind) => kind switch
    {
        RewardKind.AmountOff => "ticket",
        RewardKind.PercentOff => "percentage",
        RewardKind.FreeDelivery => "truck-delivery",
        RewardKind.GiftProduct => "gift",
        RewardKind.EventSeat => "armchair",
        _ => "heart",
    };

    public static Picture? PictureOf(RewardOffer offer) => offer.Gift is { } gift ? Cards.PictureOf(gift.PictureFile, gift.PictureAlt, gift.Width, gift.Height) : null;

    /// <summary>“€10 off an order”.</summary>
    public string Gist(RewardTerms terms, GiftPiece? gift) => terms.Kind switch
    {
        RewardKind.AmountOff => $"{money.Whole(terms.Amount)} off an order",
        RewardKind.PercentOff => $"{ClubWords.Percent(terms.BasisPoints)} off an order",
        RewardKind.FreeDelivery => "Free standard delivery",
        RewardKind.GiftProduct => gift is null ? "A gift" : $"One {gift.Name}, worth {money.Of(gift.Price)}",
        RewardKind.EventSeat => "One seat",
        _ => "A donation",
    };

    /// <summary>What it asks for and how long it lasts, each as a short phrase.</summary>
    public IEnumerable<string> Conditions(Club club, RewardOffer offer)
    {
        var terms = offer.Terms;
        if (terms.HeldAt is { } held) yield return $"{DateText.Moment(held, club.Terms.Zone)}, {terms.Place}";
        if (offer.SeatsOfTier > 0) yield return offer.SeatsOfTier == 1 ? $"one seat at an event of {YearOf(club, offer)} comes with your tier" : $"{offer.SeatsOfTier} seats at events of {YearOf(club, offer)} come with your tier";
        if (terms.Minimum is { } minimum) yield return $"for goods from {money.Whole(minimum)}";
        if (terms.IsVoucher) yield return $"valid for {ClubWords.Days(terms.ValidDays)}";
        if (terms.LowestTier > Tier.Member) yield return $"from {club.NameOf(terms.LowestTier)} on";
        if (terms.LimitPerMember is { } limit) yield return limit == 1 ? "once each" : $"up to {limit} each";
        if (offer is { Left: > 0 and < Few and var left }) yield return $"{left} left";
        if (terms.Until is { } until && offer.Trouble != RewardTrouble.Over) yield return $"until {DateText.LongDay(Expiries.LastDay(until, club.Terms.Zone))}";
    }

    /// <summary>The year of an event: seats of a tier are counted by it.</summary>
    public static int YearOf(Club club, RewardOffer offer) => Kernel.Period.LocalDay(offer.Terms.HeldAt!.Value, club.Terms.Zone).Year;

    /// <summary>Null for what can be had, and for a guest.</summary>
    public static string? WhyNot(Club club, RewardOffer offer) => offer.Trouble switch
    {
        RewardTrouble.PointsMissing => $"{club.Count(offer.Missing)} missing",
        RewardTrouble.TierTooLow => $"For {club.NameOf(offer.Terms.LowestTier)} and above",
        RewardTrouble.LimitReached => offer.Terms.LimitPerMember == 1 ? "You have had it" : $"You have had it {offer.Terms.LimitPerMember} times",
        RewardTrouble.NotYet => $"From {DateText.Date(offer.Terms.From, club.Terms.Zone)}",
        RewardTrouble.SoldOut => "All taken",
        RewardTrouble.Over when offer.Terms.IsCalledOff => "Called off",
        RewardTrouble.Over => $"Over since {DateText.Date(offer.Terms.Until is { } until && !(offer.Terms.HeldAt < until) ? until : offer.Terms.HeldAt!.Value, club.Terms.Zone)}",
        _ => null,
    };

    public static (string Text, string Badge) Of(VoucherState state, RewardKind kind) => state switch
    {
        VoucherState.Open => ("Ready to use", "badge-success"),
        VoucherState.Held => ("In an order being paid", "badge-info"),
        VoucherState.Used => ("Used", ""),
        VoucherState.Expired => ("Expired", ""),
        VoucherState.CalledOff => ("Called off", "badge-warning"),
        VoucherState.Waiting when kind == RewardKind.EventSeat => ("Your seat is kept", "badge-success"),
        VoucherState.Waiting => ("We are seeing to it", "badge-info"),
        VoucherState.Missed => ("Not used", ""),
        _ => ("Done", "badge-success"),
    };

    /// <summary>“ABCD-EFGH-JKLM-NPQR”: the same code, easier to read out.</summary>
    public static string Spaced(string code) => string.Join('-', code.Chunk(4).Select(c => new string(c)));

}
