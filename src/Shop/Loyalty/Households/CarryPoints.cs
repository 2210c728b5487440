using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Takes points from one account to another, each with the end it has: nothing lasts longer by going round.</summary>
internal static class CarryPoints
{
    internal const string SourceStart = "household:";
    internal const string Sent = ":sent";
    internal const string Received = ":received";

    /// <summary>All that can be spent; nothing is written when there is none.</summary>
    public static void All(PointsAccount from, PointsAccount to, Guid memberId, Actor by, string left, string came, DateTime now)
    {
        if (from.SpendableAt(now) is > 0 and var points) Some(from, to, points, memberId, by, left, came, now);
    }

    public static void Some(PointsAccount from, PointsAccount to, long points, Guid memberId, Actor by, string left, string came, DateTime now) =>
        Between($"{SourceStart}{from.Id}:{from.LastNumber + 1}", (from, memberId), (to, memberId), points, by, left, came, now);

    /// <summary>Between two places in the club, each of which notes it as its own.</summary>
    public static void Between(string key, (PointsAccount Account, Guid MemberId) from, (PointsAccount Account, Guid MemberId) to, long points, Actor by, string left, string came, DateTime now)
    {
        from.Account.TakeAway(new Entry(key + Sent, from.MemberId, now, by, left), points, PointsMove.Sent);
        to.Account.Receive(new Entry(key + Received, to.MemberId, now, by, came), PartsOf(from.Account));
    }

    /// <summary>What the newest entry sent, by its ends.</summary>
    public static IReadOnlyList<(long Points, DateTime ExpiresAt)> PartsOf(PointsAccount from) =>
        [.. from.Journal[^1].Postings.Where(p => p is { Book: Book.Available, LotId: not null }).GroupBy(p => from.Lots.Single(l => l.Id == p.LotId).ExpiresAt!.Value).OrderBy(g => g.Key).Select(g => (-g.Sum(p => p.Amount), g.Key))];
}
