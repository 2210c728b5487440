using System.Globalization;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Why a code does not count, as a sentence that says what can be done.</summary>
public static class CodeWords
{
    public const string NotACode = "A code has letters and digits, like WELCOME10.";

    /// <summary>Null when it counts.</summary>
    public static string? Of(WeighedOffer weighed, Currency currency, TimeZoneInfo zone)
    {
        var offer = weighed.Offer;
        return weighed.Standing switch
        {
            OfferStanding.Counts => null,
            OfferStanding.Unknown => $"We do not know the code {offer.Code}. Check how it is written.",
            OfferStanding.NotYet => $"The code {offer.Code} can be used from {Period.LocalDay(offer.StartsAt, zone).ToString("d MMMM", CultureInfo.CurrentCulture)}.",
            OfferStanding.Over => $"The code {offer.Code} has expired.",
            OfferStanding.UsedUp => $"The code {offer.Code} has already been used as often as it can be.",
            OfferStanding.UsedByYou => $"You have already used the code {offer.Code}.",
            OfferStanding.NeedsAccount when offer.FirstOrderOnly => $"The code {offer.Code} is for the first order of an account. It counts as soon as you sign in.",
            OfferStanding.NeedsAccount => $"The code {offer.Code} is counted by account. It counts as soon as you sign in.",
            OfferStanding.FirstOrderOnly => $"The code {offer.Code} is for a first order, and you have bought here before.",
            OfferStanding.NotForThese when offer.NotOnReduced => $"The code {offer.Code} is not for the things in your cart; what is reduced already does not count.",
            OfferStanding.NotForThese => $"The code {offer.Code} is not for the things in your cart.",
            OfferStanding.MinimumNotMet => $"The code {offer.Code} is for goods from {currency.Format(offer.Minimum!.Value)}, before anything is taken off: {currency.Format(weighed.Missing)} more is missing.",
            OfferStanding.NothingToGain => $"The code {offer.Code} would not change anything here.",
            OfferStanding.MakesDearer => $"With the code {offer.Code} your order would cost {currency.Format(weighed.Dearer)} more, delivery included. So we left it out.",
            _ when offer.IsExclusive => $"The code {offer.Code} counts only by itself, and what you have now saves more.",
            _ => $"The code {offer.Code} cannot be combined with what you have now, which saves more.",
        };
    }
}
