using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What returns are called on pages and in letters.</summary>
public static class ReturnWords
{
    public static string Of(ReturnReason reason) => reason switch
    {
        ReturnReason.ChangedMind => "I changed my mind",
        ReturnReason.NotAsExpected => "It is not as I expected",
        ReturnReason.Damaged => "It arrived damaged",
        ReturnReason.Faulty => "It does not work",
        ReturnReason.WrongArticle => "It is the wrong article",
        ReturnReason.TooLate => "It came too late",
        _ => "Another reason, or none",
    };

    public static string Of(ReturnBar bar) => bar switch
    {
        ReturnBar.NotYetHere => "It has not arrived yet. You can send it back once it has.",
        ReturnBar.TooLate => "The time to send it back is over.",
        ReturnBar.CameBack => "It came back already.",
        ReturnBar.OnItsWay => "You are sending it back already.",
        ReturnBar.NotBought => "The order does not stand, so there is nothing to send back.",
        _ => "",
    };

    public static string Of(ReturnGrade grade) => grade switch { ReturnGrade.AsNew => "As new", ReturnGrade.Used => "Used", _ => "Damaged" };

    /// <summary>For the customer.</summary>
    public static (string Text, string Badge) Of(ReturnState state) => state switch
    {
        ReturnState.Requested => ("We are looking at it", "info"),
        ReturnState.Approved => ("Send it to us", "warning"),
        ReturnState.Refused => ("It cannot be sent back", "danger"),
        ReturnState.Finished => ("Finished", "success"),
        _ => ("Called off", "info"),
    };

    public static (string Text, string Badge) ForStaff(ReturnState state) => state switch
    {
        ReturnState.Requested => ("To answer", "warning"),
        ReturnState.Approved => ("On its way to us", "info"),
        ReturnState.Refused => ("Refused", "secondary"),
        ReturnState.Finished => ("Finished", "success"),
        _ => ("Called off", "secondary"),
    };

    /// <summary>One sentence for each thing the club does, in the order in which it matters.</summary>
    public static IEnumerable<string> Of(PointsOfReturn club, Noun points)
    {
        if (club.GivenBack > 0) yield return $"{points.Count(club.GivenBack)} with which you paid {(club.GivenBack == 1 ? "comes" : "come")} back to you.";
        if (club.TakenBack > 0) yield return $"{points.Count(club.TakenBack)} this order earned {(club.TakenBack == 1 ? "is" : "are")} taken back{(club.WereWaiting == club.TakenBack ? ", which could not be spent yet" : "")}.";
        if (club.Owed > 0) yield return $"{points.Count(club.Owed)} of these {(club.Owed == 1 ? "is" : "are")} spent already: the next ones you earn make up for it.";
        if (club.Tier is { } tier) yield return $"Your tier becomes {tier}.";
    }

    /// <summary>The same at the desk.</summary>
    public static IEnumerable<string> ForStaff(PointsOfReturn club)
    {
        if (club.GivenBack > 0) yield return $"{Points(club.GivenBack)} that paid for it go back to the member.";
        if (club.TakenBack > 0) yield return $"{Points(club.TakenBack)} it earned are taken back{(club.Owed > 0 ? $", {Html.Number.Of(club.Owed)} of them as a debt" : "")}.";
        if (club.Tier is { } tier) yield return $"The member becomes {tier}.";
    }

    private static string Points(long count) => count == 1 ? "1 point" : $"{Html.Number.Of(count)} points";
}
