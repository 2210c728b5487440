using System.Globalization;
using Shop.Loyalty;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>A gift as it was typed: to whom, how many points, with which words.</summary>
public sealed class GiftForm
{
    public string? Number { get; set; }
    public string? LastName { get; set; }
    public string? Points { get; set; }
    public string? Message { get; set; }

    /// <summary>The digits of the number, however they are grouped.</summary>
    public string Digits => string.Concat((Number ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.')));

    /// <summary>Null for what is no whole number.</summary>
    public long? Count => long.TryParse((Points ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var points) ? points : null;

    /// <summary>What is wrong with what was typed, field by field; who is meant and what there is to give is asked later.</summary>
    public IEnumerable<(string Field, string Text)> Complaints()
    {
        if (Digits.Length == 0) yield return (nameof(Number), "Enter the number on their card");
        else if (!Shop.Loyalty.Membership.IsNumber(Digits)) yield return (nameof(Number), "This is not a member number: it has ten digits, and one of these is mistyped");
        if (string.IsNullOrWhiteSpace(LastName) || LastName.Length > 100) yield return (nameof(LastName), "Enter their last name");
        if (Count is not > 0) yield return (nameof(Points), "Enter a whole number, like 100");
        if (PointsGift.Complaint(Message) is { } complaint) yield return (nameof(Message), complaint);
    }

    /// <summary>Why it cannot be done, beside the field that has to change.</summary>
    public static (string Field, string Text) Words(Club club, GiftTerms terms, SendPoints.Refused refused) => refused.Trouble switch
    {
        GiftTrouble.NobodyFound => (nameof(Number), "We find no member with this number and this last name. Ask them to read both off their card"),
        GiftTrouble.ToYourself => (nameof(Number), "This is your own number"),
        GiftTrouble.SharedAlready => (nameof(Number), $"You share your {club.Points} with this member already"),
        GiftTrouble.BelowMinimum => (nameof(Points), $"Give {club.Count(terms.Minimum)} at least"),
        GiftTrouble.NotInSteps => (nameof(Points), $"{club.PointsFirst} are given in steps of {ClubWords.Number(terms.Step)}"),
        GiftTrouble.TooFew => (nameof(Points), refused.Most == 0 ? $"You have no {club.Points} to give at the moment" : $"You can give up to {club.Count(refused.Most)}"),
        GiftTrouble.OverTheDay => (nameof(Points), refused.Most == 0 ? $"You have given {club.Count(terms.PerDay)} today, which is the most for a day. Go on tomorrow" : $"You can give up to {club.Count(refused.Most)} more today"),
        _ => ("", $"{club.PointsFirst} cannot be given at the moment"),
    };
}

/// <summary>The form of a gift, or the question whether it is meant.</summary>
/// <param name="LeftToday">How many more points may be given today.</param>
/// <param name="Once">Made for the question; none for the form.</param>
public sealed record GiftPage(Club Club, MemberStanding Me, GiftTerms Terms, GiftForm Form, long LeftToday, Guid Once)
{
    public long Most => Math.Min(Me.Available, LeftToday) is var most && most >= Terms.Minimum ? most - most % Terms.Step : 0;
}
