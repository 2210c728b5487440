using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What moved points, as an accountant calls it.</summary>
internal static class RuleDeskWords
{
    public static string Of(PointsMove kind) => kind switch
    {
        PointsMove.Earned => "Issued for orders",
        PointsMove.Granted => "Given by the club",
        PointsMove.Spent => "Spent on orders",
        PointsMove.Redeemed => "Spent on rewards",
        PointsMove.GivenBack => "Given back",
        PointsMove.Revoked => "Taken back",
        PointsMove.Expired => "Expired",
        PointsMove.Adjusted => "Corrected",
        PointsMove.Sent => "Sent to others",
        PointsMove.Received => "Received from others",
        _ => kind.ToString(),
    };
}
