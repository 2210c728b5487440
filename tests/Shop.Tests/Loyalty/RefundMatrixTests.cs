using System.Globalization;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>
/// What a refund writes, cell by cell: where the points are when it comes, times how much is refunded. A posting reads book, amount, lot; “a” is the lot the order earned or paid from,
/// “b” another one that lives longer, “n” a new one; after the bar stand the credits.
/// </summary>
public sealed class RefundMatrixTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Order = NewId.Next();

    private readonly PointsAccount _account = PointsAccount.Open();
    private int _told;

    /// <summary>Goods that earned 100 points and 100 credits. Part-spent: 60 of them. The columns at the end: pending, available, debt, credits of either kind, lifetime.</summary>
    public static TheoryData<string, string, string, string> OfWhatEarned => new()
    {
        { "pending", "full", "Pending-100a Issued+100a | Pending-100a Issued+100a", "0 0 0 0 0" },
        { "pending", "partial", "Pending-40a Issued+40a | Pending-40a Issued+40a", "60 0 0 60 0" },
        { "pending", "rest", "Pending-60a Issued+60a | Pending-60a Issued+60a", "0 0 0 0 0" },
        { "pending", "double", "refused", "0 0 0 0 0" },
        { "active", "full", "Available-100a Issued+100a | Available-100a Issued+100a", "0 0 0 0 0" },
        { "active", "partial", "Available-40a Issued+40a | Available-40a Issued+40a", "0 60 0 60 60" },
        { "active", "rest", "Available-60a Issued+60a | Available-60a Issued+60a", "0 0 0 0 0" },
        { "active", "double", "refused", "0 0 0 0 0" },
        { "spent", "full", "Debt-100 Issued+100 | Available-100a Issued+100a", "0 0 100 0 0" },
        { "spent", "partial", "Debt-40 Issued+40 | Available-40a Issued+40a", "0 0 40 60 60" },
        { "spent", "rest", "Debt-60 Issued+60 | Available-60a Issued+60a", "0 0 100 0 0" },
        { "spent", "double", "refused", "0 0 100 0 0" },
        { "part-spent", "full", "Available-40a Issued+40a Debt-60 Issued+60 | Available-100a Issued+100a", "0 0 60 0 0" },
        { "part-spent", "partial", "Available-40a Issued+40a | Available-40a Issued+40a", "0 0 0 60 60" },
        { "part-spent", "rest", "Debt-60 Issued+60 | Available-60a Issued+60a", "0 0 60 0 0" },
        { "part-spent", "double", "refused", "0 0 60 0 0" },
        { "expired", "full", "Expired-100a Issued+100a | Available-100a Issued+100a", "0 0 0 0 0" },
        { "expired", "partial", "Expired-40a Issued+40a | Available-40a Issued+40a", "0 0 0 60 60" },
        { "expired", "rest", "Expired-60a Issued+60a | Available-60a Issued+60a", "0 0 0 0 0" },
        { "expired", "double", "refused", "0 0 0 0 0" },
        // What was spent and expired at once, and what is there besides: nobody loses what they did not earn by it.
        { "part-spent, rest expired", "full", "Expired-40a Issued+40a Debt-60 Issued+60 | Available-100a Issued+100a", "0 0 60 0 0" },
        { "part-spent, others there", "full", "Available-40a Issued+40a Available-30b Issued+30b Debt-30 Issued+30 | Available-100a Issued+100a", "0 0 30 0 30" },
        { "expired, others there", "full", "Expired-100a Issued+100a | Available-100a Issued+100a", "0 30 0 0 30" },
    };

    /// <summary>Goods for €10.00 paid with 100 points. The columns at the end: available, debt, days until the points that came back expire.</summary>
    public static TheoryData<string, string, string, string> OfWhatWasPaid => new()
    {
        { "pending", "full", "never paid", "0 0 0" },
        { "active", "full", "Redeemed-100a Available+100a", "150 0 200" },
        { "active", "partial", "Redeemed-40a Available+40a", "90 0 200" },
        { "active", "rest", "Redeemed-60a Available+60a", "150 0 200" },
        { "active", "double", "refused", "150 0 200" },
        { "spent", "full", "Redeemed-100a Available+100a", "100 0 200" },
        { "spent", "partial", "Redeemed-40a Available+40a", "40 0 200" },
        { "spent", "rest", "Redeemed-60a Available+60a", "100 0 200" },
        { "spent", "double", "refused", "100 0 200" },
        { "part-spent", "full", "Redeemed-30b Available+30b Redeemed-70a Available+70a", "100 0 200" }, // 70 of a, 30 of b: what lives longest first
        { "part-spent", "partial", "Redeemed-30b Available+30b Redeemed-10a Available+10a", "40 0 200" },
        { "part-spent", "rest", "Redeemed-60a Available+60a", "100 0 200" },
        { "part-spent", "double", "refused", "100 0 200" },
        { "expired", "full", "Redeemed-100 Available+100n", "100 0 30" },
        { "expired", "partial", "Redeemed-40 Available+40n", "40 0 30" },
        { "expired", "rest", "Redeemed-60 Available+60n", "100 0 30" },
        { "expired", "double", "refused", "100 0 30" },
        // A debt is repaid by what comes back.
        { "spent, with a debt of 70", "full", "Redeemed-70a Debt+70a Redeemed-30a Available+30a", "30 0 200" },
        { "expired, with a debt of 70", "full", "Redeemed-70a Debt+70a Redeemed-30 Available+30n", "30 0 30" },
    };

    [Theory, MemberData(nameof(OfWhatEarned))]
    public void Refund_of_goods_that_earned_points(string lots, string refund, string postings, string after)
    {
        var a = Earned(100, Order);
        var b = default(Lot);
        if (!lots.StartsWith("pending", StringComparison.Ordinal)) _account.Release(Now(), a, Day.AddDays(100));
        if (lots.StartsWith("spent", StringComparison.Ordinal)) Pay(100);
        if (lots.StartsWith("part-spent", StringComparison.Ordinal)) Pay(60);
        if (lots.Contains("expired", StringComparison.Ordinal)) _account.Expire(Now(Day.AddDays(100)), a);
        if (lots.Contains("others", StringComparison.Ordinal)) b = Granted(30, Day.AddDays(300));
        if (refund == "rest") _account.Revoke(Now(Day.AddDays(100)), a, 40, 40);
        if (refund == "double") _account.Revoke(Now(Day.AddDays(100)), a, 100, 100);
        var written = _account.Journal.Count;

        Assert.Equal(postings, refund switch
        {
            "full" => Written(() => _account.Revoke(Now(Day.AddDays(99)), a, 100, 100), a, b),
            "partial" => Written(() => _account.Revoke(Now(Day.AddDays(99)), a, 40, 40), a, b),
            "rest" => Written(() => _account.Revoke(Now(Day.AddDays(99)), a, 60, 60), a, b),
            _ => Written(() => _account.Revoke(Now(Day.AddDays(99)), a, 100, 100), a, b),
        });

        Assert.Equal(postings == "refused" ? 0 : 1, _account.Journal.Count - written);
        Assert.Equal(after, Join(_account.Pending, _account.Available, _account.Debt, _account.Credits + _account.CreditsPending, _account.Lifetime));
    }

    [Theory, MemberData(nameof(OfWhatWasPaid))]
    public void Refund_of_goods_paid_with_points(string lots, string refund, string postings, string after)
    {
        Lot a;
        var b = default(Lot);
        if (lots == "pending")
        {
            Earned(100, Order);
            Assert.False(_account.Reserve(Now(), 100)); // what waits pays nothing, so there is nothing to give back
            return;
        }
        if (lots == "active") a = Granted(150, Day.AddDays(200));
        else if (lots == "part-spent") (a, b) = (Granted(70, Day.AddDays(200)), Granted(30, Day.AddDays(300)));
        else a = Granted(100, Day.AddDays(lots.StartsWith("expired", StringComparison.Ordinal) ? 10 : 200));
        var (reservation, parts) = Pay(100);
        if (lots.Contains("debt", StringComparison.Ordinal))
        {
            var owed = Earned(70, NewId.Next());
            _account.Release(Now(), owed, Day.AddDays(50));
            Pay(70);
            _account.Revoke(Now(), owed, 70, 70);
        }
        var at = Day.AddDays(20);
        if (refund is "rest") GiveBack(4_00);
        if (refund is "double") GiveBack(10_00);
        var written = _account.Journal.Count;

        Assert.Equal(postings, Written(() => GiveBack(refund switch { "partial" => 4_00, "rest" => 6_00, _ => 10_00 }), a, b));

        Assert.Equal(postings == "refused" ? 0 : 1, _account.Journal.Count - written);
        var days = _account.Lots.Where(l => l.Remaining > 0).Min(l => l.ExpiresAt)!.Value - (lots.StartsWith("expired", StringComparison.Ordinal) ? at : Day);
        Assert.Equal(after, Join(_account.Available, _account.Debt, (long)days.TotalDays));

        void GiveBack(long cents)
        {
            var before = reservation.PointsBack;
            var points = reservation.GiveBack(new Money(cents));
            _account.GiveBack(Now(at), Reservation.Next(parts, before, points), at.AddDays(30));
        }
    }

    private string Written(Action act, Lot a, Lot? b)
    {
        try
        {
            act();
        }
        catch (RuleBroken)
        {
            return "refused";
        }
        var postings = _account.Journal[^1].Postings;
        Assert.All(postings.GroupBy(p => p.Unit), unit => Assert.Equal(0, unit.Sum(p => p.Amount)));
        var texts = Enum.GetValues<LedgerUnit>().Select(unit => string.Join(' ', postings.Where(p => p.Unit == unit)
            .Select(p => $"{p.Book}{p.Amount.ToString("+0;-0", CultureInfo.InvariantCulture)}{(p.LotId is null ? "" : p.LotId == a.Id ? "a" : p.LotId == b?.Id ? "b" : "n")}")));
        return string.Join(" | ", texts.Where(t => t.Length > 0));
    }

    private (Reservation Reservation, IReadOnlyList<LotPart> Parts) Pay(long points)
    {
        Assert.True(_account.Reserve(Now(), points));
        var parts = _account.Journal[^1].Postings.Where(p => p is { Book: Book.Reserved, Amount: > 0 }).Select(p => new LotPart(p.LotId!.Value, p.Amount)).ToList();
        _account.Spend(Now(), parts);
        var reservation = Reservation.Of(NewId.Next(), Membership.Join(NewId.Next(), _account.Id, Day), points, new Money(points * 10), Day);
        reservation.Spend();
        return (reservation, parts);
    }

    private Lot Earned(long points, Guid order) => _account.Earn(Now() with { OrderId = order }, points, points)!;

    private Lot Granted(long points, DateTime expiresAt)
    {
        _account.Grant(Now(), points, expiresAt);
        return _account.Lots[^1];
    }

    private Entry Now(DateTime? at = null) => new($"test:{++_told}", Order, at ?? Day, Actor.System);

    private static string Join(params long[] numbers) => string.Join(' ', numbers);
}
