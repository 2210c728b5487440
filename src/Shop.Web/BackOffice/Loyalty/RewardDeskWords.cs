using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>Rewards as staff read them.</summary>
public static class RewardDeskWords
{
    public static string Of(RewardKind kind) => kind switch
    {
        RewardKind.AmountOff => "Voucher: amount off",
        RewardKind.PercentOff => "Voucher: percentage off",
        RewardKind.FreeDelivery => "Voucher: free delivery",
        RewardKind.GiftProduct => "Voucher: one product free",
        RewardKind.EventSeat => "Seat at an event",
        _ => "Donation",
    };

    public static (string Text, string Badge) StateOf(RewardRow row, DateTime now) => row.Terms.IsCalledOff ? ("Called off", "secondary") : row.IsOver(now) ? ("Over", "secondary") : row.IsPlanned(now) ? ("Planned", "info") : row.Taken >= row.Terms.Quota ? ("All taken", "warning") : ("To be had", "success");

    /// <summary>A seat is kept until its event, and not handed over.</summary>
    public static (string Text, string Badge) StateOf(VoucherState state, RewardKind kind) => state switch
    {
        VoucherState.Open => ("Not used", "info"),
        VoucherState.Held => ("In an order being paid", "info"),
        VoucherState.Used => ("Used", "success"),
        VoucherState.Expired => ("Expired", "secondary"),
        VoucherState.CalledOff => ("Called off", "secondary"),
        VoucherState.Waiting when kind == RewardKind.EventSeat => ("Seat kept", "info"),
        VoucherState.Waiting => ("To hand over", "warning"),
        VoucherState.Missed => ("Did not come", "secondary"),
        _ => ("Done", "success"),
    };
}
