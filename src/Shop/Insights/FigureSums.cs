using Shop.Kernel;

namespace Shop.Insights;

/// <summary>What happened in a stretch of time, all of it countable in the lists of the desk.</summary>
/// <param name="Revenue">What was paid with money for orders placed then that stand, less what went back.</param>
/// <param name="Orders">Orders placed then that were paid and not cancelled.</param>
/// <param name="Again">Those of them by customers who had bought before.</param>
/// <param name="FromMembers">The revenue of who is in the club.</param>
/// <param name="Issued">Points given, less those taken back.</param>
/// <param name="Redeemed">Points spent, less those given back.</param>
public sealed record FigureSums(Money Revenue, int Orders, int Again, Money FromMembers, int NewCustomers, long Issued, long Redeemed, long Expired)
{
    public static readonly FigureSums Nothing = new(Money.Zero, 0, 0, Money.Zero, 0, 0, 0, 0);

    /// <summary>What an order brings; null without orders.</summary>
    public Money? Basket => Orders == 0 ? null : new Money((long)Math.Round((decimal)Revenue.Minor / Orders, MidpointRounding.AwayFromZero));

    /// <summary>Which share of the orders came from somebody who had bought before.</summary>
    public decimal? RepeatRate => Orders == 0 ? null : (decimal)Again / Orders;

    public decimal? MemberShare => Revenue <= Money.Zero ? null : (decimal)FromMembers.Minor / Revenue.Minor;

    /// <summary>How many points were spent for each that was given.</summary>
    public decimal? RedemptionRate => Issued <= 0 ? null : (decimal)Redeemed / Issued;

    public static FigureSums operator +(FigureSums a, FigureSums b) => Add(a, b);

    public static FigureSums Add(FigureSums a, FigureSums b) =>
        new(a.Revenue + b.Revenue, a.Orders + b.Orders, a.Again + b.Again, a.FromMembers + b.FromMembers, a.NewCustomers + b.NewCustomers, a.Issued + b.Issued, a.Redeemed + b.Redeemed, a.Expired + b.Expired);
}

/// <summary>A stretch of days, step by step and in all.</summary>
public sealed record FigureCourse(IReadOnlyList<FigureStep> Steps, IReadOnlyList<FigureSums> Sums)
{
    public FigureSums Total { get; } = Sums.Aggregate(FigureSums.Nothing, FigureSums.Add);
}

/// <summary>Where orders of some days stand: so many, in the words of the list that has them.</summary>
public sealed record OrdersByState(int Unpaid, int ToPack, int Packed, int OnTheWay, int Delivered, int Returned, int Cancelled)
{
    public int All => Unpaid + ToPack + Packed + OnTheWay + Delivered + Returned + Cancelled;
}

/// <summary>What sold most, by pieces that stayed sold.</summary>
public sealed record Bestseller(Guid ProductId, string Name, int Pieces, Money Revenue);

/// <summary>Carts of some days on their way to an order; each cart counts once, however often it was used.</summary>
/// <param name="Filled">Carts that something was in.</param>
/// <param name="Ordered">Those of which an order was made.</param>
/// <param name="Paid">Those of which an order was paid.</param>
public sealed record CartFunnel(int Filled, int Ordered, int Paid);

/// <summary>Everything a dashboard shows for some days.</summary>
/// <param name="Before">The same for the days it is compared with.</param>
/// <param name="ActiveMembers">Members who bought in these days.</param>
/// <param name="ActiveBefore">The same for the days it is compared with.</param>
/// <param name="Funnel">Null for days whose carts are forgotten by now.</param>
/// <param name="At">When it was counted.</param>
public sealed record Figures(FigureRange Range, FigureCourse Course, FigureCourse? Before, OrdersByState States, IReadOnlyList<Bestseller> Bestsellers, CartFunnel? Funnel, int ActiveMembers, int? ActiveBefore, DateTime At);
