using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Demo;

/// <summary>What members of the demo's club can have for points, and what they took: its Gold member a voucher that is used, one that is open and a donation; every third of the others gives points away now and then.</summary>
internal sealed class DemoRewards
{
    private readonly List<(Reward Reward, Promotion? Promotion)> _all = [];
    private readonly List<RewardClaim> _claims = [];
    private readonly List<PromotionCode> _codes = [];
    private readonly PromotionCode _used;
    private readonly Purchase? _with;
    private readonly TimeZoneInfo _zone;
    private Order? _order;
    private int _met;

    /// <param name="with">The Gold member's purchase in which the voucher is used.</param>
    public DemoRewards(Func<string, Guid> product, Purchase? with, DateTime morning, TimeZoneInfo zone)
    {
        (_with, _zone) = (with, zone);
        var since = morning.AddMonths(-4);
        Ten = Add(new RewardTerms("Ten euros off", RewardKind.AmountOff, 180, since) { Words = "For the next thing you have had your eye on.", Amount = new Money(10_00), Minimum = new Money(40_00) });
        Post = Add(new RewardTerms("The postage is on us", RewardKind.FreeDelivery, 60, since) { Words = "Even a single soap travels free.", ValidDays = 60 });
        Birches = Add(new RewardTerms("Plant ten birches", RewardKind.Donation, 100, morning.AddMonths(-26)) { Words = "We plant ten birches on the hillside behind the workshop, where the kiln wood comes from, and send you word when they are in the ground." });
        Add(new RewardTerms("A bar of seaweed soap", RewardKind.GiftProduct, 120, since) { Words = "Cold-pressed, with dulse from the skerries. It goes into your cart for nothing.", ProductId = product("seaweed-soap"), LimitPerMember = 4 });
        Add(new RewardTerms("A Still mug of your own", RewardKind.GiftProduct, 320, since) { Words = "The mug we began with, in the glaze you like best.", ProductId = product("still-mug"), LowestTier = Tier.Silver, LimitPerMember = 1, Quota = 80 });
        Add(new RewardTerms("Fifteen per cent for the table", RewardKind.PercentOff, 380, since) { Words = "One order, everything in it: for when the whole family comes.", BasisPoints = 1_500, LimitPerMember = 2 });
        Add(new RewardTerms("An evening at the wheel", RewardKind.EventSeat, 600, since) { Words = "Two hours of clay with Ingunn in Bergen, tea and buns, and your bowl fired and sent home.", LowestTier = Tier.Gold, LimitPerMember = 1, Quota = 8, Until = Period.StartOf(Period.LocalDay(morning, zone).AddDays(45), zone), HeldAt = Evening(52, 18), Place = "The workshop, Skuteviksboder 11, Bergen" });
        Add(new RewardTerms("First pick of the firing", RewardKind.EventSeat, 250, Period.StartOf(Period.LocalDay(morning, zone).AddDays(10), zone)) { Words = "An hour in the yard on the morning the kiln is opened, before the shop gets to see what came out.", LowestTier = Tier.Silver, Quota = 20, LimitPerMember = 1, HeldAt = Evening(31, 9), Place = "The kiln yard, Skuteviksboder 11, Bergen" });
        Add(new RewardTerms("A candle for the dark months", RewardKind.GiftProduct, 360, since) { Words = "Birch smoke, forty hours of it.", ProductId = product("birch-smoke-candle"), Until = morning.AddDays(-2) });
        DateTime Evening(int days, int hour) => Period.StartOf(Period.LocalDay(morning, zone).AddDays(days), zone).AddHours(hour);
        _used = Draw(Ten, with?.At.AddDays(-3) ?? morning);
    }

    private Reward Ten { get; }
    private Reward Post { get; }
    private Reward Birches { get; }

    /// <summary>What the purchase costs less by the voucher.</summary>
    public Reduction? ReductionOf(Purchase purchase) => purchase != _with ? null : new AmountOff(Ten.Name, Ten.Amount) { PromotionId = Ten.PromotionId, Code = _used.Code };

