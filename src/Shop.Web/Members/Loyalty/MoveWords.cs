using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Says what the journal did in plain words.</summary>
public static class MoveWords
{
    public static string Title(StatementLine line, Noun points) => line.Kind switch
    {
        PointsMove.Earned => "Earned by an order",
        PointsMove.MadeDue => "Arrived: the day is set",
        PointsMove.Released => "Ready to be spent",
        PointsMove.Granted => line.Reason ?? "Given by the club",
        PointsMove.Reserved => "Set aside for an order",
        PointsMove.Spent => $"Paid with {points.Many}",
        PointsMove.Freed => "No longer set aside",
        PointsMove.GivenBack => line.IsReward ? $"{points.First} back: {line.Reason}" : $"{points.First} back from an order",
        PointsMove.Redeemed => $"Reward: {line.Reason}",
        PointsMove.Revoked => "Taken back",
        PointsMove.Expired => "Expired",
        PointsMove.Adjusted => line.Reason ?? "Corrected",
        PointsMove.Sent => line.IsHousehold ? line.Reason ?? "Went to your household" : "Sent to another member",
        PointsMove.Received => line.IsHousehold ? line.Reason ?? "Brought into the household" : "Received from another member",
        _ => "Made to last longer",
    };

    /// <summary>A sentence about what happened and why.</summary>
    public static string Explained(StatementLine line, Noun points) => line.Kind switch
    {
        PointsMove.Earned => $"Your order earned these {points.Many}. They wait until your parcel has arrived and the time to send things back is over.",
        PointsMove.MadeDue => $"Your parcel has arrived. No {points.Many} moved: the day from which they can be spent was written down.",
        PointsMove.Released => $"The time to send things back is over, so the {points.Many} that waited can be spent, and they count for your tier.",
        PointsMove.Granted => $"The club gave you these {points.Many}. They can be spent at once.",
        PointsMove.Reserved => $"You chose to pay a part of an order with {points.Many}. They are set aside until the payment is through.",
        PointsMove.Spent => $"The payment went through, and the {points.Many} paid their part of the order.",
        PointsMove.Freed => $"The order was not paid after all, so the {points.Many} that were set aside are yours again.",
        PointsMove.Redeemed when line.Available == 0 => $"You took a seat that comes with your tier: no {points.Many} moved.",
        PointsMove.Redeemed => $"You took this reward, and it was paid with {points.Many} at once.",
        PointsMove.GivenBack when line.IsReward => $"A reward you had taken was called off, and its {points.Many} came back. They keep the day on which they end, or get some days more if that is near.",
        PointsMove.GivenBack => $"Something you had paid with {points.Many} came back, and so did the {points.Many}. They keep the day on which they end, or get some days more if that is near.",
        PointsMove.Revoked => $"Something you bought came back or was cancelled, or you left the club: the {points.Many} it had earned were taken back.",
        PointsMove.Expired => $"These {points.Many} were not spent before their last day.",
        PointsMove.Adjusted => "A correction. It is an entry of its own: nothing in the journal is ever changed.",
        PointsMove.Sent or PointsMove.Received when line.IsHousehold => $"These {points.Many} went from one account to another: a household shares one. Each keeps the day on which it ends.",
        PointsMove.Sent => $"You gave these {points.Many} to another member. The ones that end soonest went first.",
        PointsMove.Received => $"Another member gave you these {points.Many}. They end on the day on which they would have ended there.",
        _ => $"These {points.Many} were given more time. No {points.Many} moved.",
    };

    public static string Place(Book book, Noun points, bool isHousehold) => book switch
    {
        Book.Pending => $"Your {points.Many} that wait",
        Book.Available => $"Your {points.Many} to spend",
        Book.Reserved => "Set aside for an order",
        Book.Debt => "What you owe the club",
        Book.Issued => "Given out by the club",
        Book.Redeemed => "Spent in the shop",
        Book.Expired => "Expired",
        Book.Adjusted => "Corrections",
        _ => isHousehold ? "Another account of yours" : "Other members",
    };

    public static string Group(StatementGroup group) => group switch
    {
        StatementGroup.Earned => "Earned by orders",
        StatementGroup.Given => "Given and received",
        StatementGroup.Spent => "Spent",
        StatementGroup.TakenBack => "Taken back",
        StatementGroup.Expired => "Expired",
        _ => "Corrected",
    };

    public static string By(StatementEntry entry) => entry.ByKind switch
    {
        // Who gave is named in the journal; a name that looks like an address is not repeated.
        ActorKind.Customer when entry.Line is { Kind: PointsMove.Received, IsHousehold: false } => PointsGift.IsLink(entry.ByName) ? "Another member" : entry.ByName,
        ActorKind.Customer => entry.Line.Who ?? "You",
        ActorKind.Staff => "Somebody who works here",
        _ => "The shop, by its rules",
    };

    /// <summary>“+120”, “−40”; nothing for nothing.</summary>
    public static string Change(long points) => points switch
    {
        > 0 => "+" + Storefront.Loyalty.ClubWords.Number(points),
        < 0 => "−" + Storefront.Loyalty.ClubWords.Number(-points),
        _ => "",
    };
}
