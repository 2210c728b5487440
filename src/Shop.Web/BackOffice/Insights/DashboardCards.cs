using System.Globalization;
using Shop.Accounts;
using Shop.Insights;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Insights;

/// <summary>One figure: what it is now, by how much that differs from the days before, how it went, and the rows it was counted from.</summary>
public sealed record FigureCard(string Key, string Name, string Value, string? Note, string? Change, string? Spark, string? Url, Right? Needs);

/// <summary>Writes figures as the cards of the dashboard. Each leads to the list that its number is the sum of.</summary>
internal sealed class DashboardCards(MoneyText money, FigureRange range)
{
    private string Placed => $"placed~between~{range.From:yyyy-MM-dd}..{range.To:yyyy-MM-dd}";
    private string Days => $"between~{range.From:yyyy-MM-dd}..{range.To:yyyy-MM-dd}";

    public IEnumerable<FigureCard> Of(Figures figures, ClubNow? club)
    {
        var (now, before, steps) = (figures.Course.Total, figures.Before?.Total, figures.Course.Sums);
        var orders = Orders("state~is~Confirmed", Placed);
        yield return Card("revenue", "Revenue", money.Of(now.Revenue), Change(now.Revenue.Minor, before?.Revenue.Minor, v => money.Of(new Money((long)v))), steps.Select(s => (decimal)s.Revenue.Minor), orders + "&cols=number,customer,placed,state,total,refunded,revenue", new(Area.Orders, Act.See), "with VAT, less what went back");
        yield return Card("orders", "Orders", Number.Of(now.Orders), Change(now.Orders, before?.Orders, Whole), steps.Select(s => (decimal)s.Orders), orders, new(Area.Orders, Act.See), "paid and not cancelled");
        yield return Card("basket", "Average order", now.Basket is { } basket ? money.Of(basket) : "–", Change(now.Basket?.Minor, before?.Basket?.Minor, v => money.Of(new Money((long)v))), steps.Select(s => (decimal)(s.Basket?.Minor ?? 0)), orders + "&cols=number,customer,placed,state,total,refunded,revenue", new(Area.Orders, Act.See));
        yield return Card("customers", "New customers", Number.Of(now.NewCustomers), Change(now.NewCustomers, before?.NewCustomers, Whole), steps.Select(s => (decimal)s.NewCustomers), $"/backoffice/customers?f=joined~{Days}", new(Area.Customers, Act.See));
        yield return Card("again", "Repeat rate", Percent(now.RepeatRate), Points(now.RepeatRate, before?.RepeatRate), steps.Select(s => s.RepeatRate ?? 0), Orders("state~is~Confirmed", Placed, "again~is~yes"), new(Area.Orders, Act.See), $"{Number.Of(now.Again)} orders by who had bought before");
        if (club is null) yield break;
        yield return Card("share", "Revenue by members", Percent(now.MemberShare), Points(now.MemberShare, before?.MemberShare), steps.Select(s => s.MemberShare ?? 0), Orders("state~is~Confirmed", Placed, "member~is~yes") + "&cols=number,customer,placed,state,total,refunded,revenue", new(Area.Orders, Act.See), money.Of(now.FromMembers));
        yield return Card("active", "Active members", Number.Of(figures.ActiveMembers), Change(figures.ActiveMembers, figures.ActiveBefore, Whole), null, $"/backoffice/customers?f=tier~is~Member,Silver,Gold,Vip&f=bought~{Days}", new(Area.Customers, Act.See), $"of {Number.Of(club.Members)} bought in these days");
        yield return Card("issued", "Points issued", Number.Of(now.Issued), Change(now.Issued, before?.Issued, Whole), steps.Select(s => (decimal)s.Issued), $"/backoffice/journal?f=at~{Days}&f=book~is~Issued", new(Area.Club, Act.See));
        yield return Card("redeemed", "Points redeemed", Number.Of(now.Redeemed), Change(now.Redeemed, before?.Redeemed, Whole), steps.Select(s => (decimal)s.Redeemed), $"/backoffice/journal?f=at~{Days}&f=book~is~Redeemed", new(Area.Club, Act.See), now.RedemptionRate is null ? null : $"{Percent(now.RedemptionRate)} of those issued");
        yield return Card("expired", "Points expired", Number.Of(now.Expired), Change(now.Expired, before?.Expired, Whole), steps.Select(s => (decimal)s.Expired), $"/backoffice/journal?f=at~{Days}&f=book~is~Expired", new(Area.Club, Act.See));
        yield return Card("rate", "Redemption rate", Percent(now.RedemptionRate), Points(now.RedemptionRate, before?.RedemptionRate), steps.Select(s => s.RedemptionRate ?? 0), $"/backoffice/journal?f=at~{Days}&f=book~is~Issued,Redeemed", new(Area.Club, Act.See), "spent for each point given");
        yield return Card("owed", "The club owes", money.Of(club.Worth), null, null, "/backoffice/club/points", new(Area.Figures, Act.See), $"{Number.Of(club.Outstanding)} points outstanding now");
    }

    private static string Orders(params string[] filters) => "/backoffice/orders?" + string.Join('&', filters.Select(f => "f=" + f));

    public IReadOnlyList<BarRow> States(OrdersByState states) =>
    [
        new("Waiting for payment", Orders("state~is~Placed", Placed), states.Unpaid), new("To pack", Orders("state~is~Confirmed", "delivery~is~Open", Placed), states.ToPack), new("Packed", Orders("state~is~Confirmed", "delivery~is~Packed", Placed), states.Packed),
        new("On the way", Orders("state~is~Confirmed", "delivery~is~Shipped", Placed), states.OnTheWay), new("Delivered", Orders("state~is~Confirmed", "delivery~is~Delivered", Placed), states.Delivered), new("Returned", Orders("state~is~Confirmed", "delivery~is~Returned", Placed), states.Returned),
        new("Cancelled", Orders("state~is~Cancelled", Placed), states.Cancelled),
    ];

    /// <summary>“+12.5%, from €100”; null where there is nothing to compare.</summary>
    public static string? Change(decimal? now, decimal? before, Func<decimal, string> say) => (now, before) switch
    {
        (_, null) or (null, _) => null,
        (_, 0) => now == 0 ? "as before" : $"from {say(0)}",
        var (a, b) when a == b => "as before",
        var (a, b) => $"{Signed((a.Value - b.Value) / Math.Abs(b.Value) * 100)}%, from {say(b.Value)}",
    };

    private static FigureCard Card(string key, string name, string value, string? change, IEnumerable<decimal>? course, string url, Right needs, string? note = null) =>
        new(key, name, value, note, change, course?.ToList() is { Count: > 1 } values ? Chart.Spark(values) : null, url, needs);

    private static string? Points(decimal? now, decimal? before) => now is { } a && before is { } b ? a == b ? "as before" : $"{Signed((a - b) * 100)} points, from {Percent(b)}" : null;

    private static string Percent(decimal? share) => share is { } known ? (known * 100).ToString("0.0", CultureInfo.CurrentCulture) + "%" : "–";

    private static string Signed(decimal number) => (number < 0 ? "−" : "+") + Math.Abs(number).ToString("0.0", CultureInfo.CurrentCulture);

    private static string Whole(decimal number) => Number.Of((long)number);
}