    public void Became(Purchase purchase, Order order)
    {
        if (purchase == _with) _order = order;
    }

    /// <summary>What the Gold member took, as steps of their time in the club.</summary>
    public IEnumerable<(DateTime At, Action<Membership, PointsAccount> Step)> StepsOf(Guid customerId, DateTime now)
    {
        if (_order is not { } order || order.CustomerId != customerId) yield break;
        var taken = order.PlacedAt.AddDays(-3);
        yield return (taken, (member, account) => Take(Ten, _used, member, account, taken));
        var later = order.PlacedAt.AddDays(1) < now.AddDays(-2) ? now.AddDays(-2) : now.AddHours(-1);
        yield return (later, (member, account) =>
        {
            if (account.SpendableAt(later) < Birches.Cost + Post.Cost) return;
            Take(Birches, null, member, account, later);
            _claims[^1].Finish(Actor.Staff(Guid.Empty, DemoSignIns.Staff.Name), "They are in the ground, by the old gate.", later.AddMinutes(40));
            Take(Post, Draw(Post, later), member, account, later);
        }
        );
    }

    /// <summary>What another member gives away over the years, where they have enough.</summary>
    public IEnumerable<(DateTime At, Action<Membership, PointsAccount> Step)> GiftsOf(string name, DateTime since, DateTime now)
    {
        var (_, dice) = (_met++, new Random(_met));
        if (dice.Next(3) > 0) yield break;
        for (var at = since.AddDays(40 + dice.Next(60)); at < now; at = at.AddDays(60 + dice.Next(120)).AddMinutes(dice.Next(600)))
        {
            var taken = at;
            if (taken < Birches.From) continue;
            yield return (taken, (member, account) =>
            {
                if (account.SpendableAt(taken) < Birches.Cost) return;
                Take(Birches, null, member, account, taken, name);
                if (taken < now.AddDays(-4)) _claims[^1].Finish(Actor.Staff(Guid.Empty, DemoSignIns.Staff.Name), "They are in the ground, by the old gate.", taken.AddDays(3));
            }
            );
        }
    }

    /// <summary>Puts all of it into the shop, and counts the voucher that is used.</summary>
    public async Task Write(ShopDb db, Redemptions redemptions, CancellationToken ct)
    {
        foreach (var (reward, promotion) in _all)
        {
            db.Add(reward);
            if (promotion is not null) db.Add(promotion);
            db.Entry(reward).Property(r => r.Taken).CurrentValue = _claims.Count(c => c.RewardId == reward.Id);
        }
        db.AddRange(_codes.Where(c => _claims.Any(claim => claim.CodeId == c.Id)));
        db.AddRange(_claims);
        await db.SaveChangesAsync(ct);
        if (_order is not { } order || order.Reductions.FirstOrDefault(r => r.Code == _used.Code) is not { } used) return;
        await redemptions.Hold(order.Id, [new PromotionClaim(Ten.PromotionId!.Value, Ten.Name, _used.Code, used.Amount)], order.Email, order.CustomerId, order.PlacedAt, ct);
        await redemptions.Take(order.Id, ct);
    }

    private Reward Add(RewardTerms terms)
    {
        var reward = Reward.Of(terms, terms.From);
        var promotion = reward.Voucher(terms.From) is { } voucher ? Promotion.Of(voucher, terms.From) : null;
        reward.CountBy(promotion?.Id);
        _all.Add((reward, promotion));
        return reward;
    }

    private PromotionCode Draw(Reward reward, DateTime at)
    {
        _codes.Add(PromotionCode.Draw(reward.PromotionId!.Value, Period.StartOf(Period.LocalDay(at, _zone).AddDays(reward.ValidDays + 1), _zone)));
        return _codes[^1];
    }

    private void Take(Reward reward, PromotionCode? code, Membership member, PointsAccount account, DateTime at, string? name = null) =>
        _claims.Add(RewardClaim.Take(reward, member, account, reward.Cost, code, NewId.Next(), Actor.Customer(member.CustomerId, name ?? DemoSignIns.GoldCustomer.Name), at, null));
}
