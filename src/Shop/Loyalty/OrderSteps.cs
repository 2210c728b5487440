using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What the steps of an order do to its member's points. The shop's news, the jobs and a history that is played again all go through here.</summary>
public static class OrderSteps
{
    internal static string Earned(Guid order) => $"order:{order}:earned";
    internal static string Due(Guid order) => $"order:{order}:due";

    /// <summary>It was paid: points and credits begin to wait. Nothing when it is too small to earn.</summary>
    /// <param name="tier">The member's at that moment, if it is another by now.</param>
    /// <returns>What each line earned.</returns>
    public static IReadOnlyList<EarnedLine> Earn(PointsAccount account, Membership member, Guid orderId, EarningOrder order, PublishedRules published, DateTime paidAt, Tier? tier = null)
    {
        var points = EarningRules.For(order, published.Rules, tier ?? member.Tier);
        if (account.Earn(Entry(Earned(orderId), member.Id, orderId, paidAt, published.RuleSetId), points.Points, points.Credits) is null) return [];
        var earned = account.Journal[^1];
        return [.. points.Lines.Where(l => l.Points > 0 || l.Credits > 0).Select(l => EarnedLine.Of(earned, l.LineId, l.Quantity, l.Points, l.Credits))];
    }

    /// <summary>It was delivered: the return window runs, and the wait for the points with it. Only the first delivery counts.</summary>
    /// <param name="promised">For how many days it can be sent back, as the order says; else the tier decides.</param>
    public static void MakeDue(PointsAccount account, Membership member, Guid orderId, PublishedRules published, DateTime deliveredAt, int? promised = null)
    {
        if (LotOf(account, orderId) is not { IsPending: true, DueAt: null } lot) return; // earned nothing, or told twice
        account.MakeDue(Entry(Due(orderId), lot.MemberId, orderId, deliveredAt, published.RuleSetId), lot, deliveredAt.AddDays(Window()));

        int Window() => promised is { } days ? Math.Max(days, published.Rules.Release.ReturnDays) : published.Rules.ReturnDays(member.Tier);
    }

    /// <summary>The return window has passed: as of that moment the points can be spent, however late this is noticed.</summary>
    public static void Release(PointsAccount account, Lot lot, PublishedRules published)
    {
        var at = lot.DueAt ?? throw new RuleBroken("This has no day yet from which it could be spent.");
        account.Release(new Entry($"lot:{lot.Id}:released", lot.MemberId, at, Actor.System, OrderId: lot.OrderId, RuleSetId: published.RuleSetId), lot, Expiries.For(at, published.Rules, published.Zone));
    }

    /// <summary>Its time is over; as of that moment, however late this is noticed.</summary>
    public static void Expire(PointsAccount account, Lot lot) =>
        account.Expire(new Entry($"lot:{lot.Id}:expired", lot.MemberId, lot.ExpiresAt!.Value, Actor.System, OrderId: lot.OrderId), lot);

    /// <summary>Pieces came back, or all of it was called off: exactly what they earned is taken back, and with the last piece of a line all that is left of it.</summary>
    /// <param name="before">All that was earned and taken back for the order so far.</param>
    /// <param name="pieces">How many of each line come back now.</param>
    /// <returns>What was taken back of each line.</returns>
    public static IReadOnlyList<EarnedLine> TakeBack(PointsAccount account, Entry entry, IReadOnlyList<EarnedLine> before, IReadOnlyDictionary<Guid, int> pieces)
    {
        var lines = before.GroupBy(l => l.LineId).Where(g => pieces.GetValueOrDefault(g.Key) > 0).Select(g => Share([.. g], pieces[g.Key])).Where(s => s.Quantity > 0).ToList();
        if (lines.Count == 0 || LotOf(account, entry.OrderId!.Value) is not { } lot) return [];
        var written = account.Journal.Count;
        account.Revoke(entry, lot, lines.Sum(l => l.Points), lines.Sum(l => l.Credits));
        return account.Journal.Count == written ? [] : [.. lines.Select(l => EarnedLine.Of(account.Journal[^1], l.LineId, -l.Quantity, -l.Points, -l.Credits))];
    }

    private static (Guid LineId, int Quantity, long Points, long Credits) Share(IReadOnlyList<EarnedLine> line, int wanted)
    {
        var earned = line.Single(l => l.Quantity > 0);
        var left = line.Sum(l => l.Quantity);
        var quantity = Math.Min(wanted, left);
        var gone = earned.Quantity - left + quantity; // pieces that are back after this
        return (earned.LineId, quantity, Of(earned.Points) - (earned.Points - line.Sum(l => l.Points)), Of(earned.Credits) - (earned.Credits - line.Sum(l => l.Credits)));

        long Of(long all) => (long)((Int128)all * gone / earned.Quantity);
    }

    private static Lot? LotOf(PointsAccount account, Guid orderId) => account.Lots.FirstOrDefault(l => l.OrderId == orderId);

    private static Entry Entry(string source, Guid memberId, Guid orderId, DateTime at, Guid ruleSetId) => new(source, memberId, at, Actor.System, OrderId: orderId, RuleSetId: ruleSetId);
}
